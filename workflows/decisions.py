"""What a counted ballot implies for awards and reserve; the committee still resolves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workflows.facts import BallotOutcome


class Implied(StrEnum):
    """What the votes say about one nomination."""

    AWARD = "award"
    RESERVE = "reserve"
    NO_AWARD = "no-award"
    UNDECIDED = "undecided"
    NO_QUORUM = "no-quorum"


@dataclass(frozen=True, slots=True)
class ProposedDecision:
    """One line of what the ballot implies; `share` is yes among votes cast, 0 to 1."""

    nomination: str
    implied: Implied
    share: Fraction


def propose_decisions(
    outcomes: Mapping[str, BallotOutcome], awards: int, reserves: int
) -> tuple[ProposedDecision, ...]:
    """Give awards to those whom the votes carry, best share first, then name the reserve.

    Args:
        outcomes: nomination id -> its outcome in a ballot by approval.
        awards, reserves: how many there are, 0 or more.

    Nominations with equal shares are treated alike: where an award or a place of the reserve is
    left for some of them but not for all, all of them are undecided, and so is everyone after
    them whom the votes carry: people have to break the tie first (the plan says how). Equal
    shares are listed by id, which decides nothing.
    """
    quorate = {n: o for n, o in outcomes.items() if o.quorum_reached}
    shares = {n: Fraction(o.yes, o.votes_cast or 1) for n, o in quorate.items()}
    implied = dict.fromkeys(outcomes, Implied.NO_QUORUM)
    left = {Implied.AWARD: awards, Implied.RESERVE: reserves}
    for share in sorted(set(shares.values()), reverse=True):
        level = [n for n in quorate if shares[n] == share and quorate[n].threshold_met]
        implied |= dict.fromkeys((n for n in quorate if shares[n] == share), Implied.NO_AWARD)
        implied |= dict.fromkeys(level, _place(len(level), left))
    lines = (ProposedDecision(n, i, shares.get(n, Fraction(0))) for n, i in implied.items())
    return tuple(sorted(lines, key=lambda line: (-line.share, line.nomination)))


def _place(size: int, left: dict[Implied, int]) -> Implied:
    """Where nominations with one share go, and what is left after them; a tie leaves nothing."""
    if Implied.UNDECIDED in left:
        return Implied.UNDECIDED
    for kind in (Implied.AWARD, Implied.RESERVE):
        if size <= left[kind]:
            left[kind] -= size
            return kind
        if left[kind] > 0:
            left[Implied.UNDECIDED] = 0
            return Implied.UNDECIDED
    return Implied.NO_AWARD
