"""Assignments without quotas, as flows of least cost, and the prices that prove them best.

A circulation runs from a pool to each nomination, to reviewers, and back; its corners are whole
numbers (Ahuja, Magnanti, Orlin, Network Flows, 1993, chapters 9 and 11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.assignment.table import Marks, Range, Table, Whole
from workflows.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class Face:
    """The assignments still in question: some pairs decided, the rest free within limits."""

    free: Marks
    forced: Marks
    rows: Range
    columns: Range
    largest_cost: int

    @classmethod
    def of(cls, table: Table) -> Face:
        sizes = table.sizes
        return cls(table.free, table.locked, table.rows, table.columns, sizes.largest_cost)


@dataclass(frozen=True, slots=True)
class Rents:
    """The price of a review of each nomination, and of a place with each reviewer."""

    reviews: Whole
    loads: Whole

    def left(self, gains: Whole) -> Whole:
        """What each pair earns over its prices."""
        return gains - self.reviews[:, np.newaxis] - self.loads


def arcs(solver: SimpleMinCostFlow, *columns: Whole | int) -> Whole:
    """Add arcs by tail, head, capacity and cost; whole columns, or one number for all."""
    tails, heads, capacities, costs = np.broadcast_arrays(*columns)
    added: Whole = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    return added


def used(solver: SimpleMinCostFlow, pairs: Whole, allowed: Marks) -> Marks:
    """The pairs that carry flow; `pairs` are the arcs of `allowed`, row by row."""
    used = np.zeros_like(allowed)
    used[allowed] = np.asarray(solver.flows(pairs)) > 0
    return used


def best(face: Face, gains: Whole) -> Marks | None:
    """The pairs of an assignment with the largest sum of gains, or None where there is none.

    Raises:
        UnusableInput: gains so large and so finely graded that 64 bits do not hold them.
    """
    most = _further(face.columns.most, face.forced.sum(axis=0))
    least = _further(face.columns.least, face.forced.sum(axis=0))
    return _circulation(face, gains, np.arange(len(most)), most - least, np.zeros_like(most))


def most_even(face: Face) -> Marks:
    """Of the assignments in question the one with the most even loads.

    The k-th nomination of a reviewer costs k. With fixed numbers of reviews this gives the
    smallest largest load (Frank and Murota 2022, Decreasing minimization on M-convex sets).

    Raises:
        RuntimeError: no assignment is in question.
    """
    forced = face.forced.sum(axis=0)
    least = np.maximum(face.columns.least, forced)
    most = np.minimum(face.columns.most, forced + face.free.sum(axis=0))
    further = np.maximum(most - least, 0)
    holders = np.repeat(np.arange(len(further)), further)
    first_of_holder = np.repeat(np.cumsum(further) - further, further)
    evenness = least[holders] + np.arange(len(holders)) - first_of_holder + 1
    found = _circulation(
        face, np.zeros(face.free.shape, np.int64), holders, np.ones_like(evenness), evenness
    )
    if found is None:
        raise RuntimeError("an assignment was found and is gone")
    return found


def _further(limits: Whole, forced: Whole) -> Whole:
    further: Whole = np.maximum(limits - forced, 0)
    return further


def _circulation(
    face: Face, gains: Whole, holders: Whole, rooms: Whole, costs: Whole
) -> Marks | None:
    n, r = face.free.shape
    pool = n + r
    forced = face.forced.sum(axis=1)
    least, most = _further(face.rows.least, forced), face.rows.most - forced
    demand = _further(face.columns.least, face.forced.sum(axis=0))
    if (most < least).any() or (face.columns.most < face.forced.sum(axis=0)).any():
        return None
    rows, columns = np.nonzero(face.free)
    earned = gains[face.free]
    if int(np.abs(earned).max(initial=1)) * (n + r + 2) > face.largest_cost:
        raise UnusableInput("affinity", "too large and too finely graded to be added exactly")
    solver = SimpleMinCostFlow()
    pairs = arcs(solver, rows, n + columns, 1, -earned)
    arcs(solver, n + holders, pool, rooms, costs)
    arcs(solver, pool, np.arange(n), most - least, 0)
    supplies = [*least.tolist(), *(-demand).tolist()]
    for node, supply in enumerate([*supplies, -sum(supplies)]):
        solver.set_node_supply(node, supply)
    status = solver.solve()
    if status == SimpleMinCostFlow.INFEASIBLE:
        return None
    if status != SimpleMinCostFlow.OPTIMAL:
        raise RuntimeError(f"the solver refused its input: {status.name}")
    return used(solver, pairs, face.free) | face.forced


def rents(face: Face, gains: Whole, chosen: Marks) -> Rents:
    """Prices that show the chosen pairs to be the best: shortest distances in what could change.

    Every pair outside earns at most its prices, every free pair inside at least; a nomination or
    reviewer has a positive price only at the maximum, a negative one only at the minimum. Such
    prices exist only for a best assignment, so finding them is a proof (Bellman 1958, Ford 1956).

    Raises:
        RuntimeError: the chosen pairs are not the best ones.
    """
    inside, outside = chosen & face.free, face.free & ~chosen
    reviews, loads = chosen.sum(axis=1), chosen.sum(axis=0)
    n, r = chosen.shape
    far = np.int64(2**62)
    owed = np.zeros(n, np.int64)  # minus the price of a review
    paid = np.zeros(r, np.int64)
    pool = 0
    fresh = np.ones(r, np.bool_)
    for _ in range(n + r + 2):
        before_owed, before_paid, before_pool = owed.copy(), paid.copy(), pool
        if fresh.any():
            reach = np.where(outside[:, fresh], paid[fresh] - gains[:, fresh], far)
            owed = np.minimum(owed, reach.min(axis=1, initial=far))
        owed[reviews > face.rows.least] = np.minimum(owed[reviews > face.rows.least], pool)
        rows, columns = np.nonzero(inside)
        np.minimum.at(paid, columns, owed[rows] + gains[rows, columns])
        paid[loads < face.columns.most] = np.minimum(paid[loads < face.columns.most], pool)
        pool = int(owed[reviews < face.rows.most].min(initial=pool))
        pool = min(pool, int(paid[loads > face.columns.least].min(initial=pool)))
        fresh = paid < before_paid
        same_rows = np.array_equal(owed, before_owed)
        if same_rows and not fresh.any() and pool == before_pool:
            return Rents(pool - owed, paid - pool)
    raise RuntimeError("the solver's assignment can be improved")


def narrowed(face: Face, gains: Whole, found: Rents) -> Face:
    """The best assignments alone: complementary slackness decides whatever the prices decide."""
    left = found.left(gains)
    return replace(
        face,
        free=face.free & (left == 0),
        forced=face.forced | (face.free & (left > 0)),
        rows=_narrowed(face.rows, found.reviews),
        columns=_narrowed(face.columns, found.loads),
    )


def _narrowed(limits: Range, prices: Whole) -> Range:
    return Range(
        np.where(prices > 0, limits.most, limits.least),
        np.where(prices < 0, limits.least, limits.most),
    )
