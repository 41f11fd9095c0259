"""What the pages of one review are shown with, and how refusals come beside what they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import flash, g
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, reading
from prize_app.clock import now
from prize_app.db.people import Person
from prize_app.db.saving import Save
from prize_app.leaks.hints import hints
from prize_app.nominations.pages import dossier
from prize_app.nominations.shown import shown_files
from prize_app.phrases import refusal_words
from prize_app.reviews import forms, queries
from prize_app.reviews.changing import may_revise
from prize_app.reviews.own import Mine, see_own
from prize_app.reviews.progress import Progress, time_left
from prize_app.reviews.versions import Content, content_of, count_versions, versions_of
from prize_app.reviews.writing import due_of_own, rubric_of
from prize_app.web import page
from workflows.errors import NotFound, RuleBroken
from workflows.leaks import Written
from workflows.plan.blinding import Subject
from workflows.policy import Permission, allowed, require_awake
from workflows.reviewing import asks_reasons, is_late

SUBMIT, SAVE, DROP = "submit", "save", "drop"
Page = Callable[..., str]


def own(assignment_id: UUID, *, judges: bool = False) -> Mine:
    """The viewer's own assignment, its plan remembered for the words of this request.

    Raises:
        TermsOutstanding: the viewer `judges` and has not accepted the terms.
    """
    mine = see_own(reading(), current_actor(), assignment_id)
    g.plan = mine.seen.edition.plan
    if judges:
        require_awake(mine.seen.standing)
    return mine


def show_refusals(mine: Mine, form: FlaskForm, refused: RuleBroken) -> None:
    """Put each reason beside what it is about."""
    rubric = rubric_of(mine)
    # Rubrics may ask different questions under one key: only the words of this one are meant.
    plan = replace(mine.seen.edition.plan, rubrics={rubric.key: rubric})
    for refusal in refused.refusals:
        words = refusal_words(refusal, plan)
        prefix = forms.REASON if refusal.code.endswith("_reason_missing") else forms.PREFIX
        names = (
            prefix + str(refusal.facts.get("criterion", "")),
            refusal.code.removesuffix("_missing"),
            refusal.code.removesuffix("_unknown"),
            f"change_{refusal.code.removesuffix('_missing')}",
        )
        target = next((form[name] for name in names if name in form), None)
        if target is None:
            form.form_errors.append(words)
        else:
            target.errors = [*target.errors, words]


def review_page(mine: Mine, form: FlaskForm, saved: dict[str, Any] | None = None) -> str:
    """The dossier beside the rubric."""
    _count_on(form)
    return page(
        "reviews/review.html",
        form=form,
        saved=saved or {},
        prefix=forms.PREFIX,
        submit=SUBMIT,
        hints=hints_of(mine, form),
        **shown_with(mine),
    )


def hints_of(mine: Mine, form: FlaskForm) -> Mapping[str, str]:
    """Field -> what its writer may be told of names in it; only remarks are read by fewer."""
    return hints(reading(), current_actor(), mine.seen, [Written.REVIEW], forms.texts_of(form))


def flash_hints(mine: Mine, form: FlaskForm) -> None:
    """Say once more, after the review is in, which names stand in it."""
    for told in dict.fromkeys(hints_of(mine, form).values()):
        flash(told, "warning")


def shown_with(mine: Mine) -> dict[str, Any]:
    """Everything that the page of one review says beside the form."""
    seen, review = mine.seen, mine.review
    plan, nomination, rubric = seen.edition.plan, seen.nomination, rubric_of(mine)
    nominator = None
    if seen.sight.sees(Subject.NOMINATOR):
        nominator = reading().get_one(Person, nomination.nominator_id)
    files = shown_files(reading(), nomination, seen.sight)
    due, at = due_of_own(reading(), current_actor(), mine), seen.edition.time(now())
    given, done = queries.count_own(reading(), current_actor().id, seen.edition.id)
    answered = len(rubric.criteria.keys() & review.points.keys()) if review else 0
    versions = versions_of(reading(), [review.id]) if review and mine.is_submitted else {}
    return {
        "mine": mine,
        "nomination": nomination,
        "category": plan.categories[nomination.category_key],
        "rubric": rubric,
        "sections": dossier(seen.form_plan, nomination, files, closed=seen.sight.closed_fields),
        "nominator": nominator,
        "due": due,
        "is_late": is_late(plan, due, at),
        "time_left": time_left(due, at),
        "may_ask": due is not None and (due.is_extendable or due.is_extended),
        "progress": Progress(done, given, answered, len(rubric.criteria)),
        "asks_reasons": asks_reasons(rubric),
        "may_revise": may_revise(mine),
        "may_discuss": allowed(Permission.DISCUSSION_READ, seen.standing),
        "versions": versions.get(review.id, ()) if review else (),
        "change": queries.find_change(reading(), review.id)
        if review and mine.is_submitted
        else None,
        "reason": forms.REASON,
    }


def overtaken(assignment_id: UUID, form: FlaskForm, shown: Page) -> ResponseReturnValue:
    """Another window saved meanwhile: show both; saving again keeps what stands here."""
    reading().close()  # it still looks at the moment before
    mine = own(assignment_id, judges=True)
    theirs = changed_values(mine) if "based_on" in form else forms.values_of(mine.review)
    saved = {
        field.name: theirs.get(field.name) or ""
        for field in form
        if field.name in theirs
        and field.name not in (*forms.OF_THE_PAGE, "based_on")
        and (field.data or "") != (theirs.get(field.name) or "")
    }
    for name in {"lock_version", "based_on"} & theirs.keys():
        form[name].data = theirs[name]
    form.form_errors.append(
        "This review was saved in another window meanwhile. Your version is still here, with the "
        "saved one beneath whatever differs. Save again to keep yours."
    )
    return shown(mine, form, saved=saved), 409


def is_in_as_written(assignment_id: UUID, form: FlaskForm) -> bool:
    """Whether the review that is in says just what the form does: its button was pressed twice."""
    reading().close()  # it still looks at the moment before
    mine = own(assignment_id, judges=True)
    rubric = rubric_of(mine)
    written = Content(
        forms.points_of(form, rubric),
        form["strengths"].data or "",
        form["weaknesses"].data or "",
        forms.grounds_of(form, rubric),
    )
    return mine.review is not None and content_of(mine.review) == written.within(rubric)


def changed_values(mine: Mine) -> dict[str, Any]:
    """What the form of a change begins with: the draft of it, or what is in.

    Raises:
        NotFound: there is no review.
    """
    if mine.review is None:
        raise NotFound
    change = queries.find_change(reading(), mine.review.id)
    return forms.values_of_change(mine.review, change, count_versions(reading(), mine.review.id))


def change_page(mine: Mine, form: FlaskForm, saved: dict[str, Any] | None = None) -> str:
    """The dossier beside a review that is in and that its reviewer changes."""
    _count_on(form)
    return page(
        "reviews/change.html",
        form=form,
        save=SAVE,
        drop=DROP,
        saved=saved or {},
        prefix=forms.PREFIX,
        hints=hints_of(mine, form),
        **shown_with(mine),
    )


def which_save(form: FlaskForm) -> Save:
    """Which save of which page this is, and the version it builds on; -1 fits nothing."""
    return Save(
        number(form["lock_version"].data),
        form["page_id"].data or "",
        number(form["save_number"].data),
    )


def _count_on(form: FlaskForm) -> None:
    """The page that is shown saves after the one that was sent."""
    form["save_number"].data = number(form["save_number"].data) + 1


def number(text: str | int | None) -> int:
    """A whole number that a hidden field carries; -1, which fits nothing, where it is none."""
    try:
        return int(text or 0)
    except ValueError:
        return -1
