"""Which pair to split on: the most doubtful ones are tried out, both ways.

Strong branching: Applegate, Bixby, Chvátal, Cook, *Finding cuts in the TSP*, DIMACS 95-05, 1995.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, log2, sqrt
from typing import Final

import numpy as np

from workflows.assignment.flow import Face
from workflows.assignment.proof import Demand
from workflows.assignment.relaxation import Relaxed, Scope, relaxed
from workflows.assignment.table import Table

DOUBTFUL: Final = 6_000
"""Where prices leave more pairs undecided than these, cases never came to an end."""

RULE: Final = 12
"""What a nomination or reviewer adds to a program, as pairs count."""

TRIED: Final = 6
"""So many pairs are tried out before one is chosen."""

_SLACK: Final = 3
_WHOLE: Final = 1e-6


@dataclass(slots=True)
class Effort:
    """What may still be spent on cases: pairs of all programs together, and cases in one another.

    Counted, not timed: the answer must not depend on the machine.
    """

    pairs: int
    doubtful: int
    depth: int = 200

    @classmethod
    def over(cls, table: Table, share: int) -> Effort:
        """Some seconds for the usual share of 1; at most proportionally more for a larger one."""
        pairs = min(240_000 + 12 * int(table.free.sum()), 2_000_000)
        return cls(share * pairs, share * DOUBTFUL)

    def spend(self, face: Face) -> bool:
        """Take the next program out of it; False when there is nothing left."""
        self.pairs -= self._cost(face)
        return self.pairs >= 0

    def levels(self, face: Face) -> float:
        """How deep cases may lie in one another before the effort ends, roughly."""
        return log2(max(1, self.pairs) / self._cost(face) + 1) + _SLACK

    def _cost(self, face: Face) -> int:
        return 300 + int(face.free.sum()) + RULE * sum(face.free.shape)


@dataclass(frozen=True, slots=True)
class Case:
    """The face once the pair is decided one way, and its relaxation."""

    face: Face
    found: Relaxed


@dataclass(frozen=True, slots=True)
class Cases:
    """A pair that is assigned or not."""

    row: int
    column: int
    given: Case
    without: Case


def promising(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort, found: Relaxed
) -> Cases | None:
    """The cases that lower the bound most; None without any, or where they would never end."""
    room = _room(table, face, demand, found)
    best, gain = None, -1.0
    for row, column in _doubtful(face, found):
        if not (effort.spend(face) and effort.spend(face)):
            return None
        tried = _tried(table, face, demand, scope, row, column)
        falls = (room - _room(table, each.face, demand, each.found) for each in tried)
        first, second = (min(max(fall, 0.0), room) for fall in falls)
        if sqrt(first * second) > gain:
            best, gain = Cases(row, column, *tried), sqrt(first * second)
        if demand.total is not None and max(first, second) >= room:
            return Cases(row, column, *tried)  # one of the two is refuted: no case more than before
    is_endless = demand.total is not None and room > gain * effort.levels(face)
    return None if is_endless else best


def _room(table: Table, face: Face, demand: Demand, found: Relaxed) -> float:
    """How far the bound of the total lies above what is demanded; 0 where that is refuted."""
    total = found.multipliers.total
    if not total:
        return 0.0
    return max(0.0, (found.multipliers.excess(table, face, demand, found.left) + 1) / total)


def _doubtful(face: Face, found: Relaxed) -> list[tuple[int, int]]:
    """Pairs that the relaxation halves, nearest to a half first."""
    doubt = np.where(face.free, 0.5 - np.abs(found.values - 0.5), -inf)
    order = np.argsort(-doubt, axis=None, kind="stable")[:TRIED]
    places = [divmod(int(place), doubt.shape[1]) for place in order.tolist()]
    return [place for place in places if doubt[place] > _WHOLE]


def _tried(
    table: Table, face: Face, demand: Demand, scope: Scope, row: int, column: int
) -> tuple[Case, Case]:
    free, forced = face.free.copy(), face.forced.copy()
    free[row, column], forced[row, column] = False, True
    given, without = replace(face, free=free, forced=forced), replace(face, free=free)
    return (
        Case(given, relaxed(table, given, demand, scope)),
        Case(without, relaxed(table, without, demand, scope)),
    )
