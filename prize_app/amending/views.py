"""The review page of a draft, and the acts on it: settle, propose, sign, take."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.amending import forms, pages, queries, service
from prize_app.amending.showing import language_asked, review_page, reviewed_draft
from prize_app.amending.taking import take
from prize_app.amending.trial import landing_of, plan_of
from prize_app.clock import now
from prize_app.editions.acting import act_on
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.queries import stage_counts
from prize_app.web import page
from workflows.drawing import Census, due_words, workflow_svg
from workflows.errors import NotFound
from workflows.policy import Permission, allowed

bp = Blueprint("amending", __name__)


@bp.get("/editions/<slug>/plan/draft/review")
@login_required
def review(slug: str) -> ResponseReturnValue:
    """What the open draft would change, for whom, and what is still to be done with it."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PLAN_SIGN)
    draft = queries.open_draft(reading(), edition.id)
    if draft is None:
        may_write = allowed(Permission.PLAN_PROPOSE, standing)
        return page("amending/none.html", edition=edition, may_write=may_write)
    return review_page(reviewed_draft(edition, standing, draft))


@bp.post("/editions/<slug>/plan/draft/settle")
@login_required
def settle(slug: str) -> ResponseReturnValue:
    """Keep where nominations go, and why consequences are accepted."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PLAN_PROPOSE)
    draft = queries.open_draft(reading(), edition.id)
    if draft is None:
        return redirect(url_for(".review", slug=slug), 303)
    reviewed = reviewed_draft(edition, standing, draft)
    form = forms.settle_form(reviewed.asked, reviewed.decisions)()
    if not form.validate():
        return review_page(reviewed, form), 422
    with database().transaction() as db:
        service.settle(
            db,
            current_actor(),
            slug,
            mapping=forms.mapping_of(form, reviewed.asked),
            decisions=forms.decisions_of(form, reviewed.decisions),
            seen=form["seen"].data or "",
            now=now(),
        )
    flash("Kept.", "success")
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/propose")
@login_required
def propose(slug: str) -> ResponseReturnValue:
    """Lay the draft before those who sign."""
    act_on(
        slug,
        Permission.PLAN_PROPOSE,
        lambda db, actor: service.propose(db, actor, slug, seen=_seen(), now=now()),
        said="Proposed. Everybody who may sign gets a letter.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/take-back")
@login_required
def take_back(slug: str) -> ResponseReturnValue:
    """Open the proposed draft for writing again."""
    act_on(
        slug,
        Permission.PLAN_PROPOSE,
        lambda db, actor: service.take_back(db, actor, slug, now=now()),
        said="Taken back. Signatures under it are void.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/sign")
@login_required
def sign(slug: str) -> ResponseReturnValue:
    """Sign exactly what was looked at."""
    act_on(
        slug,
        Permission.PLAN_SIGN,
        lambda db, actor: service.sign(db, actor, slug, seen=_seen(), now=now()),
        said="Signed. You can withdraw your signature until the plan is taken.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/withdraw-signature")
@login_required
def withdraw_signature(slug: str) -> ResponseReturnValue:
    """Take one's own signature back."""
    act_on(
        slug,
        Permission.PLAN_SIGN,
        lambda db, actor: service.withdraw_signature(db, actor, slug, now=now()),
        said="Your signature is withdrawn.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/take")
@login_required
def take_draft(slug: str) -> ResponseReturnValue:
    """Publish the signed draft and go over to it."""
    amendment = act_on(
        slug,
        Permission.PLAN_TAKE,
        lambda db, actor: take(db, actor, slug, seen=_seen(), now=now()),
        said="The edition has gone over to the amended plan.",
    )
    return redirect(url_for(".amendment", slug=slug, amendment_id=amendment.id), 303)


@bp.get("/editions/<slug>/plan/draft/landing/<workflow_key>.svg")
@login_required
def landing_drawing(slug: str, workflow_key: str) -> ResponseReturnValue:
    """The procedure of the draft with the nominations where they would stand."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.PLAN_SIGN)
    draft = queries.open_draft(reading(), edition.id)
    plan = plan_of(draft) if draft else None
    if draft is None or plan is None or workflow_key not in plan.workflows:
        raise NotFound
    landed = landing_of(reading(), edition, draft)
    counts = stage_counts(reading(), edition.id, current_actor().id)
    places = landed.places if landed else ()
    here = pages.landed_counts(plan, places, counts, workflow_key)
    workflow = plan.workflows[workflow_key]
    dues = due_words(plan, workflow, language_asked())
    drawing = workflow_svg(workflow, language_asked(), census=Census(here), dues=dues)
    return Response(drawing, mimetype="image/svg+xml")


def _seen() -> str:
    return str(forms.SeenForm().seen.data or "")
