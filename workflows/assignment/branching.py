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


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An assignment that meets the demand."""

    chosen: Marks


@dataclass(slots=True)
class Effort:
    """How many programs may still be solved. Counted, not timed: the answer must not depend
    on the machine."""

    programs: int

    @classmethod
    def over(cls, table: Table) -> Effort:
        """About as many as fit into half a minute."""
        return cls(max(2, min(150, 3_000_000 // max(1, int(table.free.sum())))))


def refuted(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort
) -> Refutation | Counterexample | None:
    """A refutation of the demand, an assignment that meets it, or None when the effort ends."""
    if effort.programs <= 0:
        return None
    effort.programs -= 1
    found = relaxed(table, face, demand, scope)
    multipliers = found.multipliers
    excess = multipliers.excess(table, face, demand, found.left)
    if excess < 0:
        return Closed(multipliers.named(table))
    if not multipliers.total:
        return None
    chosen = rounded(table, face, found.values)
    if chosen is not None and reached(table, chosen).meets(demand):
        return Counterexample(chosen)
    smaller = decided(face, found.left, excess)
    if int(smaller.free.sum()) < int(face.free.sum()):
        then = _branched(table, smaller, demand, scope, effort, found)
        if then is None or isinstance(then, Counterexample):
            return then
        return Narrowed(multipliers.named(table), then)
    return _branched(table, face, demand, scope, effort, found)


def _branched(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort, found: Relaxed
) -> Refutation | Counterexample | None:
    """Split on the pair that is most in doubt, the likelier case last."""
    doubt = np.where(face.free, 0.5 - np.abs(found.values - 0.5), -1.0)
    place = int(np.argmax(doubt))
    row, column = divmod(place, doubt.shape[1])
    if doubt[row, column] <= _WHOLE:
        return _again(table, face, demand, scope, effort)
    free = face.free.copy()
    free[row, column] = False
    forced = face.forced.copy()
    forced[row, column] = True
    given = refuted(table, replace(face, free=free, forced=forced), demand, scope, effort)
    if given is None or isinstance(given, Counterexample):
        return given
    without = refuted(table, replace(face, free=free), demand, scope, effort)
    if without is None or isinstance(without, Counterexample):
        return without
    return Split(table.pair(row, column), without, given)


def _again(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort
) -> Refutation | Counterexample | None:
    """The solution's doubtful pairs are all decided now: relax what is left."""
    return refuted(table, face, demand, scope, effort)


_WHOLE: Final = 1e-6
