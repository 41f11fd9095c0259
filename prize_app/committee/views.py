"""The committee's pages of categories: who stands where, and what can be done with them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.clock import now
from prize_app.committee import otherwise, queries, settling
from prize_app.committee.hanging import hanging_of
from prize_app.committee.lines import Line, ranking_lines
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, standing_in
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.facts import Known, know
from prize_app.nominations.queries import handed_in, stage_counts
from prize_app.nominations.standing import standings
from prize_app.nominations.titles import nominee
from prize_app.phrases import IMPLIED, TIE_BREAKS
from prize_app.web import page
from workflows.errors import NotFound
from workflows.machine import options
from workflows.plan.evaluation import Trait
from workflows.policy import Permission, allowed, require_visible

bp = Blueprint("committee", __name__)

PAGE = 100


@bp.get("/editions/<slug>/committee")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """The categories, with how many nominations stand where."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.RANKING_READ)
    actor = current_actor()
    return page(
        "committee/index.html",
        edition=edition,
        plan=edition.plan,
        counts=stage_counts(reading(), edition.id, actor.id),
        open_rounds=queries.open_rounds_for(reading(), actor.id, [edition.id]),
        hanging=hanging_of(reading(), edition, actor),
        may_vote=allowed(Permission.BALLOT_CAST, standing),
        tabs=edition_tabs(standing, slug, "committee.index"),
    )


@bp.get("/editions/<slug>/committee/<category_key>")
@login_required
def category(slug: str, category_key: str) -> ResponseReturnValue:
    """One category: ranking, scores by criterion, ballots, what can be done."""
    edition = edition_named(slug)
    found = edition.plan.categories.get(category_key)
    if found is None:
        raise NotFound
    actor = current_actor()
    standing = standing_in(reading(), actor, edition.id, category_key)
    require_visible(Permission.RANKING_READ, standing)
    workflow = edition.plan.workflow_of(category_key)
    stages = sorted(workflow.stages_with(Trait.IN_THE_RUNNING) | workflow.stages_with(Trait.RANKED))
    wanted = handed_in(edition.id, actor.id, category_key=category_key, stages=stages)
    nominations = list(reading().scalars(wanted.order_by(Nomination.reference)))
    lines = ranking_lines(reading(), [n.id for n in nominations], viewer_id=actor.id)
    nominations.sort(key=lambda n: (_place(lines.get(n.id)), n.reference))
    shown, following = _page_of(nominations, request.args.get("after", ""))
    rounds = queries.rounds_of(reading(), edition.id, category_key)
    panel = edition.plan.panel_of(category_key)
    round_key = queries.latest_round(reading(), edition.id, category_key) or ""
    recused = queries.recused_from(reading(), actor.id)
    told = settling.told_to(recused, found, panel, [round_ for round_, _ in rounds])
    voted = queries.rounds_voted_in(reading(), actor.id, [r.id for r, _ in rounds])
    names = {str(n.id): n for n in nominations}
    return page(
        "committee/category.html",
        edition=edition,
        plan=edition.plan,
        category=found,
        workflow=workflow,
        rubric=edition.plan.rubric_of(category_key, round_key),
        panel=panel,
        rows=_rows(edition, shown),
        following=following,
        lines=lines,
        names=names,
        rounds=[(r, votes, r.id in voted) for r, votes in rounds],
        members=len(queries.members_of(reading(), edition, category_key)),
        may_open=allowed(Permission.BALLOT_OPEN, standing),
        may_vote=allowed(Permission.BALLOT_CAST, standing),
        implied=settling.implied_by(told),
        ties=settling.ties_of(told),
        tried=otherwise.tried_by_others(told, {n: nominee(row).name for n, row in names.items()}),
        recused=recused,
        tie_words=TIE_BREAKS,
        implied_words=IMPLIED,
        held_now={
            workflow.stages[n.stage].ballot for n in nominations if workflow.stages[n.stage].ballot
        },
        collective=[
            a for a in workflow.actions.values() if a.collective and standing.roles & set(a.by)
        ],
        tabs=edition_tabs(standing, slug, "committee.index"),
    )


def _place(line: Line | None) -> int:
    return line.place if line is not None and line.place is not None else 10_000


def _page_of(nominations: list[Nomination], after: str) -> tuple[list[Nomination], str]:
    """One page from behind a reference, and the one to go on from (empty at the end)."""
    behind = (i for i, one in enumerate(nominations, start=1) if one.reference == after)
    start = next(behind, 0)
    shown = nominations[start : start + PAGE]
    return shown, (shown[-1].reference or "") if len(nominations) > start + PAGE else ""


def _rows(
    edition: RunningEdition, nominations: list[Nomination]
) -> list[tuple[Nomination, Any, Any]]:
    """(nomination, its stage, options of the viewer), in the order given."""
    known = know(reading(), edition, nominations, actor_id=current_actor().id, now=now())
    stood = standings(reading(), current_actor(), edition, nominations)
    rows = []
    for n in nominations:
        workflow = edition.plan.workflow_of(n.category_key)
        facts: Known = known[n.id]
        offered = options(workflow, n.stage, stood[n.id].acting_roles, facts.facts)
        rows.append((n, workflow.stages[n.stage], [o for o in offered if not o.action.collective]))
    return rows
