"""Counting a round: the ballots as they lie, who could vote, and the outcome as it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from prize_app.committee.queries import members_of
from prize_app.committee.settling import settled
from prize_app.db.committee import Ballot, BallotRound, Participation
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from workflows.ballots import Answer, Rule, Tally
from workflows.ballots.others import Groups
from workflows.facts import BallotOutcome
from workflows.other_rules import tried_on_answers, tried_on_orders
from workflows.plan.panels import BallotSpec
from workflows.rounds import Vote, count_round


def outcome_of(
    session: Session, edition: RunningEdition, spec: BallotSpec, round_: BallotRound
) -> dict[str, Any]:
    """Count a round; the outcome as JSON, its items by place."""
    votes = [_vote(content) for content in _shuffled(session, round_)]
    members, recused = _electorate(session, edition, round_, votes)
    category = edition.plan.categories[round_.category_key]
    counted = count_round(
        spec,
        round_.nominations,
        votes,
        members,
        recused,
        most_recusals=edition.plan.panels[category.panel].most_recusals,
    )
    outcome = {
        "others": _others(edition, spec, round_, votes, (members, recused), counted.items),
        "items": {n: asdict(o) for n, o in sorted(counted.items.items(), key=_by_place)},
        "votes": len(votes),
        "sheet": _sheet(counted.tally),
        "tie_break": counted.tally.tie_break if counted.tally else None,
        "run_off": dict(counted.run_off),
        "casting": None,
        "seed": "",
    }
    return settled(spec, category.award, outcome)


def _others(
    edition: RunningEdition,
    spec: BallotSpec,
    round_: BallotRound,
    votes: Sequence[Vote],
    electorate: tuple[int, Mapping[str, int]],
    items: Mapping[str, BallotOutcome],
) -> list[dict[str, Any]] | None:
    """Orders by other rules; None where there are so few papers that orders tell too much.

    Answers are read otherwise from figures that are told anyway, however few they are.
    """
    members, recused = electorate
    if spec.rule is Rule.APPROVAL:
        may_vote = {n: members - recused.get(n, 0) for n in items}
        trials = tried_on_answers(spec.threshold, items, may_vote)
    elif len(votes) < edition.plan.reviewing.smallest_group:
        return None
    else:
        trials = tried_on_orders(spec, round_.nominations, votes)
    return [{"rule": each.rule.value, "order": _as_lists(each.order)} for each in trials]


def _as_lists(order: Groups | None) -> list[list[str]] | None:
    return None if order is None else [list(group) for group in order]


def _shuffled(session: Session, round_: BallotRound) -> Sequence[Mapping[str, Any]]:
    """The ballots of a round, stored anew under other keys in one go.

    PostgreSQL notes with each row the transaction that wrote it: until then that of the voter's
    participation, by which somebody with access to the database could put the two together.
    """
    cast = select(Ballot.content).where(Ballot.round_id == round_.id).order_by(Ballot.id)
    contents = session.scalars(cast).all()
    session.execute(delete(Ballot).where(Ballot.round_id == round_.id))
    session.add_all(Ballot(round_id=round_.id, content=content) for content in contents)
    return contents


def _electorate(
    session: Session, edition: RunningEdition, round_: BallotRound, votes: Sequence[Vote]
) -> tuple[int, Mapping[str, int]]:
    """How many may vote, and nomination -> how many of them are recused from it.

    A vote that is in stays in, whatever is declared afterwards and whoever leaves the panel: it
    is secret, so nobody can take it out. From which nominations its voter was recused says the
    vote itself.
    """
    voted = select(Participation.person_id).where(Participation.round_id == round_.id)
    voters = set(session.scalars(voted))
    others = {m.id for m in members_of(session, edition, round_.category_key)} - voters
    recused = _recused(session, round_, sorted(others))
    for vote in votes:
        recused.update(n for n in round_.nominations if n not in vote.seen)
    return len(voters) + len(others), recused


def _recused(session: Session, round_: BallotRound, members: Sequence[UUID]) -> Counter[str]:
    rows = session.scalars(
        select(ConflictOfInterest.nomination_id).where(
            ConflictOfInterest.person_id.in_(members),
            ConflictOfInterest.nomination_id.in_([UUID(n) for n in round_.nominations]),
        )
    )
    return Counter(str(nomination_id) for nomination_id in rows)


def _vote(content: Mapping[str, Any]) -> Vote:
    return Vote(
        {n: Answer(a) for n, a in content["answers"].items()},
        tuple(tuple(group) for group in content["order"]),
    )


def _by_place(item: tuple[str, BallotOutcome]) -> tuple[bool, int]:
    place = item[1].place
    return place is None, place or 0


def _sheet(tally: Tally | None) -> list[dict[str, Any]]:
    if tally is None:
        return []
    return [{"label": r.label, "figures": {n: str(f) for n, f in r.figures}} for r in tally.sheet]
