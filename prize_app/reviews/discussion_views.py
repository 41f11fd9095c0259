"""Pages after one's own review is in: changing it, discussing it, comparing one's own scores."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.nominations.seeing import area_of
from prize_app.phrases import refusal_words
from prize_app.reviews import discussion, forms, service, showing
from prize_app.reviews.comparing import comparisons
from prize_app.reviews.writing import may_revise, rubric_of
from prize_app.web import page
from workflows.errors import NotFound, RuleBroken
from workflows.policy import Permission, require

bp = Blueprint("discussions", __name__)


@bp.get("/reviews/side-by-side")
@login_required
def compare() -> ResponseReturnValue:
    """All of the person's own scores, category by category."""
    found = comparisons(reading(), current_actor(), now=now())
    return page("reviews/compare.html", compared=found)


@bp.route("/reviews/<uuid:assignment_id>/change", methods=["GET", "POST"])
@login_required
def change(assignment_id: UUID) -> ResponseReturnValue:
    """Change a review that is in: a further version, with the reason."""
    mine = showing.own(assignment_id, judges=True)
    if mine.review is None or not may_revise(mine):
        raise NotFound
    made = forms.review_form(rubric_of(mine), changing=True)
    form = made()
    if not form.is_submitted():
        form = made(formdata=None, data=forms.values_of(mine.review))
        return showing.change_page(mine, form)
    if not form.validate():
        return showing.change_page(mine, form), 422
    try:
        with database().transaction() as db:
            service.revise_review(
                db,
                current_actor(),
                assignment_id,
                forms.points_of(form, rubric_of(mine)),
                form["strengths"].data or "",
                form["weaknesses"].data or "",
                form["change_reason"].data or "",
                grounds=forms.grounds_of(form, rubric_of(mine)),
                lock_version=showing.number(form["lock_version"].data),
                now=now(),
            )
    except StaleDataError:
        return showing.overtaken(assignment_id, form, showing.change_page)
    except RuleBroken as refused:
        showing.show_refusals(mine, form, refused)
        return showing.change_page(mine, form), 422
    flash("The change is kept beside what was in before.", "success")
    return redirect(url_for("reviews.review", assignment_id=assignment_id), 303)


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
    if form.validate_on_submit():
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
        nomination=seen.nomination,
        category=seen.edition.plan.categories[seen.nomination.category_key],
        rubric=seen.edition.plan.rubric_of(seen.nomination.category_key, seen.stage.round or ""),
        plan=seen.edition.plan,
    )
    return body, 422 if form.errors else 200
