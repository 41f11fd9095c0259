"""Breaking a tie as the plan says, by values alone: the same votes and seed, the same result.

A lot is drawn so that anybody can draw it again: each reference is ordered by the SHA-256 of
``SEED:REFERENCE`` in UTF-8, written in hexadecimal, the smallest first. The seed (32 hexadecimal
digits) is drawn once, when the lot is needed, and published with the result. In a shell:
``printf '%s' "$SEED:$REFERENCE" | sha256sum``.

Rule: docs/rules/ballots.md, "Ties".
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Groups = tuple[tuple[str, ...], ...]


class TieBreak(StrEnum):
    """What decides between equals."""

    CHAIR = "chair"
    RUN_OFF = "run-off"
    LOT = "lot"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Breaking:
    """The order of tie-breaks of a ballot, and what was given for them.

    `casting` is the order of whoever leads, best first: None while nobody was asked, empty where
    it was left to the next tie-break. `seed` is empty until the lot is drawn. `run_off` is
    nomination -> ballots that put it first among the equals.
    """

    order: Sequence[TieBreak] = ()
    casting: tuple[str, ...] | None = None
    seed: str = ""
    run_off: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """What became of a tie.

    `groups` are best first; names in one group are equal still. `decided_by` are the tie-breaks
    that parted some of them, `waits_for` the one for which something is missing.
    """

    groups: Groups
    decided_by: tuple[TieBreak, ...] = ()
    waits_for: TieBreak | None = None

    @property
    def is_shared(self) -> bool:
        """Whether who is equal still is to have the same."""
        return TieBreak.SHARED in self.decided_by


def drawn(seed: str, references: Collection[str]) -> tuple[str, ...]:
    """The references in the order of a lot; see the method above."""
    return tuple(sorted(references, key=lambda reference: (_digest(seed, reference), reference)))


def _digest(seed: str, reference: str) -> str:
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def broken(tied: Collection[str], breaking: Breaking) -> Broken:
    """Part equals, one tie-break after the other, until nobody is equal or one has to wait."""
    groups: Groups = (tuple(sorted(tied)),)
    decided: tuple[TieBreak, ...] = ()
    for tie_break in breaking.order:
        if all(len(group) == 1 for group in groups):
            break
        if tie_break is TieBreak.SHARED:
            return Broken(groups, (*decided, tie_break))
        if _waits(tie_break, breaking):
            return Broken(groups, decided, tie_break)
        parted = tuple(part for group in groups for part in _parted(group, tie_break, breaking))
        decided += (tie_break,) if parted != groups else ()
        groups = parted
    return Broken(groups, decided)


def _waits(tie_break: TieBreak, breaking: Breaking) -> bool:
    return (tie_break is TieBreak.CHAIR and breaking.casting is None) or (
        tie_break is TieBreak.LOT and not breaking.seed
    )


def _parted(
    group: tuple[str, ...], tie_break: TieBreak, breaking: Breaking
) -> Iterator[tuple[str, ...]]:
    """One group of equals in order; whoever the casting vote leaves out stays equal at the end."""
    match tie_break:
        case TieBreak.LOT:
            yield from ((name,) for name in drawn(breaking.seed, group))
        case TieBreak.CHAIR:
            named = [name for name in breaking.casting or () if name in group]
            yield from ((name,) for name in named)
            left = tuple(name for name in group if name not in named)
            yield from (left,) if left else ()
        case _:
            counts = [breaking.run_off.get(name, 0) for name in group]
            for count in sorted(set(counts), reverse=True):
                yield tuple(n for n, c in zip(group, counts, strict=True) if c == count)


def read_casting(tied: Collection[str], given: Mapping[str, object]) -> tuple[str, ...] | None:
    """The order that somebody wrote down, best first; None unless it is one of all equals.

    Args:
        given: name -> its place as text, 1 for the best, each place once.
    """
    places = {name: str(given.get(name, "")) for name in tied}
    if sorted(places.values()) != sorted(str(n) for n in range(1, len(places) + 1)):
        return None
    return tuple(sorted(places, key=lambda name: int(places[name])))
