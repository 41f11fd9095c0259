"""The pages of a ballot: opening it, voting, closing it, and the casting vote."""

from __future__ import annotations

from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.committee import ballots, queries, settling
from prize_app.committee.lines import ranking_lines
from prize_app.committee.views import bp
from prize_app.db.committee import BallotRound
from prize_app.editions.queries import RunningEdition, edition_by_id, standing_in
from prize_app.editions.views import edition_named
from prize_app.phrases import TIE_BREAKS, refusal_words
from prize_app.web import page
from workflows.calendar import Due, due_at
from workflows.errors import NotFound, RuleBroken
from workflows.policy import Permission, require_visible
from workflows.ties import TieBreak

__all__ = ["bp"]


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
    is_in = False
    if request.method == "POST":
        try:
            with database().transaction() as db:
                ballots.cast_ballot(db, actor, round_id, given, now=now())
        except RuleBroken as refused:
            # The paper comes back as it was filled in; nothing has been cast.
            is_in = any(r.code == "already_voted" for r in refused.refusals)
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
        has_voted=is_in or ballots.has_voted(reading(), round_id, actor.id),
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
