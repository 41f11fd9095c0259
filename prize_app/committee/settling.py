"""Equals of a counted round: parted as the plan says, with the casting vote and the lot kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from prize_app.db.committee import BallotRound
from workflows.ballots import Rule
from workflows.decisions import ProposedDecision, propose_decisions
from workflows.facts import BallotOutcome
from workflows.plan.model import Award, Category
from workflows.plan.panels import BallotSpec, Panel
from workflows.settling import settle
from workflows.ties import Breaking, TieBreak, drawn


@dataclass(frozen=True, slots=True)
class Tie:
    """What there is to say of the equals of a round.

    `waits` are those whom the tie-break `waits_for` has to part; `lot` are all of them in the
    order that the seed gives, empty where none was drawn.
    """

    tied: tuple[str, ...]
    decided_by: tuple[TieBreak, ...]
    waits_for: TieBreak | None
    waits: tuple[str, ...]
    lot: tuple[str, ...] = ()


def settled(spec: BallotSpec, award: Award, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome as JSON after its tie-breaks; draws the seed the moment the lot is needed."""
    found = dict(outcome)
    tie = tie_of(spec, award, found)
    if tie is not None and tie.waits_for is TieBreak.LOT:
        found["seed"] = secrets.token_hex(16)
        tie = tie_of(spec, award, found)
    found["decided_by"] = list(tie.decided_by) if tie else []
    if spec.rule is not Rule.APPROVAL:
        after = settle(items_of(found), spec.places, breaking_of(spec, found))
        found["items"] = {n: asdict(item) for n, item in after.items.items()}
    return found


def tie_of(spec: BallotSpec, award: Award, outcome: Mapping[str, Any]) -> Tie | None:
    """The tie that cuts the places of a round; None where equals can all have the same."""
    if spec.rule is Rule.APPROVAL:
        tie = _among(implied(spec, award, outcome))
    else:
        tie = _at_the_places(spec, outcome)
    if tie is None or TieBreak.LOT not in tie.decided_by:
        return tie
    lot = drawn(outcome["seed"], tie.tied)
    return Tie(tie.tied, tie.decided_by, tie.waits_for, tie.waits, lot)


def implied(
    spec: BallotSpec, award: Award, outcome: Mapping[str, Any]
) -> Sequence[ProposedDecision]:
    """What a vote by approval implies, its equals parted as far as they can be."""
    most = award.awards * award.shared_by_at_most
    return propose_decisions(items_of(outcome), most, award.reserve, breaking_of(spec, outcome))


Told = Sequence[tuple[BallotRound, BallotSpec, Award]]
"""Counted ballots of which somebody may know everything, each with its rules."""


def told_to(
    recused: Set[str], category: Category, panel: Panel, rounds: Sequence[BallotRound]
) -> Told:
    """The counted ballots without those over something that somebody is recused from.

    What is implied for the others would tell about it.
    """
    return [
        (round_, panel.ballots[round_.ballot_key], category.award)
        for round_ in rounds
        if round_.outcome is not None and not recused & set(round_.nominations)
    ]


def implied_by(told: Told) -> Mapping[UUID, Mapping[str, ProposedDecision]]:
    """Ballot by approval -> nomination -> what it implies."""
    return {
        round_.id: {line.nomination: line for line in implied(spec, award, round_.outcome or {})}
        for round_, spec, award in told
        if any(item["votes_cast"] for item in (round_.outcome or {})["items"].values())
    }


def ties_of(told: Told) -> Mapping[UUID, Tie]:
    """Ballot -> its tie, where it has one."""
    ties = {round_.id: tie_of(spec, award, round_.outcome or {}) for round_, spec, award in told}
    return {key: tie for key, tie in ties.items() if tie is not None}


def breaking_of(spec: BallotSpec, outcome: Mapping[str, Any]) -> Breaking:
    """How the equals of a round are parted, with what was given and drawn for it."""
    casting = outcome.get("casting")
    return Breaking(
        spec.tie_break,
        None if casting is None else tuple(casting),
        outcome.get("seed", ""),
        outcome.get("run_off", {}),
    )


def _among(lines: Sequence[ProposedDecision]) -> Tie | None:
    parted = [line for line in lines if line.decided_by or line.waits_for]
    if not parted:
        return None
    decided = dict.fromkeys(by for line in parted for by in line.decided_by)
    waiting = [line for line in parted if line.waits_for]
    waits_for = waiting[0].waits_for if waiting else None
    names = tuple(sorted(line.nomination for line in parted))
    return Tie(names, tuple(decided), waits_for, tuple(line.nomination for line in waiting))


def _at_the_places(spec: BallotSpec, outcome: Mapping[str, Any]) -> Tie | None:
    tie = settle(items_of(outcome), spec.places, breaking_of(spec, outcome)).tie
    if tie is None:
        return None
    tied = tuple(sorted(name for group in tie.groups for name in group))
    waits = tuple(name for group in tie.groups if len(group) > 1 for name in group)
    return Tie(tied, tie.decided_by, tie.waits_for, waits if tie.waits_for else ())


def items_of(outcome: Mapping[str, Any]) -> dict[str, BallotOutcome]:
    """The outcomes of a round by nomination, as values."""
    return {n: BallotOutcome(**item) for n, item in outcome["items"].items()}
