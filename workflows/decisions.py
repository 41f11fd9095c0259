"""What a counted ballot implies for awards and reserve; the committee still resolves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from workflows.facts import BallotOutcome
from workflows.ties import Breaking, TieBreak, broken


class Implied(StrEnum):
    """What the votes say about one nomination."""

    AWARD = "award"
    RESERVE = "reserve"
    NO_AWARD = "no-award"
    UNDECIDED = "undecided"
    NO_QUORUM = "no-quorum"


@dataclass(frozen=True, slots=True)
class ProposedDecision:
    """One line of what the ballot implies; `share` is yes among votes cast, 0 to 1.

    `decided_by` are the tie-breaks that parted it from its equals, `waits_for` the one that has
    to be given first; it is undecided until then.
    """

    nomination: str
    implied: Implied
    share: Fraction
    decided_by: tuple[TieBreak, ...] = ()
    waits_for: TieBreak | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """Nominations that are treated alike, and what made them so."""

    names: tuple[str, ...]
    decided_by: tuple[TieBreak, ...] = ()
    waits_for: TieBreak | None = None


NO_TIE_BREAK = Breaking()


def propose_decisions(
    outcomes: Mapping[str, BallotOutcome],
    awards: int,
    reserves: int,
    breaking: Breaking = NO_TIE_BREAK,
) -> tuple[ProposedDecision, ...]:
    """Give awards to those whom the votes carry, best share first, then name the reserve.

    Args:
        outcomes: nomination id -> its outcome in a ballot by approval.
        awards, reserves: how many there are, 0 or more; as many as may share them count.
        breaking: how a tie is broken, and what was given for it. Sharing is in `awards` already:
            where even that does not reach, a lot decides in its place.

    Nominations with equal shares are treated alike as long as no tie-break parts them: where an
    award or a place of the reserve is left for some of them but not for all, all of them are
    undecided, and so is everyone after them whom the votes carry. Equal shares are listed by id,
    which decides nothing.
    """
    quorate = {n: o for n, o in outcomes.items() if o.quorum_reached}
    shares = {n: Fraction(o.yes, o.votes_cast or 1) for n, o in quorate.items()}
    implied = dict.fromkeys(outcomes, Implied.NO_QUORUM) | dict.fromkeys(quorate, Implied.NO_AWARD)
    how = {n: _Level((n,)) for n in outcomes}
    left = {Implied.AWARD: awards, Implied.RESERVE: reserves}
    lot = tuple(TieBreak.LOT if b is TieBreak.SHARED else b for b in breaking.order)
    for level in _levels(quorate, shares):
        for part in _parts(level, left, replace(breaking, order=lot)):
            implied |= dict.fromkeys(part.names, _place(len(part.names), left))
            how |= dict.fromkeys(part.names, part)
    lines = (
        ProposedDecision(n, i, shares.get(n, Fraction(0)), how[n].decided_by, how[n].waits_for)
        for n, i in implied.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.share, line.nomination)))


def _levels(
    quorate: Mapping[str, BallotOutcome], shares: Mapping[str, Fraction]
) -> Iterator[tuple[str, ...]]:
    """Those whom the votes carry, by equal shares, best first."""
    for share in sorted(set(shares.values()), reverse=True):
        names = (n for n in quorate if shares[n] == share and quorate[n].threshold_met)
        if level := tuple(names):
            yield level


def _parts(
    level: tuple[str, ...], left: Mapping[Implied, int], breaking: Breaking
) -> Iterator[_Level]:
    """One level, parted by the tie-breaks where not all of it can have the same."""
    awards, reserves = left[Implied.AWARD], left[Implied.RESERVE]
    whole = awards >= len(level) or (awards == 0 and reserves >= len(level))
    if whole or awards + reserves == 0 or Implied.UNDECIDED in left:
        yield _Level(level)
        return
    tie = broken(level, breaking)
    for group in tie.groups:
        yield _Level(group, tie.decided_by, tie.waits_for if len(group) > 1 else None)


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
