"""Flows in which a nomination has so many reviewers of such an affinity: floors without programs.

The thresholds that a floor implies are nested, so they fit into a flow: each tier of a nomination
passes what it gets on to the next. A tier that stays short refutes the floor, and the flow's
potentials are the prices that prove it. The other way round, tiers that sum to a floor reach it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.assignment.bounding import Multipliers, Threshold
from workflows.assignment.flow import arcs, used
from workflows.assignment.table import Marks, Table, Whole


@dataclass(frozen=True, slots=True)
class Tiers:
    """Of each row `least[row, k]` pairs of `grains[row, k]` or more; grains fall, least rises.

    A tier that asks for none has grains above everything.
    """

    grains: Whole
    least: Whole

    @classmethod
    def of(cls, table: Table, needed: Iterable[Threshold]) -> Tiers:
        """The thresholds as tiers."""
        n, most = len(table.nominations), int(table.rows.most.max(initial=1))
        grains = np.full((n, most), _nothing(table))
        least = np.zeros((n, most), np.int64)
        for each in needed:
            grains[each.row, each.least - 1] = each.grains
            least[each.row, each.least - 1] = each.least
        # What asks for more from lower down is passed through what asks for less.
        return cls(np.minimum.accumulate(grains, axis=1), least)

    @classmethod
    def none(cls, table: Table) -> Tiers:
        return cls.of(table, ())

    def only(self, table: Table, rows: Marks) -> Tiers:
        """The same for some of the rows, nothing for the others."""
        marked = rows[:, np.newaxis]
        return Tiers(
            np.where(marked, self.grains, _nothing(table)), np.where(marked, self.least, 0)
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A flow: the pairs used, how many places of tiers stay empty, and the prices that say so."""

    chosen: Marks
    short: int
    loads: Whole
    thresholds: Whole


def short_of(table: Table, tiers: Tiers) -> int:
    """How many places of tiers stay empty however pairs are assigned."""
    return _Network(table, tiers, table.open & (table.grains >= tiers.grains[:, -1:])).short()


def refuting(table: Table, needed: tuple[Threshold, ...]) -> Multipliers | None:
    """Prices that show that not all of these thresholds can be met; None where flows meet them."""
    tiers = Tiers.of(table, needed)
    network = _Network(table, tiers, table.open & (table.grains >= tiers.grains[:, -1:]))
    if not network.short():
        return None
    loads, prices = network.prices()
    return replace(
        Multipliers.none(table),
        loads=loads,
        needed=needed,
        thresholds=np.array([prices[each.row, each.least - 1] for each in needed], np.int64),
    )


def filled(table: Table, tiers: Tiers) -> Marks:
    """Of the assignments with the fewest empty places in tiers, minima included, the best total."""
    return _Network(table, tiers, table.free, gains=table.grains).chosen()


def _nothing(table: Table) -> int:
    return int(table.grains.max(initial=0)) + 1


class _Network:
    """From a source to reviewers, tiers of nominations, and a sink, or past them all.

    A place that ought to be filled earns `worth`, more than all that pairs can earn in exchange.
    """

    def __init__(
        self, table: Table, tiers: Tiers, pairs: Marks, gains: Whole | None = None
    ) -> None:
        self.table, self.tiers, self.pairs = table, tiers, pairs
        n, r = pairs.shape
        steps = tiers.grains.shape[1]
        self.worth = 1 if gains is None else 1 + 2 * (n + r) * int(np.abs(gains).max(initial=0))
        rows, columns = np.nonzero(pairs)
        tier = (table.grains[rows, columns][:, np.newaxis] < tiers.grains[rows]).sum(axis=1)
        self.first = r
        every = self.first + np.arange(n) * (steps + 1)
        source, sink = self.first + n * (steps + 1), self.first + n * (steps + 1) + 1
        self.all: list[tuple[Whole, Whole, Whole, Whole]] = []
        self.solver = SimpleMinCostFlow()
        earned = np.zeros(len(rows), np.int64) if gains is None else gains[pairs]
        self.numbers = self._add(columns, every[rows] + tier, 1, -earned)
        must = gains is not None
        least = table.columns.least if must else np.zeros(r, np.int64)
        self.minima = self._add(source, np.arange(r), least, -self.worth)
        self._add(source, np.arange(r), table.columns.most - least, 0)
        self.places = [
            self._add(every + k, every + k + 1, tiers.least[:, k], -self.worth)
            for k in range(steps)
        ]
        for k in range(steps):
            self._add(every + k, every + k + 1, table.rows.most, 0)
        at_least = table.rows.least if must else np.zeros(n, np.int64)
        self._add(every + steps, sink, at_least, -self.worth)
        self._add(every + steps, sink, table.rows.most - at_least, 0)
        total = int(table.rows.most.sum())
        self._add(source, sink, np.array([total]), 0)
        self.solver.set_node_supply(source, total)
        self.solver.set_node_supply(sink, -total)
        self.nodes = sink + 1
        status = self.solver.solve()
        if status != SimpleMinCostFlow.OPTIMAL:
            raise RuntimeError(f"the solver refused its input: {status.name}")

    def _add(
        self, tails: Whole | int, heads: Whole | int, room: Whole | int, cost: Whole | int
    ) -> Whole:
        tails, heads, room, cost = np.broadcast_arrays(tails, heads, room, cost)
        self.all.append((tails, heads, room, cost))
        return arcs(self.solver, tails, heads, room, cost)

    def chosen(self) -> Marks:
        """The pairs that carry flow."""
        return used(self.solver, self.numbers, self.pairs)

    def short(self) -> int:
        """How many places of tiers are empty."""
        held = sum(int(np.asarray(self.solver.flows(each)).sum()) for each in self.places)
        return int(self.tiers.least.sum()) - held

    def prices(self) -> tuple[Whole, Whole]:
        """Of reviewers and of tiers: shortest distances in what could still change."""
        tails, heads, room, cost = (np.concatenate(each) for each in zip(*self.all, strict=True))
        flow = np.asarray(self.solver.flows(np.arange(len(tails))))
        more, less = flow < room, flow > 0
        start = np.concatenate((tails[more], heads[less]))
        end = np.concatenate((heads[more], tails[less]))
        length = np.concatenate((cost[more], -cost[less]))
        far = np.zeros(self.nodes, np.int64)
        for _ in range(self.nodes):
            before = far.copy()
            np.minimum.at(far, end, far[start] + length)
            if np.array_equal(far, before):
                break
        n, steps = self.tiers.grains.shape
        tiers = far[self.first : self.first + n * (steps + 1)].reshape(n, steps + 1)
        loads = np.maximum(far[: self.first] - far[-2], 0)
        return loads, np.clip(tiers[:, :-1] - tiers[:, 1:], 0, 1)
