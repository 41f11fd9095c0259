"""An instance by number, as the search wants it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Final

import numpy as np

from workflows.assignment.groups import Groups, Marks, Range, Whole
from workflows.assignment.model import Instance, Limits
from workflows.assignment.proof import Pair

__all__ = ["USUAL", "Marks", "Range", "Sizes", "Table", "Whole", "in_units"]

UNITS_PER_POINT: Final = 1_000_000
"""Affinities are told apart to a millionth; what is finer is rounded away, half to even."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """From which sizes on the search goes other ways; none of them changes what is right.

    Attributes:
        all_at_once: so many pairs enter a linear program together; of more, the best ones first.
        first_pairs: of each nomination, where not all enter together.
        crowd: where more nominations than these miss the highest thinkable floor when the total
            is largest, flows alone have to do.
        largest_cost: the flow's solver multiplies costs by the number of nodes and counts in 64
            bits; this leaves room.
    """

    all_at_once: int = 60_000
    first_pairs: int = 24
    crowd: int = 300
    largest_cost: int = 2**60


USUAL: Final = Sizes()


@dataclass(frozen=True, slots=True)
class Table:
    """The instance by number, in the order of ids: rows nominations, columns reviewers.

    `grains` are affinities in units of `grain` millionths, the coarsest that tells the pairs that
    may be assigned apart.
    """

    nominations: list[Limits]
    reviewers: list[Limits]
    grain: int
    grains: Whole
    locked: Marks
    free: Marks
    keep: Marks
    rows: Range
    columns: Range
    groups: Groups
    sizes: Sizes

    @classmethod
    def of(cls, instance: Instance, sizes: Sizes = USUAL) -> Table:
        nominations = sorted(instance.nominations, key=lambda limits: limits.id)
        reviewers = sorted(instance.reviewers, key=lambda limits: limits.id)
        row = {limits.id: number for number, limits in enumerate(nominations)}
        column = {limits.id: number for number, limits in enumerate(reviewers)}

        def marks(pairs: frozenset[Pair]) -> Marks:
            found = np.zeros((len(row), len(column)), np.bool_)
            for nomination, reviewer in pairs:
                found[row[nomination], column[reviewer]] = True
            return found

        locked = marks(instance.locked)
        barred = marks(instance.conflicts | instance.forbidden)
        units = _units(instance, row, column)
        open_ = locked | ~barred
        grain = gcd(*np.unique(units[open_]).tolist()) or 1
        return cls(
            nominations,
            reviewers,
            grain,
            np.where(open_, units // grain, 0),
            locked,
            ~(locked | barred),
            marks(instance.keep) & open_,
            _range(nominations, len(column)),
            _range(reviewers, len(row)),
            Groups.of(instance.quotas, row, column),
            sizes,
        )

    @property
    def open(self) -> Marks:
        """The pairs that may be or are assigned."""
        found: Marks = self.free | self.locked
        return found

    @property
    def counted(self) -> Marks:
        """The nominations that the floor is about: those that may have reviews at all."""
        counted: Marks = self.rows.most > 0
        return counted

    def reviews(self) -> tuple[Whole, Whole]:
        """Least and most further reviews of each nomination, beyond the locked ones."""
        locked = self.locked.sum(axis=1)
        return np.maximum(self.rows.least - locked, 0), self.rows.most - locked

    def loads(self) -> tuple[Whole, Whole]:
        """Least and most further nominations of each reviewer, beyond the locked ones."""
        locked = self.locked.sum(axis=0)
        return np.maximum(self.columns.least - locked, 0), self.columns.most - locked

    def points(self, grains: int) -> Decimal:
        """A sum of grains in points of affinity."""
        return Decimal(grains * self.grain) / UNITS_PER_POINT

    def pair(self, row: int, column: int) -> Pair:
        """The ids of a place in the table."""
        return self.nominations[row].id, self.reviewers[column].id


def in_units(points: Decimal) -> int:
    """Points of affinity in the whole units that the search adds up."""
    return round(points * UNITS_PER_POINT)


def _units(instance: Instance, row: dict[str, int], column: dict[str, int]) -> Whole:
    units = np.full((len(row), len(column)), in_units(instance.default_affinity), np.int64)
    if instance.affinity:
        known = {points: in_units(points) for points in set(instance.affinity.values())}
        rows = [row[nomination] for nomination, _ in instance.affinity]
        columns = [column[reviewer] for _, reviewer in instance.affinity]
        units[rows, columns] = [known[points] for points in instance.affinity.values()]
    return units


def _range(everyone: list[Limits], others: int) -> Range:
    most = np.array([min(limits.maximum, others) for limits in everyone], np.int64)
    return Range(np.array([limits.minimum for limits in everyone], np.int64), most)
