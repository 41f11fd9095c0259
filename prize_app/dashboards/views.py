"""Desk, edition overview, list of nominations."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.clock import now
from prize_app.dashboards import nomination_page  # noqa: F401 - adds its page to nominations'
from prize_app.dashboards.desk import first_task_in, tasks_of
from prize_app.dashboards.queries import count_with, own_by_stage, review_progress
from prize_app.editions.forms import ClockForm
from prize_app.editions.queries import RunningEdition, edition_by_id, list_editions
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations import queries
from prize_app.reminders.queries import list_coming
from prize_app.web import page
from workflows.calendar import calendar_of, next_due
from workflows.plan.evaluation import Action, Role, Trait
from workflows.plan.model import Category
from workflows.policy import Permission, allowed

bp = Blueprint("dashboards", __name__)


@bp.get("/desk")
@login_required
def home() -> ResponseReturnValue:
    """What is asked of the person now."""
    actor = current_actor()
    moment = now()
    own = own_by_stage(reading(), actor.id)
    # First of all: whatever points at an edition then finds it read.
    editions = list_editions(reading())
    return page(
        "dashboards/home.html",
        tasks=tasks_of(reading(), actor, moment),
        own=[(n, edition_by_id(reading(), n.edition_id)) for n in own],
        editions=[(e, e.time(moment)) for e in editions],
    )


@bp.get("/editions/<slug>")
@login_required
def overview(slug: str) -> ResponseReturnValue:
    """Where the edition stands and what is due next."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_READ)
    actor = current_actor()
    time = edition.time(now())
    counts = queries.stage_counts(reading(), edition.id, actor.id)
    may_count = allowed(Permission.RANKING_READ, standing)
    return page(
        "dashboards/overview.html",
        edition=edition,
        plan=edition.plan,
        time=time,
        calendar=calendar_of(edition.plan),
        due=next_due(edition.plan, time),
        counts=counts if may_count else {},
        may_count=may_count,
        may_administer=allowed(Permission.EDITION_ADMINISTER, standing),
        to_screen=count_with(counts, edition, Trait.SCREENING),
        decided=count_with(counts, edition, Trait.DECIDED),
        running=count_with(counts, edition, Trait.IN_THE_RUNNING),
        progress=review_progress(reading(), edition, actor.id),
        collective=_collective(edition, standing.roles, counts) if may_count else [],
        coming=list_coming(reading(), actor, edition, at=time)[:3]
        if allowed(Permission.EDITION_ADMINISTER, standing)
        else [],
        clock=ClockForm(formdata=None, data={"to": time.replace(tzinfo=None, second=0)}),
        task=first_task_in(reading(), actor, edition, now()),
        tabs=edition_tabs(standing, slug, "dashboards.overview"),
    )


def _collective(
    edition: RunningEdition, roles: frozenset[Role], counts: Mapping[tuple[str, str], int]
) -> list[tuple[Category, Action]]:
    """(category, action) of the collective actions for which nominations stand ready."""
    plan = edition.plan
    return [
        (category, action)
        for category in plan.categories.values()
        for action in plan.workflow_of(category.key).actions.values()
        if action.collective
        and roles & set(action.by)
        and any(counts.get((category.key, source)) for source in action.sources)
    ]


@bp.get("/editions/<slug>/nominations")
@login_required
def nominations(slug: str) -> ResponseReturnValue:
    """All handed-in nominations that the viewer may know of, by category and stage."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.RANKING_READ)
    category = request.args.get("category", "")
    stage = request.args.get("stage", "")
    stages = _visible_stages(edition, standing.roles, stage)
    wanted = queries.handed_in(
        edition.id,
        current_actor().id,
        category_key=category if category in edition.plan.categories else "",
        stages=stages,
    )
    found, following = queries.page_of(reading(), wanted, after=request.args.get("after", ""))
    return page(
        "dashboards/nominations.html",
        edition=edition,
        plan=edition.plan,
        found=found,
        following=following,
        category=category,
        stage=stage,
        stages={
            s.key: s
            for w in edition.plan.workflows.values()
            for s in w.stages.values()
            if s.key in _visible_stages(edition, standing.roles, "")
        },
        tabs=edition_tabs(standing, slug, "dashboards.nominations"),
    )


def _visible_stages(edition: RunningEdition, roles: frozenset[Role], chosen: str) -> list[str]:
    """The stages whose nominations these roles may see, narrowed to one if it is among them."""
    everything = roles & {Role.SECRETARIAT, Role.OBSERVER}
    plan = edition.plan
    committee = roles & {Role.CHAIR, Role.DEPUTY, Role.COMMITTEE}
    shown = {Trait.RANKED, Trait.DECIDED, Trait.ANNOUNCED}
    if committee:
        shown |= {Trait.IN_THE_RUNNING}
    stages = [
        s.key
        for w in plan.workflows.values()
        for s in w.stages.values()
        if everything or shown & set(s.traits)
    ]
    return [s for s in stages if s == chosen] if chosen in stages else stages
