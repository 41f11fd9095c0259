"""The best assignment, or none."""

from __future__ import annotations

from decimal import Decimal
from math import gcd
from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.assignment.flow import arcs, used
from workflows.assignment.model import Instance, Proposal, Status
from workflows.assignment.shortage import locked_blocking, shortage
from workflows.assignment.table import UNITS_PER_POINT, Marks, Table, Whole
from workflows.errors import UnusableInput

LARGEST_COST: Final = 2**60
"""The solver multiplies costs by the number of nodes and counts in 64 bits; this leaves room."""


def propose(instance: Instance) -> Proposal:
    """Assign with the largest total; of equal totals the one with the most even loads.

    Conflicts are never assigned, locked pairs always. The same instance in any order gives
    the same assignment.

    Raises:
        UnusableInput: affinities so large and so finely graded that 64 bits do not hold them.
    """
    if blocking := locked_blocking(instance):
        return Proposal(Status.INFEASIBLE, blocking=blocking)
    table = Table.of(instance)
    chosen = best(table)
    if chosen is None:
        return Proposal(Status.INFEASIBLE, blocking=shortage(table))
    rows, columns = np.nonzero(chosen | table.locked)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    total = Decimal(int(table.units[rows, columns].sum())) / UNITS_PER_POINT
    loads = np.bincount(columns, minlength=len(table.reviewers)).tolist()
    return Proposal(
        Status.OPTIMAL,
        tuple((table.nominations[n].id, table.reviewers[r].id) for n, r in pairs),
        total,
        {"total": total},
        {reviewer.id: load for reviewer, load in zip(table.reviewers, loads, strict=True)},
    )


def best(table: Table) -> Marks | None:
    """The free pairs of an optimal assignment, or None when there is no assignment.

    A circulation: pool to nomination to reviewer to pool. Minima are demands, every further
    nomination of a reviewer costs more than the one before, and one step of affinity costs
    more than all of these together, so evenness never outweighs affinity.
    """
    n, r = table.free.shape
    pool = n + r
    least_reviews, most_reviews = table.reviews()
    least_loads, most_loads = table.loads()
    holders, evenness = _further_loads(table, least_loads, most_loads)
    rows, columns = np.nonzero(table.free)
    solver = SimpleMinCostFlow()
    pairs = arcs(solver, rows, n + columns, 1, -_costs(table, 1 + int(evenness.sum())))
    arcs(solver, n + holders, pool, 1, evenness)
    arcs(solver, pool, np.arange(n), most_reviews - least_reviews, 0)
    supplies = [*least_reviews.tolist(), *(-least_loads).tolist()]
    for node, supply in enumerate([*supplies, -sum(supplies)]):
        solver.set_node_supply(node, supply)
    status = solver.solve()
    if status == SimpleMinCostFlow.INFEASIBLE:
        return None
    if status != SimpleMinCostFlow.OPTIMAL:
        raise RuntimeError(f"the solver refused its input: {status.name}")
    return used(solver, pairs, table.free)


def _further_loads(table: Table, least: Whole, most: Whole) -> tuple[Whole, Whole]:
    """Every load beyond the minima, one by one: whose it is, and what it costs (its number)."""
    reachable = np.minimum(most, table.free.sum(axis=0))
    further = np.maximum(reachable - least, 0)
    holders = np.repeat(np.arange(len(further)), further)
    first_of_holder = np.repeat(np.cumsum(further) - further, further)
    before = (least + table.locked.sum(axis=0))[holders]
    return holders, before + np.arange(len(holders)) - first_of_holder + 1


def _costs(table: Table, scale: int) -> Whole:
    """Affinities of the free pairs in the coarsest whole steps that tell them apart, scaled."""
    grain = gcd(*np.unique(table.units).tolist()) or 1
    steps = table.units[table.free] // grain
    largest = max(1, int(np.abs(steps).max(initial=0))) * scale
    if largest * (sum(table.free.shape) + 2) > LARGEST_COST:
        raise UnusableInput("affinity", "too large and too finely graded to be added exactly")
    return steps * scale
