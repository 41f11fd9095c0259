"""Pages after one's own review is in: changing it, discussing it, comparing one's own scores."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.reviews import Review, ReviewChange
from prize_app.leaks.hints import hints
from prize_app.nominations.seeing import area_of
from prize_app.phrases import refusal_words
from prize_app.reviews import discussion, forms, service, showing
from prize_app.reviews.changing import may_revise
from prize_app.reviews.comparing import comparisons
from prize_app.reviews.own import Mine
from prize_app.reviews.writing import rubric_of
from prize_app.web import autosave_overtaken, is_autosave, page
from workflows.errors import NotFound, RuleBroken
from workflows.leaks import Written
from workflows.policy import Permission, require

bp = Blueprint("discussions", __name__)
Act = Callable[..., Review | ReviewChange]


@bp.get("/reviews/side-by-side")
@login_required
def compare() -> ResponseReturnValue:
    """All of the person's own scores, category by category."""
    found = comparisons(reading(), current_actor(), now=now())
    return page("reviews/compare.html", compared=found)


@bp.get("/reviews/<uuid:assignment_id>/change")
@login_required
def change(assignment_id: UUID) -> ResponseReturnValue:
    """A review that is in, to be changed; what was begun of it is gone on with."""
    mine = _changeable(assignment_id)
    form = forms.review_form(rubric_of(mine), changing=True)
    return showing.change_page(mine, form(formdata=None, data=showing.changed_values(mine)))


@bp.post("/reviews/<uuid:assignment_id>/change")
@login_required
def save_change(assignment_id: UUID) -> ResponseReturnValue:
    """Keep a draft of the change, drop it, or make it a further version of the review."""
    mine = _changeable(assignment_id)
    shown, then = url_for("reviews.review", assignment_id=assignment_id), request.form.get("then")
    if then == showing.DROP and not is_autosave():
        with database().transaction() as db:
            service.drop_change(db, current_actor(), assignment_id)
        flash("The change is dropped. Your review stays as it was.", "success")
        return redirect(shown, 303)
    form = forms.review_form(rubric_of(mine), changing=True)()
    if not form.validate():
        return ("" if is_autosave() else showing.change_page(mine, form)), 422
    keeps = then not in (showing.SAVE, showing.DROP) and not is_autosave()
    try:
        version = _store(mine, form, service.revise_review if keeps else service.save_change)
    except StaleDataError as stale:
        if is_autosave():
            return autosave_overtaken(stale)
        return showing.overtaken(assignment_id, form, showing.change_page)
    except RuleBroken as refused:
        showing.show_refusals(mine, form, refused)
        return showing.change_page(mine, form), 422
    if is_autosave():
        told, texts = showing.hints_of(mine, form), forms.texts_of(form)
        return page("reviews/_version.html", lock_version=version, texts=texts, hints=told)
    if keeps:
        flash("The change is kept beside what was in before.", "success")
        showing.flash_hints(mine, form)
        return redirect(shown, 303)
    flash("The draft of the change is saved. What is in still counts.", "success")
    return redirect(url_for(".change", assignment_id=assignment_id), 303)


def _changeable(assignment_id: UUID) -> Mine:
    mine = showing.own(assignment_id, judges=True)
    if not may_revise(mine):
        raise NotFound
    return mine


def _store(mine: Mine, form: FlaskForm, act: Act) -> int:
    """Keep what the form holds; the new version."""
    with database().transaction() as db:
        kept = act(
            db,
            current_actor(),
            mine.assignment.id,
            forms.points_of(form, rubric_of(mine)),
            form["strengths"].data or "",
            form["weaknesses"].data or "",
            form["change_reason"].data or "",
            grounds=forms.grounds_of(form, rubric_of(mine)),
            based_on=showing.number(form["based_on"].data),
            save=showing.which_save(form),
            now=now(),
        )
    return kept.lock_version


@bp.route("/nominations/<uuid:nomination_id>/discussion", methods=["GET", "POST"])
@login_required
def show(nomination_id: UUID) -> ResponseReturnValue:
    """The reviews beside each other under aliases, and what their writers say to each other."""
    found = discussion.see_discussion(reading(), current_actor(), nomination_id)
    seen = found.seen
    g.plan, g.area = seen.edition.plan, area_of(seen)
    if found.own_assignment is not None:
        g.area = url_for("reviews.queue")
    form = forms.RemarkForm()
    if form.is_submitted():
        require(Permission.DISCUSSION_WRITE, seen.standing)
    hint = None
    if form.validate_on_submit():
        said = {"words": form.words.data or ""}
        hint = hints(reading(), current_actor(), seen, [Written.REMARK], said).get("words")
    # Told once before it is said, for a remark is kept as it is; said again, it goes through.
    if form.validate_on_submit() and hint in (None, request.form.get("told")):
        try:
            with database().transaction() as db:
                discussion.remark(
                    db, current_actor(), nomination_id, form.words.data or "", now=now()
                )
        except RuleBroken as refused:
            form.words.errors = [refusal_words(r, g.plan) for r in refused.refusals]
        else:
            flash("The other reviewers can read it.", "success")
            return redirect(url_for(".show", nomination_id=nomination_id) + "#remarks", 303)
    body = page(
        "reviews/discussion.html",
        found=found,
        form=form,
        hint=hint,
        nomination=seen.nomination,
        category=seen.edition.plan.categories[seen.nomination.category_key],
        rubric=seen.edition.plan.rubric_of(seen.nomination.category_key, seen.stage.round or ""),
        plan=seen.edition.plan,
    )
    return body, 422 if form.errors else 200
