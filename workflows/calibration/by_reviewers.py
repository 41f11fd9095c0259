"""Many nominations, fewer reviewers: merits eliminated, a Cholesky factor for each ratio."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from workflows.calibration.equations import Chance, Solution, levels, weights_of
from workflows.calibration.reviews import Real, Table

_PART = 2048
_ROUNDING = 1e-13


class ByReviewers:
    """M(ratio), dense and as wide as there are reviewers; exact."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._given = table.per_reviewer.astype(np.float64)
        self._sizes = np.unique(table.per_nomination)
        self._together = {int(size): self._read_together(int(size)) for size in self._sizes}
        self._merit_sums = table.by_nomination(table.points)
        self._level_sums = table.by_reviewer(table.points)
        self._squares = float(table.points @ table.points)
        self._solved: tuple[float, Real] | None = None

    def _read_together(self, size: int) -> Real:
        """N'N over the nominations with so many reviews."""
        wanted = self.table.per_nomination == size
        wide = len(self._given)
        found = np.zeros((wide, wide))
        for _, counts in _parts(self.table, wanted):
            found += counts.T @ counts
        return found

    def _matrix(self, ratio: float) -> Real:
        found = np.diag(self._given)
        for size, together in self._together.items():
            found -= (ratio / (1 + ratio * size)) * together
        return found

    def _inverse(self, ratio: float) -> Real:
        if self._solved is not None and self._solved[0] == ratio:
            return self._solved[1]
        inverse: Real = np.linalg.inv(self._matrix(ratio)).astype(np.float64)
        self._solved = (ratio, inverse)
        return inverse

    def _right(self, weights: Real) -> Real:
        table = self.table
        return self._level_sums - table.by_reviewer((weights * self._merit_sums)[table.row])

    def merit(self, ratio: float, points: Real | None = None) -> Real:
        """See `Equations`."""
        table, weights = self.table, weights_of(self.table, ratio)
        given = table.points if points is None else points
        sums = table.by_nomination(given)
        right = table.by_reviewer(given - (weights * sums)[table.row])
        level = self._inverse(ratio) @ right
        return np.asarray(weights * (sums - table.by_nomination(level[table.column])))

    def fit(self, ratio: float) -> tuple[float, float]:
        """See `Equations`; det(I + ratio K) = det(I + ratio diag(n)) det(M) / det(diag(d)).

        One factor of M bordered by the right side and the squares gives both figures: H.-U.
        Graser, S. P. Smith and B. Tier, J. Anim. Sci. 64 (1987) 1362.
        """
        weights, wide = weights_of(self.table, ratio), len(self._given)
        bordered = np.empty((wide + 1, wide + 1))
        bordered[:wide, :wide] = self._matrix(ratio)
        bordered[wide, :wide] = bordered[:wide, wide] = self._right(weights)
        bordered[wide, wide] = self._squares - float(weights @ self._merit_sums**2)
        # Points without any noise would leave nothing at all at the end of the factor.
        bordered[wide, wide] += _ROUNDING * self._squares
        diagonal = np.diag(np.linalg.cholesky(bordered))
        log_det = float(
            np.sum(np.log1p(ratio * self.table.per_nomination))
            + 2 * np.sum(np.log(diagonal[:wide]))
            - np.sum(np.log(self._given))
        )
        return log_det, float(diagonal[wide] ** 2)

    def solve(self, ratio: float) -> Solution:
        """See `Equations`."""
        merit = self.merit(ratio)
        return Solution(merit, levels(self.table, merit), self._inverse(ratio))

    def errors(self, ratio: float, weights: Real) -> Real:
        """See `Equations`: w + a'M^-1 a with a = weights - w N."""
        table, inverse = self.table, self._inverse(ratio)
        shrink, spread = weights_of(table, ratio), inverse @ weights
        own = np.empty(len(table.nominations))
        for members, counts in _parts(table):
            own[members] = np.einsum("ij,ij->i", counts @ inverse, counts)
        cross = table.by_nomination(spread[table.column])
        level = float(weights @ spread)
        return np.asarray(shrink + level - 2 * shrink * cross + shrink**2 * own)

    def draws(self, ratio: float, count: int, chance: Chance) -> Real:
        """See `Equations`: levels first, merits given levels."""
        table, shrink = self.table, weights_of(self.table, ratio)
        lower = np.linalg.cholesky(self._inverse(ratio))
        level = chance.standard_normal((count, len(self._given))) @ lower.T
        found = chance.standard_normal((count, len(table.nominations))) * np.sqrt(shrink)
        for members, counts in _parts(table):
            found[:, members] -= shrink[members] * (level @ counts.T)
        return found


def _parts(table: Table, wanted: object = None) -> Iterator[tuple[slice, Real]]:
    """N in parts of its rows; those of nominations that are not wanted stay empty."""
    wide = len(table.reviewers)
    bounds = np.searchsorted(table.row, np.arange(0, len(table.nominations) + _PART, _PART))
    for part, (first, last) in enumerate(pairwise(bounds.tolist())):
        row, column = table.row[first:last], table.column[first:last]
        members = slice(part * _PART, min((part + 1) * _PART, len(table.nominations)))
        if wanted is not None:
            kept = np.asarray(wanted)[row]
            row, column = row[kept], column[kept]
        places = (row - members.start) * wide + column
        counts = np.bincount(places, minlength=(members.stop - members.start) * wide)
        yield members, counts.astype(np.float64).reshape(-1, wide)
