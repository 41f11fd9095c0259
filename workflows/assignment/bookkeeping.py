"""Adding up what a refutation says, for the verifier; in whole numbers of any size."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workflows.assignment.model import Instance, Limits
from workflows.assignment.proof import (
    Closed,
    Demand,
    Narrowed,
    Prices,
    Refutation,
    Split,
    Threshold,
)

_SAFE: Final = 2**62
_OUT, _FREE, _IN = -1, 0, 1
_MILLIONTHS: Final = 1_000_000

Numbers = NDArray[Any]
"""64-bit whole numbers where every sum fits, else Python's."""


@dataclass(frozen=True, slots=True)
class Books:
    """The instance as tables in the order of ids; `state` says which pairs are decided."""

    instance: Instance
    rows: dict[str, int]
    columns: dict[str, int]
    grain: int
    worth: Numbers
    keep: Numbers
    state: Numbers
    limits: dict[str, Limits]

    @classmethod
    def of(cls, instance: Instance) -> Books:
        """Every affinity in grains; a grain divides those of all pairs that may be assigned."""
        rows = {id_: place for place, id_ in enumerate(sorted(n.id for n in instance.nominations))}
        columns = {id_: place for place, id_ in enumerate(sorted(r.id for r in instance.reviewers))}
        shape = (len(rows), len(columns))
        worth = np.full(shape, round(instance.default_affinity * _MILLIONTHS), np.int64)
        for (nomination, reviewer), points in instance.affinity.items():
            worth[rows[nomination], columns[reviewer]] = round(points * _MILLIONTHS)
        state, keep = np.zeros(shape, np.int8), np.zeros(shape, np.int64)
        for marks, pairs, mark in (
            (state, instance.conflicts | instance.forbidden, _OUT),
            (state, instance.locked, _IN),
            (keep, instance.keep, 1),
        ):
            for nomination, reviewer in pairs:
                marks[rows[nomination], columns[reviewer]] = mark
        limits = {each.id: each for each in instance.nominations}
        grain = gcd(*np.unique(worth[state != _OUT]).tolist()) or 1
        return cls(instance, rows, columns, grain, worth // grain, keep, state, limits)

    def refutes(self, refutation: Refutation, demand: Demand) -> bool:
        """Whether it shows that no assignment meets the demand."""
        return self._refutes(refutation, demand, self.state)

    def _refutes(self, refutation: Refutation, demand: Demand, state: Numbers) -> bool:
        if isinstance(refutation, Split):
            return self._splits(refutation, demand, state)
        prices = refutation.prices
        if not self._is_sound(prices, demand):
            return False
        left = self._left(prices)
        excess = self._excess(prices, demand, left, state)
        if isinstance(refutation, Closed):
            return excess < 0
        return self._narrows(refutation, demand, state, left, excess)

    def _splits(self, split: Split, demand: Demand, state: Numbers) -> bool:
        nomination, reviewer = split.pair
        if nomination not in self.rows or reviewer not in self.columns:
            return False
        place = self.rows[nomination], self.columns[reviewer]
        if state[place] != _FREE:
            return False
        for mark, refutation in ((_OUT, split.without), (_IN, split.given)):
            decided = state.copy()
            decided[place] = mark
            if not self._refutes(refutation, demand, decided):
                return False
        return True

    def _narrows(
        self, narrowed: Narrowed, demand: Demand, state: Numbers, left: Numbers, excess: int
    ) -> bool:
        free = state == _FREE
        decided = state.copy()
        decided[(free & (left + excess < 0)).astype(bool)] = _OUT
        decided[(free & (excess - left < 0)).astype(bool)] = _IN
        return self._refutes(narrowed.then, demand, decided)

    def _is_sound(self, prices: Prices, demand: Demand) -> bool:
        """What is demanded may only be weighed, never the other way; thresholds must follow."""
        weights = [prices.kept, prices.total, *prices.floors.values()]
        weights += [threshold.price for threshold in prices.thresholds]
        quotas = {(quota.nomination, quota.rule) for quota in self.instance.quotas}
        named = prices.reviews.keys() | prices.floors.keys()
        return (
            min(weights, default=0) >= 0
            and named | {each.nomination for each in prices.thresholds} <= self.rows.keys()
            and prices.loads.keys() <= self.columns.keys()
            and prices.quotas.keys() <= quotas
            and not (prices.kept and demand.kept is None)
            and not (prices.total and demand.total is None)
            and not (prices.floors and demand.floor is None)
            and not any(self.limits[n].maximum == 0 for n in prices.floors)
            and all(self._follows(threshold, demand.floor) for threshold in prices.thresholds)
        )

    def _follows(self, threshold: Threshold, floor: int | None) -> bool:
        """Whether fewer than `least` reviewers of that affinity leave the floor out of reach."""
        limits = self.limits[threshold.nomination]
        if floor is None or not 1 <= threshold.least <= limits.maximum:
            return False
        row = self.rows[threshold.nomination]
        values = self.worth[row, self.state[row] != _OUT].tolist()
        if limits.minimum < limits.maximum:
            values = [max(value, 0) for value in values]
        values.sort(reverse=True)
        high = [value for value in values if value >= threshold.grains]
        low = [value for value in values if value < threshold.grains]
        most = min(limits.maximum, len(values))
        best = max(
            (
                sum(high[:number]) + sum(low[: most - number])
                for number in range(min(threshold.least, len(high) + 1, most + 1))
                if number + len(low) >= min(most, limits.minimum)
            ),
            default=floor - 1,
        )
        return best < floor

    def _left(self, prices: Prices) -> Numbers:
        """What each pair earns over its prices."""
        worth: Numbers = self.worth
        if self._size(prices) >= _SAFE:
            worth = worth.astype(object)
        weights = np.array([prices.floors.get(id_, 0) + prices.total for id_ in self.rows], object)
        reviews = np.array([prices.reviews.get(id_, 0) for id_ in self.rows], object)
        loads = np.array([prices.loads.get(id_, 0) for id_ in self.columns], object)
        if worth.dtype != object:
            weights, reviews, loads = (each.astype(np.int64) for each in (weights, reviews, loads))
        left: Numbers = worth * weights[:, np.newaxis] - reviews[:, np.newaxis] - loads
        if prices.kept:
            left = left + self.keep.astype(left.dtype) * prices.kept
        for quota in self.instance.quotas:
            price = prices.quotas.get((quota.nomination, quota.rule), 0)
            for reviewer in quota.reviewers if price else ():
                left[self.rows[quota.nomination], self.columns[reviewer]] -= price
        for threshold in prices.thresholds:
            row = self.rows[threshold.nomination]
            left[row] = left[row] + threshold.price * (self.worth[row] >= threshold.grains)
        return left

    def _size(self, prices: Prices) -> int:
        """A number that no sum exceeds."""
        weight = max(prices.floors.values(), default=0) + prices.total
        largest = weight * int(np.abs(self.worth).max(initial=0)) + prices.kept
        for each in (prices.reviews, prices.loads, prices.quotas):
            largest += sum(abs(price) for price in each.values())
        largest += sum(each.price for each in prices.thresholds)
        return largest * (self.worth.size + 1)

    def _excess(self, prices: Prices, demand: Demand, left: Numbers, state: Numbers) -> int:
        """The most that all pairs and rules together come to, less what is demanded."""
        earned = int(left[(state == _FREE) & (left > 0).astype(bool)].sum())
        earned += int(left[state == _IN].sum())
        for ranges, named, others in (
            (self.instance.nominations, prices.reviews, len(self.columns)),
            (self.instance.reviewers, prices.loads, len(self.rows)),
        ):
            for each in ranges:
                price = named.get(each.id, 0)
                earned += price * (min(each.maximum, others) if price > 0 else each.minimum)
        for quota in self.instance.quotas:
            price = prices.quotas.get((quota.nomination, quota.rule), 0)
            most = min(quota.maximum, len(quota.reviewers))
            earned += price * (most if price > 0 else quota.minimum)
        asked = prices.kept * (demand.kept or 0) + prices.total * (demand.total or 0)
        asked += sum(prices.floors.values()) * (demand.floor or 0)
        return earned - asked - sum(each.price * each.least for each in prices.thresholds)
