"""The solver of minimum-cost flows, in whole arrays."""

from __future__ import annotations

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.assignment.table import Marks, Whole


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
