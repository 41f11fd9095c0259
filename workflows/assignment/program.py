"""The assignment as a linear program over some of its pairs, for HiGHS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workflows.assignment.bounding import Threshold
from workflows.assignment.flow import Face
from workflows.assignment.proof import Demand
from workflows.assignment.table import Marks, Table, Whole

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Program:
    """Rows ``lower <= matrix @ x <= upper``, one variable for each of the pairs.

    The rows come in blocks: reviews, loads, groups, kept, floors of `active`, `needed`. Those
    about affinities are divided by `scale`, as the `gains` are, to lie near one.
    """

    pairs: Marks
    active: Whole
    groups: Whole
    needed: tuple[Threshold, ...]
    scale: int
    matrix: sparse.csr_array
    lower: Real
    upper: Real
    gains: Real

    @classmethod
    def of(
        cls,
        table: Table,
        face: Face,
        demand: Demand,
        pairs: Marks,
        active: Whole,
        groups: Whole,
        needed: tuple[Threshold, ...],
    ) -> Program:
        """The program over `pairs`, with the forced ones counted in beforehand."""
        everything = _Rows(table, demand, active, groups, needed)
        rows, columns = np.nonzero(pairs)
        matrix = everything.over(rows, columns)
        forced = everything.over(*np.nonzero(face.forced)).sum(axis=1)
        lower, upper = everything.limits()
        return cls(
            pairs, active, groups, needed, everything.scale, matrix, lower - forced, upper - forced,
            table.grains[pairs] / everything.scale,
        )  # fmt: skip


class _Rows:
    """Which pairs count in which row, and between which limits."""

    def __init__(
        self,
        table: Table,
        demand: Demand,
        active: Whole,
        groups: Whole,
        needed: tuple[Threshold, ...],
    ) -> None:
        self.table, self.demand, self.active, self.needed = table, demand, active, needed
        self.groups = groups
        self.scale = max(1, int(np.abs(table.grains).max(initial=1)))

    def over(self, rows: Whole, columns: Whole) -> sparse.csr_array:
        """The matrix over these pairs."""
        table, count = self.table, len(rows)
        n, r = table.free.shape
        every = np.arange(count)
        number = np.full((n, r), -1, np.int64)
        number[rows, columns] = every
        blocks = [_ones(rows, every, n, count), _ones(columns, every, r, count)]
        if self.groups.size:
            group, row, column = table.groups.seats(self.groups)
            places = number[row, column]
            inside = places >= 0
            blocks.append(_ones(group[inside], places[inside], len(self.groups), count))
        if self.demand.kept is not None:
            blocks.append(_row(number[table.keep], count))
        if self.active.size:
            values = table.grains[rows, columns] / self.scale
            floors = sparse.csr_array((values, (rows, every)), shape=(n, count))
            blocks.append(floors[self.active])
        if self.needed:
            which = [each.row for each in self.needed]
            grains = np.array([each.grains for each in self.needed])[:, np.newaxis]
            inside = (number[which] >= 0) & (table.grains[which] >= grains)
            places = number[which][inside]
            blocks.append(_ones(np.nonzero(inside)[0], places, len(self.needed), count))
        return sparse.vstack(blocks, format="csr")

    def limits(self) -> tuple[Real, Real]:
        """Lower and upper limits of the rows, forced pairs not yet taken off."""
        table, demand = self.table, self.demand
        quotas = table.groups.limits
        lower = [*table.rows.least, *table.columns.least, *quotas.least[self.groups]]
        upper = [*table.rows.most, *table.columns.most, *quotas.most[self.groups]]
        asked: list[float] = [] if demand.kept is None else [demand.kept]
        asked += [(demand.floor or 0) / self.scale] * len(self.active)
        asked += [each.least for each in self.needed]
        return (
            np.array([*lower, *asked], np.float64),
            np.array([*upper, *[np.inf] * len(asked)], np.float64),
        )


def _ones(rows: Whole, columns: Whole, height: int, width: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(height, width))


def _row(numbers: Whole, width: int) -> sparse.csr_array:
    inside = numbers[numbers >= 0]
    return _ones(np.zeros_like(inside), inside, 1, width)
