"""Prices by number, and what they prove: weak duality, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from workflows.assignment.flow import Face
from workflows.assignment.proof import Demand, Prices
from workflows.assignment.proof import Threshold as Named
from workflows.assignment.table import Marks, Range, Table, Whole


@dataclass(frozen=True, slots=True)
class Threshold:
    """The row needs `least` columns of `grains` or more to reach the floor in question."""

    row: int
    least: int
    grains: int


@dataclass(frozen=True, slots=True)
class Multipliers:
    """`proof.Prices` by number; `thresholds` has one price for each of `needed`."""

    reviews: Whole
    loads: Whole
    groups: Whole
    floors: Whole
    kept: int = 0
    total: int = 0
    needed: tuple[Threshold, ...] = ()
    thresholds: Whole = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def none(cls, table: Table) -> Multipliers:
        n, r = table.free.shape
        return cls(_zeros(n), _zeros(r), _zeros(len(table.groups)), _zeros(n))

    def left(self, table: Table) -> Whole:
        """What each pair earns over its prices."""
        earned = table.grains * (self.total + self.floors)[:, np.newaxis]
        if self.kept:
            earned = earned + self.kept * table.keep
        if self.groups.any():
            priced = np.flatnonzero(self.groups)
            place, row, column = table.groups.seats(priced)
            np.subtract.at(earned, (row, column), self.groups[priced][place])
        for price, needed in zip(self.thresholds.tolist(), self.needed, strict=True):
            if price:
                earned[needed.row] += price * (table.grains[needed.row] >= needed.grains)
        return earned - self.reviews[:, np.newaxis] - self.loads

    def excess(self, table: Table, face: Face, demand: Demand, left: Whole) -> int:
        """The most that all pairs together earn, less what is demanded; negative refutes it.

        Without a total in the demand: an upper bound of `total` times the total.
        """
        earned = int(left[face.free & (left > 0)].sum()) + int(left[face.forced].sum())
        earned += _cost(self.reviews, table.rows) + _cost(self.loads, table.columns)
        earned += _cost(self.groups, table.groups.limits)
        asked = self.kept * (demand.kept or 0) + int(self.floors.sum()) * (demand.floor or 0)
        asked += sum(
            price * needed.least
            for price, needed in zip(self.thresholds.tolist(), self.needed, strict=True)
        )
        found: int = earned - asked - self.total * (demand.total or 0)
        return found

    def polished(self, table: Table, face: Face) -> Multipliers:
        """With the prices of reviews that bound best, given all the others."""
        bare = replace(self, reviews=np.zeros_like(self.reviews))
        left = np.where(face.free, bare.left(table), np.iinfo(np.int64).min)
        ordered = np.sort(left, axis=1)[:, ::-1]
        forced = face.forced.sum(axis=1)
        free = face.free.sum(axis=1)

        def at(places: Whole) -> Whole:
            """The gain in that place from the best, 0 where nothing is so far down."""
            inside = (places >= 1) & (places <= free)
            if not ordered.shape[1]:
                return np.zeros(len(places), np.int64)
            taken = ordered[np.arange(len(places)), np.clip(places - 1, 0, ordered.shape[1] - 1)]
            return np.where(inside, taken, 0)

        high, low = at(table.rows.most - forced + 1), at(table.rows.least - forced)
        # Where the free pairs are too few for the minimum, the lower the price the better.
        is_short = table.rows.least - forced > free
        low = np.where(is_short, np.minimum(self.reviews, 0), low)
        return replace(self, reviews=np.where(high > 0, high, np.minimum(low, 0)))

    def named(self, table: Table) -> Prices:
        """The same by ids, zeros left out."""
        rows = [each.id for each in table.nominations]
        columns = [each.id for each in table.reviewers]
        priced = [(table.groups.quotas[g], g) for g in np.flatnonzero(self.groups).tolist()]
        return Prices(
            self.kept,
            self.total,
            _known(rows, self.floors),
            _known(rows, self.reviews),
            _known(columns, self.loads),
            {(quota.nomination, quota.rule): int(self.groups[g]) for quota, g in priced},
            tuple(
                Named(rows[needed.row], needed.least, needed.grains, price)
                for needed, price in zip(self.needed, self.thresholds.tolist(), strict=True)
                if price
            ),
        )


def _zeros(size: int) -> Whole:
    return np.zeros(size, np.int64)


def _cost(prices: Whole, limits: Range) -> int:
    return int(np.where(prices > 0, prices * limits.most, prices * limits.least).sum())


def _known(names: list[str], prices: Whole) -> dict[str, int]:
    return {name: price for name, price in zip(names, prices.tolist(), strict=True) if price}


def decided(face: Face, left: Whole, excess: int) -> Face:
    """The face once pairs are decided whose other decision the prices refute by themselves."""
    out: Marks = face.free & (left + excess < 0)
    inside: Marks = face.free & (excess - left < 0)
    return replace(face, free=face.free & ~(out | inside), forced=face.forced | inside)
