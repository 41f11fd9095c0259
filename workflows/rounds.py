"""A panel's vote counted: ballots, quorum and threshold make one outcome per nomination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workflows.ballots import (
    Answer,
    ApprovalBallot,
    ApprovalProfile,
    ItemCount,
    Profile,
    Rule,
    Tally,
    WeightedBallot,
    approval_shares,
    meets_threshold,
    tally,
)
from workflows.facts import BallotOutcome
from workflows.plan.panels import BallotSpec
from workflows.quorum import Quorum, quorum_needed
from workflows.settling import cut_by, settle
from workflows.ties import Breaking, Broken


@dataclass(frozen=True, slots=True)
class Vote:
    """One secret vote. Nominations from which the voter was recused are in neither part.

    `answers`: nomination -> yes, no or abstain, for a ballot by approval. `order`: groups of
    nominations, best first, ties in one group, for a ranked ballot.
    """

    answers: Mapping[str, Answer]
    order: tuple[tuple[str, ...], ...]

    @property
    def seen(self) -> frozenset[str]:
        """The nominations that the voter could vote on."""
        return frozenset(self.answers) | {n for group in self.order for n in group}


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted round: an outcome for each nomination, and for ranked ballots the tally.

    `tie` is what became of equals at the last of the places, `run_off` how many ballots put each
    of them first among themselves. Equals of a vote by approval are `decisions.py`'s.
    """

    items: Mapping[str, BallotOutcome]
    tally: Tally | None
    tie: Broken | None = None
    run_off: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote: all members, nomination -> how many are recused, and how many may be."""

    members: int
    recused: Mapping[str, int]
    most_recusals: int | None = None


def count_round(
    spec: BallotSpec,
    nominations: Sequence[str],
    votes: Sequence[Vote],
    members: int,
    recused: Mapping[str, int],
    *,
    most_recusals: int | None = None,
    casting: tuple[str, ...] | None = None,
    seed: str = "",
) -> Counted:
    """Count one round.

    Args:
        members: how many may vote in the category, recused or not.
        recused: nomination -> how many of them are recused from it.
        most_recusals: with how many of them recused the panel may decide; None sets no limit.
        casting, seed: for breaking a tie, see `ties.Breaking`.

    Quorum and threshold are counted for each nomination after its own recusals.
    """
    who = Electorate(members, recused, most_recusals)
    if spec.rule is Rule.APPROVAL:
        return Counted(_by_approval(spec, nominations, votes, who), None)
    return _by_order(spec, nominations, votes, who, Breaking(spec.tie_break, casting, seed))


def _by_approval(
    spec: BallotSpec,
    nominations: Sequence[str],
    votes: Sequence[Vote],
    who: Electorate,
) -> dict[str, BallotOutcome]:
    ballots = tuple(ApprovalBallot(vote.answers) for vote in votes)
    counts = approval_shares(ApprovalProfile(tuple(nominations), ballots))
    met = {
        n: spec.threshold is None or meets_threshold(counts[n], spec.threshold) for n in nominations
    }
    return {
        n: _outcome(
            _quorum(spec, n, votes, who),
            place=1 + sum(c.approvals > counts[n].approvals for c in counts.values()),
            elected=met[n],
            count=counts[n],
            met=met[n],
        )
        for n in nominations
    }


def _by_order(
    spec: BallotSpec,
    nominations: Sequence[str],
    votes: Sequence[Vote],
    who: Electorate,
    breaking: Breaking,
) -> Counted:
    ballots = tuple(
        WeightedBallot(1, vote.order, frozenset(nominations) - vote.seen) for vote in votes
    )
    counted = tally(Profile(tuple(nominations), ballots), spec.rule) if ballots else None
    places: dict[str, int] = {}
    for group in counted.order if counted else ():
        place = len(places) + 1
        places.update(dict.fromkeys(group, place))
    items = {
        n: _outcome(
            _quorum(spec, n, votes, who),
            place=places.get(n),
            elected=False,
            count=ItemCount(0, 0, 0),
            met=spec.threshold is None,
        )
        for n in nominations
    }
    run_off = first_among(cut_by(items, spec.places), ballots)
    settled = settle(items, spec.places, replace(breaking, run_off=run_off))
    return Counted(settled.items, counted, settled.tie, run_off)


def first_among(tied: Sequence[str], ballots: Sequence[WeightedBallot]) -> Mapping[str, int]:
    """How many ballots put each of the equals first among them; a shared first counts for none."""
    firsts = [
        next((here for group in ballot.groups if (here := set(group) & set(tied))), set())
        for ballot in ballots
    ]
    return {name: sum(first == {name} for first in firsts) for name in tied}


def _quorum(spec: BallotSpec, nomination: str, votes: Sequence[Vote], who: Electorate) -> Quorum:
    away = who.recused.get(nomination, 0)
    needed = quorum_needed(
        who.members, away, spec.quorum, strict=spec.quorum_is_strict, least=spec.least_votes
    )
    present = sum(nomination in vote.seen for vote in votes)
    return Quorum(needed, present, who.members, away, who.most_recusals)


def _outcome(
    quorum: Quorum, *, place: int | None, elected: bool, count: ItemCount, met: bool
) -> BallotOutcome:
    return BallotOutcome(
        quorum_reached=quorum.reached,
        voted=quorum.present,
        needed=quorum.needed,
        place=place,
        elected=elected,
        yes=count.approvals,
        votes_cast=count.votes_cast,
        threshold_met=met,
        too_many_recused=quorum.too_many_recused,
    )


def read_vote(spec: BallotSpec, seen: Sequence[str], given: Mapping[str, Any]) -> Vote | None:
    """The vote that a member wrote down, or None when an answer is missing or impossible.

    Args:
        seen: the nominations that the member may vote on.
        given: nomination -> "yes", "no", "abstain", or for a ranked ballot its place as text.
    """
    if spec.rule is Rule.APPROVAL:
        try:
            return Vote({n: Answer(given[n]) for n in seen}, ())
        except (KeyError, ValueError):
            return None
    places = {n: str(given.get(n, "")) for n in seen}
    possible = [str(place) for place in range(1, len(seen) + 1)]
    if not set(places.values()) <= set(possible):
        return None
    groups = (tuple(sorted(n for n, p in places.items() if p == place)) for place in possible)
    return Vote({}, tuple(group for group in groups if group))
