"""The screening queue."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.clock import now
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations import queries
from prize_app.nominations.facts import know
from prize_app.nominations.motions import waiting_in
from prize_app.nominations.pages import judged
from prize_app.screening.changes import changed_nominations
from prize_app.web import page
from workflows.conditions import Verdict
from workflows.eligibility import verdict_of
from workflows.plan.evaluation import Trait
from workflows.policy import Permission

bp = Blueprint("screening", __name__)
MOST_SHOWN = 200


@bp.get("/editions/<slug>/screening")
@login_required
def queue(slug: str) -> ResponseReturnValue:
    """Nominations to be screened, with what their entry conditions say."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    actor = current_actor()
    stages = {
        key
        for workflow in edition.plan.workflows.values()
        for key in workflow.stages_with(Trait.SCREENING)
    }
    wanted = queries.handed_in(edition.id, actor.id, stages=sorted(stages))
    nominations, following = queries.page_of(
        reading(), wanted, after=request.args.get("after", ""), limit=30
    )
    known = know(reading(), edition, nominations, actor_id=actor.id, now=now())
    rows = [(n, verdict_of(known[n.id].findings), judged(known[n.id])) for n in nominations]
    return page(
        "screening/queue.html",
        edition=edition,
        plan=edition.plan,
        rows=rows,
        waiting=waiting_in(reading(), actor, edition),
        counts={v: sum(verdict is v for _, verdict, _ in rows) for v in Verdict},
        following=following,
        tabs=edition_tabs(standing, slug, "screening.queue"),
    )


@bp.get("/editions/<slug>/screening/changed")
@login_required
def changed(slug: str) -> ResponseReturnValue:
    """Nominations whose verdict differs from their last screening, and why."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = changed_nominations(reading(), current_actor(), edition, now=now())
    return page(
        "screening/changed.html",
        edition=edition,
        plan=edition.plan,
        found=found[:MOST_SHOWN],
        count=len(found),
        tabs=edition_tabs(standing, slug, "screening.queue"),
    )


@bp.get("/editions/<slug>/screening/changed/count")
@login_required
def changed_count(slug: str) -> ResponseReturnValue:
    """How many, as a fragment that pages ask for when they stand: it looks at every nomination."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = changed_nominations(reading(), current_actor(), edition, now=now())
    return page("screening/_changed.html", edition=edition, changed=len(found))
