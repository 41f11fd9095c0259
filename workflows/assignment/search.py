"""The best assignment, or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from workflows.assignment.bounding import Multipliers
from workflows.assignment.climbing import Best
from workflows.assignment.excluding import excluded
from workflows.assignment.flow import Face, Rents, best, most_even, narrowed, rents
from workflows.assignment.levels import climbed, with_floor
from workflows.assignment.model import Instance, Objective, Proposal, Status
from workflows.assignment.proof import Claim, Closed, Demand, Proof
from workflows.assignment.reaching import keeps_rules, reached
from workflows.assignment.shortage import locked_blocking, shortage
from workflows.assignment.table import USUAL, Sizes, Table, Whole


def propose(instance: Instance, *, share: int = 1, sizes: Sizes = USUAL) -> Proposal:
    """Assign: most pairs kept, then under that objective the highest floor, then the total.

    Hard rules are never broken. Among equal totals loads are even, where no quota and no floor
    stands against it (docs/rules/assignment.md). The same instance in any order gives the same
    assignment. `share` multiplies what a proof case by case may cost, some seconds at 1;
    `sizes` say from where on the search takes the ways of large instances.

    Raises:
        UnusableInput: affinities so large and so finely graded that 64 bits do not hold them.
    """
    if blocking := locked_blocking(instance):
        return Proposal(Status.INFEASIBLE, blocking=blocking)
    table = Table.of(instance, sizes)
    found = _by_flow(table, has_keep=bool(instance.keep))
    if found is None:
        return Proposal(Status.INFEASIBLE, blocking=shortage(table))
    wants_floor = instance.objective is Objective.FLOOR and bool(table.counted.any())
    if wants_floor:
        found = with_floor(table, found)
    if not keeps_rules(table, found.chosen) or (wants_floor and "floor" not in found.bounds):
        answer = climbed(table, found, wants_floor=wants_floor, share=share)
        if answer is None:
            return _without(instance)
        found = answer
    return _proposal(table, found)


def _without(instance: Instance) -> Proposal:
    blocking = excluded(instance)
    return Proposal(Status.INFEASIBLE if blocking else Status.UNDECIDED, blocking=blocking)


def _by_flow(table: Table, *, has_keep: bool) -> Best | None:
    """Most pairs kept, then the largest total, then even loads; quotas and floors aside.

    Each level is decided on the best assignments of the level before alone, so the lexicographic
    order is exact and needs no large numbers.
    """
    face, before, demand = Face.of(table), Multipliers.none(table), Demand()
    claims: list[Claim] = []
    bounds: dict[str, int] = {}
    levels = [("kept", table.keep.astype(np.int64))] if has_keep else []
    for level, gains in [*levels, ("total", table.grains)]:
        chosen = best(face, gains)
        if chosen is None:
            return None
        found = rents(face, gains, chosen)
        before = _after(before, level, found, found.left(gains))
        face = narrowed(face, gains, found)
        bounds[level] = int(gains[chosen].sum())
        beyond = replace(demand, **{level: bounds[level] + 1})
        claims.append(Claim(level, beyond, Closed(before.named(table))))
        demand = replace(demand, kept=bounds[level]) if level == "kept" else demand
    return Best(most_even(face), bounds, tuple(claims), found.left(gains))


def _after(before: Multipliers, level: str, found: Rents, left: Whole) -> Multipliers:
    """Both levels' prices as one: the earlier level weighs more than all that is left of this."""
    sizes = [np.abs(values).max(initial=0) for values in (left, found.reviews, found.loads)]
    weight = 1 + int(max(sizes))
    return replace(
        before,
        reviews=before.reviews.astype(object) * weight + found.reviews,
        loads=before.loads.astype(object) * weight + found.loads,
        kept=before.kept * weight + (level == "kept"),
        total=int(level == "total"),
    )


def _proposal(table: Table, found: Best) -> Proposal:
    got = reached(table, found.chosen)
    rows, columns = np.nonzero(found.chosen)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    loads = np.bincount(columns, minlength=len(table.reviewers)).tolist()
    values = {"kept": got.kept, "floor": got.floor, "total": got.total}
    is_optimal = all(values[level] == bound for level, bound in found.bounds.items())
    return Proposal(
        Status.OPTIMAL if is_optimal else Status.BOUNDED,
        tuple(table.pair(row, column) for row, column in pairs),
        table.points(got.total),
        {
            level: Decimal(bound) if level == "kept" else table.points(bound)
            for level, bound in found.bounds.items()
        },
        {reviewer.id: load for reviewer, load in zip(table.reviewers, loads, strict=True)},
        floor=None if got.floor is None else table.points(got.floor),
        kept=got.kept if "kept" in found.bounds else None,
        proof=Proof(table.grain, found.claims),
    )
