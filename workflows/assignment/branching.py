"""Refuting a demand case by case, where prices alone leave a gap (Land and Doig 1960)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from workflows.assignment.bounding import decided
from workflows.assignment.flow import Face
from workflows.assignment.proof import Closed, Demand, Narrowed, Refutation, Split
from workflows.assignment.reaching import reached
from workflows.assignment.relaxation import Relaxed, Scope, relaxed
from workflows.assignment.table import Marks, Table
from workflows.assignment.whole import rounded

DOUBTFUL: Final = 6_000
"""Where prices leave more pairs undecided than these, cases never came to an end."""

RULE: Final = 12
"""What a nomination or reviewer adds to a program, as pairs count."""

_WHOLE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An assignment that meets the demand."""

    chosen: Marks


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
        pairs = min(60_000 + 12 * int(table.free.sum()), 2_000_000)
        return cls(share * pairs, share * DOUBTFUL)

    def spend(self, face: Face) -> bool:
        """Take the next program out of it; False when there is nothing left."""
        self.pairs -= 300 + int(face.free.sum()) + RULE * sum(face.free.shape)
        return self.pairs >= 0


def refuted(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort
) -> Refutation | Counterexample | None:
    """A refutation of the demand, an assignment that meets it, or None when the effort ends."""
    if not effort.depth or not effort.spend(face):
        return None
    found = relaxed(table, face, demand, scope)
    multipliers = found.multipliers
    excess = multipliers.excess(table, face, demand, found.left)
    # A total that nobody demands proves nothing, however small it must be.
    is_about_total = demand.total is not None
    if excess < 0 and (is_about_total or not multipliers.total):
        return Closed(multipliers.named(table))
    if not multipliers.total:
        return None
    chosen = rounded(table, face, found.values)
    if chosen is not None and reached(table, chosen).meets(demand):
        return Counterexample(chosen)
    smaller = decided(face, found.left, excess) if is_about_total else face
    if is_about_total and int(smaller.free.sum()) > effort.doubtful:
        return None
    if int(smaller.free.sum()) < int(face.free.sum()):
        then = _branched(table, smaller, demand, scope, effort, found)
        if then is None or isinstance(then, Counterexample):
            return then
        return Narrowed(multipliers.named(table), then)
    return _branched(table, face, demand, scope, effort, found)


def _branched(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort, found: Relaxed
) -> Refutation | Counterexample | None:
    """Split on the pair that is most in doubt."""
    doubt = np.where(face.free, 0.5 - np.abs(found.values - 0.5), -1.0)
    place = int(np.argmax(doubt))
    row, column = divmod(place, doubt.shape[1])
    if doubt[row, column] <= _WHOLE:
        return None
    free = face.free.copy()
    free[row, column] = False
    forced = face.forced.copy()
    forced[row, column] = True
    effort.depth -= 1
    given = refuted(table, replace(face, free=free, forced=forced), demand, scope, effort)
    if given is None or isinstance(given, Counterexample):
        return given
    without = refuted(table, replace(face, free=free), demand, scope, effort)
    if without is None or isinstance(without, Counterexample):
        return without
    effort.depth += 1
    return Split(table.pair(row, column), without, given)
