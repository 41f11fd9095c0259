"""Refuting a demand case by case, where prices alone leave a gap (Land and Doig 1960)."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.assignment.bounding import decided
from workflows.assignment.casing import Effort, promising
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


def refuted(
    table: Table,
    face: Face,
    demand: Demand,
    scope: Scope,
    effort: Effort,
    found: Relaxed | None = None,
) -> Refutation | Counterexample | None:
    """A refutation of the demand, an assignment that meets it, or None when the effort ends.

    `found` is the relaxation of this very face, where it is known already.
    """
    if not effort.depth or not (found or effort.spend(face)):
        return None
    found = found or relaxed(table, face, demand, scope)
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
    then = _branched(table, smaller, demand, scope, effort, found)
    if then is None or isinstance(then, Counterexample):
        return then
    is_smaller = int(smaller.free.sum()) < int(face.free.sum())
    return Narrowed(multipliers.named(table), then) if is_smaller else then


def _branched(
    table: Table, face: Face, demand: Demand, scope: Scope, effort: Effort, found: Relaxed
) -> Refutation | Counterexample | None:
    """Split on the pair whose two cases bring most."""
    cases = promising(table, face, demand, scope, effort, found)
    if cases is None:
        return None
    effort.depth -= 1
    given = refuted(table, cases.given.face, demand, scope, effort, cases.given.found)
    if given is None or isinstance(given, Counterexample):
        return given
    without = refuted(table, cases.without.face, demand, scope, effort, cases.without.found)
    if without is None or isinstance(without, Counterexample):
        return without
    effort.depth += 1
    return Split(table.pair(cases.row, cases.column), without, given)
