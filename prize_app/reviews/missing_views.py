"""The secretariat's pages of late and silent reviews, and how reviews changed."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.seeing import area_of
from prize_app.phrases import refusal_words
from prize_app.reviews import missing, replacing
from prize_app.reviews.forms import ReplaceForm, replace_form
from prize_app.reviews.replacing import Replacement
from prize_app.reviews.shifting import shifts_in
from prize_app.web import page
from workflows.calendar import for_everybody
from workflows.errors import RuleBroken
from workflows.policy import Permission

bp = Blueprint("missing_reviews", __name__)


@bp.get("/editions/<slug>/missing-reviews")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Every review that is not in, late ones first."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = missing.missing_reviews(reading(), current_actor(), edition, now=now())
    lines, following = missing.page_of(found, request.args.get("after", ""))
    return page(
        "reviews/missing.html",
        edition=edition,
        plan=edition.plan,
        missing=found,
        lines=lines,
        following=following,
        tabs=edition_tabs(standing, slug, "assignments.index"),
    )


@bp.post("/assignments/<uuid:assignment_id>/remind")
@login_required
def remind(assignment_id: UUID) -> ResponseReturnValue:
    """Write to the reviewer now."""
    shown = replacing.see_replacement(reading(), current_actor(), assignment_id, now=now())
    g.plan = shown.seen.edition.plan
    back = url_for(".index", slug=shown.seen.edition.row.slug)
    try:
        with database().transaction() as db:
            reviewer = replacing.remind(db, current_actor(), assignment_id, now=now())
            name = reviewer.name
    except RuleBroken as refused:
        for refusal in refused.refusals:
            flash(refusal_words(refusal, g.plan), "warning")
    else:
        flash(f"{name} gets a letter.", "success")
    return redirect(back, 303)


@bp.route("/assignments/<uuid:assignment_id>/replace", methods=["GET", "POST"])
@login_required
def replace(assignment_id: UUID) -> ResponseReturnValue:
    """Who else could take the review, and giving it to one of them."""
    shown = replacing.see_replacement(reading(), current_actor(), assignment_id, now=now())
    seen = shown.seen
    g.plan, g.area = seen.edition.plan, area_of(seen)
    form = replace_form([s.person.id for s in shown.substitutes], shown.fair_day)
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                replacing.replace(
                    db,
                    current_actor(),
                    assignment_id,
                    UUID(form.reviewer.data),
                    form.reason.data or "",
                    until=form.day.data,
                    now=now(),
                )
        except RuleBroken as refused:
            for refusal in refused.refusals:
                about_time = refusal.code.startswith(("extension_", "day_"))
                place = form.day if about_time else form.reviewer
                place.errors = [*place.errors, refusal_words(refusal, g.plan)]
        else:
            flash("It is given to somebody else. Both get a letter.", "success")
            return redirect(url_for(".index", slug=seen.edition.row.slug), 303)
    return _replace_page(shown, form), 422 if form.errors else 200


def _replace_page(shown: Replacement, form: ReplaceForm) -> str:
    at, proposed = shown.seen.edition.time(now()), shown.substitutes
    return page(
        "reviews/replace.html",
        shown=shown,
        everybody=for_everybody(shown.owed.due) if shown.owed else None,
        form=form,
        chosen=request.form.get("reviewer", str(proposed[0].person.id) if proposed else ""),
        nomination=shown.seen.nomination,
        plan=shown.seen.edition.plan,
        slug=shown.seen.edition.row.slug,
        is_over=shown.owed is not None and shown.owed.due.closes_at < at,
    )


@bp.get("/editions/<slug>/review-changes")
@login_required
def changes(slug: str) -> ResponseReturnValue:
    """How reviews changed after they were in: before and after, and what it comes to."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.REPORT_READ)
    return page(
        "reviews/changes.html",
        edition=edition,
        plan=edition.plan,
        categories=shifts_in(reading(), current_actor(), edition),
        tabs=edition_tabs(standing, slug, "reports.index"),
    )
