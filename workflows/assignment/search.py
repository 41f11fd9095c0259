"""The best assignment, or none."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from workflows.assignment.climbing import Best
from workflows.assignment.excluding import excluded
from workflows.assignment.flows import by_flow
from workflows.assignment.levels import climbed, with_floor
from workflows.assignment.model import Instance, Objective, Proposal, Status
from workflows.assignment.proof import Proof
from workflows.assignment.reaching import keeps_rules, reached
from workflows.assignment.shortage import locked_blocking, shortage
from workflows.assignment.table import USUAL, Sizes, Table
from workflows.assignment.thinning import within_quotas


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
    found = by_flow(table, has_keep=bool(instance.keep))
    if found is None:
        return Proposal(Status.INFEASIBLE, blocking=shortage(table))
    wants_floor = instance.objective is Objective.FLOOR and bool(table.counted.any())
    if wants_floor:
        found = with_floor(table, found)
    if not keeps_rules(table, found.chosen) or (wants_floor and "floor" not in found.bounds):
        known = within_quotas(table, found) if len(table.groups) else None
        answer = climbed(table, found, known, wants_floor=wants_floor, share=share)
        if answer is None:
            return _without(instance)
        found = answer
    return _proposal(table, found)


def _without(instance: Instance) -> Proposal:
    blocking = excluded(instance)
    return Proposal(Status.INFEASIBLE if blocking else Status.UNDECIDED, blocking=blocking)


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
