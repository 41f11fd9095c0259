"""The largest total under what the levels before it demand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workflows.assignment.bounding import Multipliers, decided
from workflows.assignment.branching import Counterexample, refuted
from workflows.assignment.casing import Effort
from workflows.assignment.climbing import Best, Top
from workflows.assignment.flow import Face
from workflows.assignment.proof import Closed, Demand, Refutation
from workflows.assignment.reaching import reached
from workflows.assignment.relaxation import Relaxed, Scope, is_large, relaxed
from workflows.assignment.table import Marks, Table
from workflows.assignment.whole import (
    EXACT,
    SEARCHED_AT_ONCE,
    Assembled,
    assembled,
    nearby,
    rounded,
)

TRIES: Final = 6


def largest_total(
    table: Table, demand: Demand, scope: Scope, chosen: Marks, start: Best, share: int
) -> Top:
    """From an assignment that meets the demand: the best found, and the bound that was proved."""
    face = Face.of(table)
    bound, refutation = _first_bound(table, demand, start)
    if reached(table, chosen).total >= bound:
        return Top(chosen, bound, bound, refutation)
    found = relaxed(table, face, demand, scope)
    if found.multipliers.total:
        excess = found.multipliers.excess(table, face, demand, found.left)
        if excess // found.multipliers.total <= bound:
            bound = excess // found.multipliers.total
            refutation = Closed(found.multipliers.named(table))
    chosen = _better(table, demand, chosen, rounded(table, face, found.values))
    is_searched = False
    for _ in range(TRIES):
        value = reached(table, chosen).total
        if value >= bound:
            break
        better = None if is_searched else _improved(table, demand, scope, chosen, found)
        if better is not None and better.chosen is not None:
            chosen, is_searched = better.chosen, better.is_exhausted
            continue
        beyond = replace(demand, total=value + 1)
        answer = refuted(table, face, beyond, scope, Effort.over(table, share))
        if isinstance(answer, Counterexample):
            chosen = answer.chosen
        elif answer is None:
            break
        else:
            bound, refutation = value, answer
    return Top(chosen, reached(table, chosen).total, bound, refutation)


def _first_bound(table: Table, demand: Demand, start: Best) -> tuple[int, Refutation]:
    """The bound without quotas and floors; where it rests on more kept pairs, a rough one."""
    *_, total = start.claims
    if total.demand.kept == demand.kept:
        return start.bounds["total"], total.refutation
    face = Face.of(table)
    rough = replace(Multipliers.none(table), total=1).polished(table, face)
    excess = rough.excess(table, face, demand, rough.left(table))
    return excess, Closed(rough.named(table))


def _improved(
    table: Table, demand: Demand, scope: Scope, chosen: Marks, found: Relaxed
) -> Assembled | None:
    """A larger total, looked for where the prices leave room for one."""
    face = Face.of(table)
    value = reached(table, chosen).total
    if found.multipliers.total:
        beyond = replace(demand, total=value + 1)
        face = decided(face, found.left, found.multipliers.excess(table, face, beyond, found.left))
        if is_large(table):
            face = nearby(face, found.values)
    pairs = face.free & scope.pairs if is_large(table) else face.free.copy()
    if is_large(table) and int(pairs.sum()) > SEARCHED_AT_ONCE:
        return None
    answer = assembled(table, face, demand, Scope(pairs, scope.active, scope.groups), gap=EXACT)
    better = _better(table, demand, chosen, answer.chosen)
    is_larger = reached(table, better).total > value
    return Assembled(better, answer.is_exhausted and not is_large(table)) if is_larger else None


def _better(table: Table, demand: Demand, chosen: Marks, other: Marks | None) -> Marks:
    if other is None or not reached(table, other).meets(demand):
        return chosen
    return other if reached(table, other).total > reached(table, chosen).total else chosen
