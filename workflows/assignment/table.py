"""An instance by number, as the search wants it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflows.assignment.model import Instance, Limits

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

UNITS_PER_POINT: Final = 1_000_000
"""Affinities are told apart to a millionth; what is finer is rounded away, half to even."""


@dataclass(frozen=True, slots=True)
class Table:
    """The instance by number, in the order of ids: rows nominations, columns reviewers.

    Minima and maxima are what is left of them once the locked pairs are counted.
    """

    nominations: list[Limits]
    reviewers: list[Limits]
    units: Whole
    locked: Marks
    free: Marks

    @classmethod
    def of(cls, instance: Instance) -> Table:
        nominations = sorted(instance.nominations, key=lambda limits: limits.id)
        reviewers = sorted(instance.reviewers, key=lambda limits: limits.id)
        row = {limits.id: number for number, limits in enumerate(nominations)}
        column = {limits.id: number for number, limits in enumerate(reviewers)}
        units = np.full((len(row), len(column)), in_units(instance.default_affinity), np.int64)
        for (nomination, reviewer), points in instance.affinity.items():
            units[row[nomination], column[reviewer]] = in_units(points)
        locked, conflict = np.zeros((2, len(row), len(column)), np.bool_)
        for marks, pairs in ((locked, instance.locked), (conflict, instance.conflicts)):
            for nomination, reviewer in pairs:
                marks[row[nomination], column[reviewer]] = True
        return cls(nominations, reviewers, units, locked, ~(locked | conflict))

    def left(self, everyone: list[Limits], axis: int) -> tuple[Whole, Whole]:
        """Minima and maxima that the locked pairs, summed along the axis, leave open."""
        locked = self.locked.sum(axis=axis)
        least = np.array([limits.minimum for limits in everyone], np.int64)
        most = np.array([limits.maximum for limits in everyone], np.int64)
        return np.maximum(least - locked, 0), most - locked

    def reviews(self) -> tuple[Whole, Whole]:
        """Least and most further reviews of each nomination."""
        return self.left(self.nominations, axis=1)

    def loads(self) -> tuple[Whole, Whole]:
        """Least and most further nominations of each reviewer."""
        return self.left(self.reviewers, axis=0)


def in_units(points: Decimal) -> int:
    """Points of affinity in the whole units that the search adds up."""
    return round(points * UNITS_PER_POINT)
