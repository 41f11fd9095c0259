"""Few nominations: severities eliminated, one eigenvalue problem serves every ratio."""

from __future__ import annotations

import numpy as np

from workflows.calibration.equations import Chance, Solution, levels, right_side, within
from workflows.calibration.reviews import Real, Table

LARGEST_SPREAD = 1000
"""Reviewers whose covariance is kept whole."""

_PART = 1024


class ByNominations:
    """K = U diag(k) U', dense; exact."""

    def __init__(self, table: Table) -> None:
        self.table = table
        values, self._vectors = np.linalg.eigh(information(table))
        # Whatever lies below nought there is rounding.
        self._values = np.maximum(values, 0.0)
        self._turned = self._vectors.T @ right_side(table)
        self._squares = float(np.sum(within(table) ** 2))

    def _gain(self, ratio: float) -> Real:
        return np.asarray(ratio / (1 + ratio * self._values))

    def fit(self, ratio: float) -> tuple[float, float]:
        """See `Equations`."""
        explained = float(np.sum(self._gain(ratio) * self._turned**2))
        return float(np.sum(np.log1p(ratio * self._values))), self._squares - explained

    def merit(self, ratio: float, points: Real | None = None) -> Real:
        """See `Equations`."""
        turned = self._turned
        if points is not None:
            turned = self._vectors.T @ right_side(self.table.having(points))
        return np.asarray(self._vectors @ (self._gain(ratio) * turned))

    def solve(self, ratio: float) -> Solution:
        """See `Equations`."""
        merit = self.merit(ratio)
        return Solution(merit, levels(self.table, merit), self._spread(ratio))

    def covariance(self, ratio: float) -> Real:
        """(K + I/ratio)^-1, the covariance of the errors of merit in units of s2."""
        return np.asarray((self._vectors * self._gain(ratio)) @ self._vectors.T)

    def _spread(self, ratio: float) -> Real:
        table = self.table
        given, covariance = table.per_reviewer, self.covariance(ratio)
        if len(given) <= LARGEST_SPREAD:
            shares = _counts(table, 0, len(given)) / given
            return np.asarray(shares.T @ covariance @ shares + np.diag(1 / given))
        found = np.empty(len(given))
        for first in range(0, len(given), _PART):
            part = slice(first, first + _PART)
            shares = _counts(table, first, min(first + _PART, len(given))) / given[part]
            found[part] = np.einsum("ij,ij->j", shares, covariance @ shares) + 1 / given[part]
        return found

    def errors(self, ratio: float, weights: Real) -> Real:
        """See `Equations`."""
        table, gain = self.table, self._gain(ratio)
        each = weights / table.per_reviewer
        reach = table.by_nomination(each[table.column])
        turned = self._vectors.T @ reach
        cross = self._vectors @ (gain * turned)
        own = (self._vectors**2) @ gain
        return np.asarray(own - 2 * cross + float(np.sum(gain * turned**2) + each @ weights))

    def draws(self, ratio: float, count: int, chance: Chance) -> Real:
        """See `Equations`."""
        normal = chance.standard_normal((count, len(self._values)))
        return np.asarray((normal * np.sqrt(self._gain(ratio))) @ self._vectors.T)


def information(table: Table) -> Real:
    """K, built from parts of the reviewers so that memory stays small."""
    found = np.diag(table.per_nomination.astype(np.float64))
    given = table.per_reviewer
    for first in range(0, len(given), _PART):
        last = min(first + _PART, len(given))
        counts = _counts(table, first, last)
        found -= (counts / given[first:last]) @ counts.T
    return found


def _counts(table: Table, first: int, last: int) -> Real:
    """N[:, first:last]."""
    own = (table.column >= first) & (table.column < last)
    counts = np.zeros((len(table.nominations), last - first))
    np.add.at(counts, (table.row[own], table.column[own] - first), 1.0)
    return counts
