"""A reviewer's pages, and the page on which anyone declares a conflict of interest."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.reviews import Review
from prize_app.nominations.seeing import area_of
from prize_app.nominations.standing import see_nomination
from prize_app.phrases import refusal_words
from prize_app.reviews import forms, service, showing
from prize_app.reviews.comparing import judged_together
from prize_app.reviews.kinds import ConflictKind
from prize_app.reviews.own import Mine
from prize_app.reviews.queueing import queues
from prize_app.reviews.writing import rubric_of
from prize_app.web import autosave_overtaken, is_autosave, page
from workflows.errors import NotFound, RuleBroken
from workflows.policy import Permission, require_visible

bp = Blueprint("reviews", __name__)
Act = Callable[..., Review]


@bp.get("/reviews")
@login_required
def queue() -> ResponseReturnValue:
    """What the person is asked to review."""
    found = queues(reading(), current_actor(), now=now())
    return page("reviews/queue.html", queues=found, judged_together=judged_together)


@bp.get("/reviews/<uuid:assignment_id>")
@login_required
def review(assignment_id: UUID) -> ResponseReturnValue:
    """The dossier beside the rubric; once submitted, beside what was said."""
    mine = showing.own(assignment_id, judges=True)
    require_visible(Permission.NOMINATION_READ, mine.seen.standing)
    if not mine.is_of_now:
        raise NotFound
    if mine.together:
        return page("reviews/read.html", **showing.shown_with(mine), together=_together(mine))
    if mine.is_submitted:
        return page("reviews/submitted.html", **showing.shown_with(mine))
    require_visible(Permission.REVIEW_WRITE, mine.seen.standing)
    form = forms.review_form(rubric_of(mine))
    return showing.review_page(mine, form(formdata=None, data=forms.values_of(mine.review)))


@bp.post("/reviews/<uuid:assignment_id>")
@login_required
def save(assignment_id: UUID) -> ResponseReturnValue:
    """Save a draft, or submit; by htmx answer with nothing but the version to build on."""
    mine = showing.own(assignment_id, judges=True)
    if mine.together:
        raise NotFound
    form = forms.review_form(rubric_of(mine))()
    if not form.validate():
        return ("" if is_autosave() else showing.review_page(mine, form)), 422
    try:
        kept = _store(mine, form, _pressed())
    except StaleDataError as stale:
        if is_autosave():
            return autosave_overtaken(stale)
        return showing.overtaken(assignment_id, form, showing.review_page)
    except RuleBroken as refused:
        if mine.is_submitted or any(r.code == "review_submitted" for r in refused.refusals):
            if not showing.is_in_as_written(assignment_id, form):
                raise
            flash("The review is in already. Nothing was sent twice.", "success")
            return redirect(url_for(".queue"), 303)
        if any(r.code == "review_late" for r in refused.refusals):
            form["lock_version"].data = _store(mine, form, service.save_draft)
        showing.show_refusals(mine, form, refused)
        return showing.review_page(mine, form), 422
    if is_autosave():
        told, texts = showing.hints_of(mine, form), forms.texts_of(form)
        return page("reviews/_version.html", lock_version=kept, texts=texts, hints=told)
    return _saved(mine, form)


def _saved(mine: Mine, form: FlaskForm) -> ResponseReturnValue:
    if request.form.get("then") != showing.SUBMIT:
        flash("The draft is saved.", "success")
        return redirect(url_for(".review", assignment_id=mine.assignment.id), 303)
    flash("The review is submitted. Thank you.", "success")
    showing.flash_hints(mine, form)
    return redirect(url_for(".queue"), 303)


@bp.route("/reviews/<uuid:assignment_id>/decline", methods=["GET", "POST"])
@login_required
def decline(assignment_id: UUID) -> ResponseReturnValue:
    """Hand an assignment back."""
    mine = showing.own(assignment_id)
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


def _pressed() -> Act:
    """Save or submit, as the pressed button says; an autosave never submits."""
    submits = request.form.get("then") == showing.SUBMIT and not is_autosave()
    return service.submit_review if submits else service.save_draft


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
            grounds=forms.grounds_of(form, rubric_of(mine)),
            save=showing.which_save(form),
            now=now(),
        )
    return kept.lock_version
