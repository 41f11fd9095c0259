"""A reviewer's pages, and the page on which anyone declares a conflict of interest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.people import Person
from prize_app.nominations.pages import dossier
from prize_app.nominations.personal import own_times
from prize_app.nominations.seeing import area_of
from prize_app.nominations.shown import shown_files
from prize_app.nominations.standing import see_nomination
from prize_app.phrases import refusal_words
from prize_app.reviews import forms, service
from prize_app.reviews.kinds import ConflictKind
from prize_app.reviews.own import Mine, queues, see_own
from prize_app.web import page
from workflows.calendar import NOBODYS, due_at
from workflows.errors import NotFound, RuleBroken
from workflows.plan.blinding import Subject
from workflows.plan.evaluation import Rubric
from workflows.policy import Permission, require_visible

bp = Blueprint("reviews", __name__)
SUBMIT = "submit"


@bp.get("/reviews")
@login_required
def queue() -> ResponseReturnValue:
    """What the person is asked to review."""
    return page("reviews/queue.html", queues=queues(reading(), current_actor()))


@bp.get("/reviews/<uuid:assignment_id>")
@login_required
def review(assignment_id: UUID) -> ResponseReturnValue:
    """The dossier beside the rubric; once submitted, beside what was said."""
    mine = _own(assignment_id)
    require_visible(Permission.NOMINATION_READ, mine.seen.standing)
    if not mine.is_of_now:
        raise NotFound
    if mine.together:
        return page("reviews/read.html", **_shown(mine), together=_together(mine))
    if mine.is_submitted:
        return page("reviews/submitted.html", **_shown(mine))
    require_visible(Permission.REVIEW_WRITE, mine.seen.standing)
    form = forms.review_form(_rubric(mine))
    return _review_page(mine, form(formdata=None, data=forms.values_of(mine.review)))


@bp.post("/reviews/<uuid:assignment_id>")
@login_required
def save(assignment_id: UUID) -> ResponseReturnValue:
    """Save a draft, or submit; by htmx answer with nothing but the version to build on."""
    mine = _own(assignment_id)
    if mine.together:
        raise NotFound
    form = forms.review_form(_rubric(mine))()
    if not form.validate():
        return ("" if _is_autosave() else _review_page(mine, form)), 422
    try:
        kept = _store(mine, form)
    except StaleDataError:
        return _overtaken(assignment_id, form)
    except RuleBroken as refused:
        if mine.is_submitted or any(r.code == "review_submitted" for r in refused.refusals):
            raise
        _show_refusals(mine, form, refused)
        return _review_page(mine, form), 422
    if _is_autosave():
        return page("reviews/_version.html", lock_version=kept)
    if request.form.get("then") == SUBMIT:
        flash("The review is submitted. Thank you.", "success")
        return redirect(url_for(".queue"), 303)
    flash("The draft is saved.", "success")
    return redirect(url_for(".review", assignment_id=assignment_id), 303)


@bp.route("/reviews/<uuid:assignment_id>/decline", methods=["GET", "POST"])
@login_required
def decline(assignment_id: UUID) -> ResponseReturnValue:
    """Hand an assignment back."""
    mine = _own(assignment_id)
    form = forms.DeclineForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            service.decline(db, current_actor(), assignment_id, form.reason.data or "", now=now())
        flash("It is handed back; the secretariat will ask somebody else.", "success")
        return redirect(url_for(".queue"), 303)
    body = page("reviews/decline.html", form=form, mine=mine, seen=mine.seen)
    return body, 422 if form.errors else 200


@bp.route("/nominations/<uuid:nomination_id>/conflict", methods=["GET", "POST"])
@login_required
def conflict(nomination_id: UUID) -> ResponseReturnValue:
    """Declare a conflict of interest."""
    actor = current_actor()
    seen = see_nomination(reading(), actor, nomination_id, Permission.CONFLICT_DECLARE)
    if not seen.standing.is_impartial:
        raise NotFound
    g.plan, g.area = seen.edition.plan, area_of(seen)
    form = forms.ConflictForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                service.declare_conflict(
                    db,
                    actor,
                    nomination_id,
                    ConflictKind(form.kind.data),
                    form.explanation.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            form.explanation.errors = [refusal_words(r, g.plan) for r in refused.refusals]
        else:
            flash(
                "The conflict of interest is on record; the nomination is off your pages.",
                "success",
            )
            return redirect(url_for("dashboards.home"), 303)
    body = page(
        "reviews/conflict.html",
        form=form,
        seen=seen,
        nomination=seen.nomination,
        category=seen.edition.plan.categories[seen.nomination.category_key],
    )
    return body, 422 if form.errors else 200


def _together(mine: Mine) -> str:
    """Where nominations of a round without points are compared with each other."""
    return url_for(f"comparing.{mine.together}", assignment_id=mine.assignment.id)


def _own(assignment_id: UUID) -> Mine:
    mine = see_own(reading(), current_actor(), assignment_id)
    g.plan = mine.seen.edition.plan
    return mine


def _rubric(mine: Mine) -> Rubric:
    seen = mine.seen
    return seen.edition.plan.rubric_of(seen.nomination.category_key, mine.assignment.round)


def _store(mine: Mine, form: FlaskForm) -> int:
    """Save or submit, as the pressed button says; the new version."""
    act = service.save_draft
    if request.form.get("then") == SUBMIT and not _is_autosave():
        act = service.submit_review
    with database().transaction() as db:
        kept = act(
            db,
            current_actor(),
            mine.assignment.id,
            forms.points_of(form, _rubric(mine)),
            form["strengths"].data or "",
            form["weaknesses"].data or "",
            lock_version=_number(form["lock_version"].data),
            page_id=form["page_id"].data or "",
            now=now(),
        )
    return kept.lock_version


def _show_refusals(mine: Mine, form: FlaskForm, refused: RuleBroken) -> None:
    """Put each reason beside what it is about."""
    rubric = _rubric(mine)
    # Rubrics may ask different questions under one key: only the words of this one are meant.
    plan = replace(mine.seen.edition.plan, rubrics={rubric.key: rubric})
    for refusal in refused.refusals:
        words = refusal_words(refusal, plan)
        name = forms.PREFIX + str(refusal.facts.get("criterion", ""))
        text = refusal.code.removesuffix("_missing")
        target = next((form[key] for key in (name, text) if key in form), None)
        if target is None:
            form.form_errors.append(words)
        else:
            target.errors = [*target.errors, words]


def _review_page(mine: Mine, form: FlaskForm, *, saved: dict[str, Any] | None = None) -> str:
    return page(
        "reviews/review.html",
        form=form,
        saved=saved or {},
        prefix=forms.PREFIX,
        submit=SUBMIT,
        **_shown(mine),
    )


def _shown(mine: Mine) -> dict[str, Any]:
    seen = mine.seen
    plan, nomination = seen.edition.plan, seen.nomination
    nominator = None
    if seen.sight.sees(Subject.NOMINATOR):
        nominator = reading().get_one(Person, nomination.nominator_id)
    files = shown_files(reading(), nomination, seen.sight)
    times = own_times(reading(), current_actor().id).get(nomination.id, NOBODYS)
    due = due_at(plan, seen.stage, times)
    return {
        "mine": mine,
        "nomination": nomination,
        "category": plan.categories[nomination.category_key],
        "rubric": _rubric(mine),
        "sections": dossier(seen.form_plan, nomination, files, closed=seen.sight.closed_fields),
        "nominator": nominator,
        "due": due,
        "may_ask": due is not None and (due.is_extendable or due.is_extended),
    }


def _overtaken(assignment_id: UUID, form: FlaskForm) -> ResponseReturnValue:
    """Another window saved meanwhile: show both; saving again keeps what stands here."""
    if _is_autosave():
        return "", 409
    reading().close()  # it still looks at the moment before
    mine = _own(assignment_id)
    theirs = forms.values_of(mine.review)
    saved = {
        field.name: theirs.get(field.name) or ""
        for field in form
        if field.name in theirs
        and field.name not in ("lock_version", "page_id")
        and (field.data or "") != (theirs.get(field.name) or "")
    }
    form["lock_version"].data = theirs["lock_version"]
    form.form_errors.append(
        "This review was saved in another window meanwhile. Your version is still here, with the "
        "saved one beneath whatever differs. Save again to keep yours."
    )
    return _review_page(mine, form, saved=saved), 409


def _is_autosave() -> bool:
    return request.headers.get("HX-Request") == "true"


def _number(text: str | int | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return -1
