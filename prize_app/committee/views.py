"""The committee's pages: categories, ranking, ballots."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.committee import ballots, otherwise, queries, settling
from prize_app.committee.hanging import hanging_of
from prize_app.committee.lines import Line, ranking_lines
from prize_app.db.committee import BallotRound
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, standing_in
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.facts import Known, know
from prize_app.nominations.queries import handed_in, stage_counts
from prize_app.nominations.standing import standings
from prize_app.nominations.titles import nominee
from prize_app.phrases import IMPLIED, TIE_BREAKS, refusal_words
from prize_app.web import page
from workflows.calendar import Due, due_at
from workflows.errors import NotFound, RuleBroken
from workflows.machine import options
from workflows.plan.evaluation import Trait
from workflows.policy import Permission, allowed, require_visible
from workflows.ties import TieBreak

bp = Blueprint("committee", __name__)


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
    known = know(reading(), edition, nominations, actor_id=actor.id, now=now())
    lines = ranking_lines(reading(), [n.id for n in nominations], viewer_id=actor.id)
    nominations.sort(key=lambda n: (_place(lines.get(n.id)), n.reference))
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
        rows=_rows(edition, nominations, known),
        lines=lines,
        known=known,
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


def _rows(
    edition: RunningEdition, nominations: list[Nomination], known: Any
) -> list[tuple[Nomination, Any, Any]]:
    """(nomination, its stage, options of the viewer), in the order given."""
    stood = standings(reading(), current_actor(), edition, nominations)
    rows = []
    for n in nominations:
        workflow = edition.plan.workflow_of(n.category_key)
        facts: Known = known[n.id]
        offered = options(workflow, n.stage, stood[n.id].acting_roles, facts.facts)
        rows.append((n, workflow.stages[n.stage], [o for o in offered if not o.action.collective]))
    return rows


@bp.post("/editions/<slug>/committee/<category_key>/ballots/<ballot_key>/open")
@login_required
def open_ballot(slug: str, category_key: str, ballot_key: str) -> ResponseReturnValue:
    """Open a ballot."""
    edition = edition_named(slug)
    standing = standing_in(reading(), current_actor(), edition.id, category_key)
    require_visible(Permission.RANKING_READ, standing)
    with database().transaction() as db:
        ballots.open_ballot(db, current_actor(), slug, category_key, ballot_key, now=now())
    flash("The ballot is open. Every member gets a letter.", "success")
    return redirect(url_for(".category", slug=slug, category_key=category_key), 303)


@bp.route("/ballots/<uuid:round_id>", methods=["GET", "POST"])
@login_required
def vote(round_id: UUID) -> ResponseReturnValue:
    """A member's ballot paper."""
    round_, edition = _round(round_id, Permission.BALLOT_CAST)
    actor = current_actor()
    given = {
        name.removeprefix("vote-"): value
        for name, value in request.form.items()
        if name.startswith("vote-")
    }
    faults: list[str] = []
    if request.method == "POST":
        try:
            with database().transaction() as db:
                ballots.cast_ballot(db, actor, round_id, given, now=now())
        except RuleBroken as refused:
            # The paper comes back as it was filled in; nothing has been cast.
            faults = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("Your vote is in. Nobody can see how you voted.", "success")
            return redirect(url_for(".vote", round_id=round_id), 303)
    seen = queries.seen_by(reading(), round_, actor.id)
    if not seen:
        raise NotFound
    nominations = queries.nominations_by_id(reading(), seen)
    return page(
        "committee/vote.html",
        edition=edition,
        plan=edition.plan,
        round=round_,
        spec=edition.plan.panel_of(round_.category_key).ballots[round_.ballot_key],
        category=edition.plan.categories[round_.category_key],
        nominations=nominations,
        lines=ranking_lines(reading(), [n.id for n in nominations], viewer_id=current_actor().id),
        recused=len(round_.nominations) - len(seen),
        due=_due(edition, round_),
        has_voted=ballots.has_voted(reading(), round_id, actor.id),
        given=given,
        faults=faults,
    ), 422 if faults else 200


def _due(edition: RunningEdition, round_: BallotRound) -> Due | None:
    """The deadline of the stages over which the plan holds this ballot."""
    stages = edition.plan.workflow_of(round_.category_key).stages.values()
    held = [due_at(edition.plan, s) for s in stages if s.ballot == round_.ballot_key]
    return min((d for d in held if d is not None), key=lambda due: due.at, default=None)


@bp.post("/ballots/<uuid:round_id>/close")
@login_required
def close_ballot(round_id: UUID) -> ResponseReturnValue:
    """Close a ballot and count it."""
    round_, edition = _round(round_id, Permission.RANKING_READ)
    with database().transaction() as db:
        ballots.close_ballot(db, current_actor(), round_id, now=now())
    flash("The ballot is closed and counted.", "success")
    return redirect(
        url_for(".category", slug=edition.row.slug, category_key=round_.category_key), 303
    )


@bp.route("/ballots/<uuid:round_id>/casting-vote", methods=["GET", "POST"])
@login_required
def casting(round_id: UUID) -> ResponseReturnValue:
    """The casting vote of whoever leads, where a tie waits for one."""
    round_, edition = _round(round_id, Permission.BALLOT_OPEN)
    actor = current_actor()
    category = edition.plan.categories[round_.category_key]
    spec = edition.plan.panel_of(category.key).ballots[round_.ballot_key]
    told = settling.told_to(
        queries.recused_from(reading(), actor.id),
        category,
        edition.plan.panel_of(category.key),
        [round_],
    )
    tie = settling.ties_of(told).get(round_.id)
    if tie is None or tie.waits_for is not TieBreak.CHAIR:
        raise NotFound
    given = {name.removeprefix("vote-"): value for name, value in request.form.items()}
    faults: list[str] = []
    if request.method == "POST":
        try:
            with database().transaction() as db:
                order = None if request.form.get("leave") else given
                ballots.give_casting_vote(db, actor, round_id, order, now=now())
        except RuleBroken as refused:
            faults = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("The tie is broken.", "success")
            address = url_for(".category", slug=edition.row.slug, category_key=category.key)
            return redirect(address, 303)
    return page(
        "committee/casting.html",
        edition=edition,
        spec=spec,
        category=category,
        nominations=queries.nominations_by_id(reading(), tie.waits),
        next_tie_break=spec.tie_break[spec.tie_break.index(TieBreak.CHAIR) + 1],
        tie_words=TIE_BREAKS,
        given=given,
        faults=faults,
    ), 422 if faults else 200


def _round(round_id: UUID, permission: Permission) -> tuple[BallotRound, RunningEdition]:
    round_ = reading().get(BallotRound, round_id)
    if round_ is None:
        raise NotFound
    edition = edition_by_id(reading(), round_.edition_id)
    g.plan = edition.plan
    standing = standing_in(reading(), current_actor(), edition.id, round_.category_key)
    require_visible(permission, standing)
    return round_, edition
