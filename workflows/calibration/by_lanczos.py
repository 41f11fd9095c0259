"""Many of both: nothing dense; the matrix is only ever multiplied with.

REML needs log det(I + ratio K) and q'(I + ratio K)^-1 q for every ratio tried. Both come from
Gauss quadrature whose nodes the Lanczos process finds once: the second to machine precision, the
first as a mean over signs drawn with a fixed seed. Standard errors need the diagonal of an
inverse: the part that one's own reviews leave is exact, the rest is estimated from draws.

Sources: G. H. Golub and G. Meurant, Matrices, Moments and Quadrature, 2010; S. Ubaru, J. Chen and
    Y. Saad, SIAM J. Matrix Anal. Appl. 38 (2017) 1075; conjugate gradients: M. R. Hestenes and
    E. Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409.
"""

from __future__ import annotations

import numpy as np

from workflows.calibration.equations import (
    Chance,
    Solution,
    levels,
    right_side,
    weights_of,
    within,
)
from workflows.calibration.reviews import Real, Table, Whole

STEPS = 32
SIGNS = 12
DRAWS = 64
_SEED = 20260101
_CLOSE = 1e-10
_MOST_STEPS = 500


class ByLanczos:
    """K and M as products; see the module for what is exact and what is estimated."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._rows = _Sums(table.row, len(table.nominations))
        self._columns = _Sums(table.column, len(table.reviewers))
        self._given = table.per_reviewer.astype(np.float64)
        self._squares = float(np.sum(within(table) ** 2))
        chance = np.random.Generator(np.random.PCG64(_SEED))
        size = len(table.nominations)
        signs = [chance.choice([-1.0, 1.0], size) for _ in range(SIGNS)]
        self._for_det = [self._quadrature(each) for each in signs]
        self._for_squares = self._quadrature(right_side(table))
        self._drawn: tuple[float, Real] | None = None

    def _information(self, vector: Real) -> Real:
        """K times a vector."""
        table = self.table
        shared = table.by_reviewer(vector[table.row]) / self._given
        return table.per_nomination * vector - table.by_nomination(shared[table.column])

    def _quadrature(self, start: Real) -> tuple[Real, Real]:
        """Nodes and weights of start' f(K) start."""
        basis = np.zeros((STEPS + 1, len(start)))
        diagonal, beside = np.zeros(STEPS), np.zeros(STEPS)
        squared = float(start @ start)
        if squared == 0:
            return np.zeros(1), np.zeros(1)
        basis[0] = start / np.sqrt(squared)
        for step in range(STEPS):
            new = self._information(basis[step])
            diagonal[step] = new @ basis[step]
            # Against all earlier ones, twice: rounding would bring lost directions back.
            for _ in range(2):
                new -= basis[: step + 1].T @ (basis[: step + 1] @ new)
            beside[step] = np.linalg.norm(new)
            if beside[step] < _CLOSE:
                break
            basis[step + 1] = new / beside[step]
        done = step + 1
        inner = np.diag(diagonal[:done])
        inner += np.diag(beside[: done - 1], 1) + np.diag(beside[: done - 1], -1)
        nodes, vectors = np.linalg.eigh(inner)
        return np.maximum(nodes, 0.0), squared * vectors[0] ** 2

    def fit(self, ratio: float) -> tuple[float, float]:
        """See `Equations`."""
        found = [float(weights @ np.log1p(ratio * nodes)) for nodes, weights in self._for_det]
        nodes, weights = self._for_squares
        explained = float(weights @ (ratio / (1 + ratio * nodes)))
        return sum(found) / len(found), self._squares - explained

    def _levels(self, ratio: float, right: Real) -> Real:
        """M^-1 times each column of `right`, by conjugate gradients scaled with diag(d)."""
        shrink, given = weights_of(self.table, ratio)[:, None], self._given[:, None]

        def times(vectors: Real) -> Real:
            read = self._rows.of(vectors[self.table.column])
            return np.asarray(given * vectors - self._columns.of((shrink * read)[self.table.row]))

        found = np.zeros_like(right)
        rest = right.copy()
        scaled = rest / given
        way, length = scaled.copy(), np.sum(rest * scaled, axis=0)
        first = np.maximum(length, 1e-300)
        for _ in range(_MOST_STEPS):
            if np.all(length <= _CLOSE * _CLOSE * first):
                break
            ahead = times(way)
            step = length / np.maximum(np.sum(way * ahead, axis=0), 1e-300)
            found += step * way
            rest -= step * ahead
            scaled = rest / given
            before, length = length, np.sum(rest * scaled, axis=0)
            way = scaled + (length / np.maximum(before, 1e-300)) * way
        return found

    def merit(self, ratio: float, points: Real | None = None) -> Real:
        """See `Equations`."""
        table, shrink = self.table, weights_of(self.table, ratio)
        given = table.points if points is None else points
        sums = table.by_nomination(given)
        right = table.by_reviewer(given - (shrink * sums)[table.row])
        level = self._levels(ratio, right[:, None])[:, 0]
        return np.asarray(shrink * (sums - table.by_nomination(level[table.column])))

    def solve(self, ratio: float) -> Solution:
        """See `Equations`; of the covariance of levels, the diagonal."""
        merit = self.merit(ratio)
        spread = 1 / self._given + self._remainder(ratio)
        return Solution(merit, levels(self.table, merit), spread)

    def _remainder(self, ratio: float) -> Real:
        """Of the variance of levels, what comes from not knowing the merits: b | m is exact."""
        merit = self._errors_drawn(ratio)[1]
        read = self._columns.of(merit[self.table.row]) / self._given[:, None]
        return np.asarray(np.mean(read**2, axis=1))

    def errors(self, ratio: float, weights: Real) -> Real:
        """See `Equations`: the mean square of a'x for x drawn with covariance M^-1.

        Taken together, what all levels have in common cancels before it is squared.
        """
        level = self._errors_drawn(ratio)[0]
        shrink = weights_of(self.table, ratio)
        read = self._rows.of(level[self.table.column])
        reach = weights @ level - shrink[:, None] * read
        return np.asarray(shrink + np.mean(reach**2, axis=1))

    def _errors_drawn(self, ratio: float) -> tuple[Real, Real]:
        """Errors of levels and of merits, one column a draw; the same at every call."""
        if self._drawn is None or self._drawn[0] != ratio:
            chance = np.random.Generator(np.random.PCG64(_SEED))
            self._drawn = (ratio, self._perturbed(ratio, DRAWS, chance))
        level = self._drawn[1]
        shrink = weights_of(self.table, ratio)[:, None]
        chance = np.random.Generator(np.random.PCG64(_SEED + 1))
        own = chance.standard_normal((len(shrink), level.shape[1])) * np.sqrt(shrink)
        return level, own - shrink * self._rows.of(level[self.table.column])

    def _perturbed(self, ratio: float, count: int, chance: Chance) -> Real:
        """Draws with covariance M^-1: M^-1 X'V^-1 e for e with covariance V.

        Source: G. Papandreou and A. Yuille, NIPS 2010, Gaussian sampling by local perturbations.
        """
        table, shrink = self.table, weights_of(self.table, ratio)[:, None]
        merit = chance.standard_normal((len(table.nominations), count)) * np.sqrt(ratio)
        noise = chance.standard_normal((len(table.points), count)) + merit[table.row]
        noise -= (shrink * self._rows.of(noise))[table.row]
        return self._levels(ratio, self._columns.of(noise))

    def draws(self, ratio: float, count: int, chance: Chance) -> Real:
        """See `Equations`."""
        table, shrink = self.table, weights_of(self.table, ratio)[:, None]
        level = self._perturbed(ratio, count, chance)
        own = chance.standard_normal((len(shrink), count)) * np.sqrt(shrink)
        return np.asarray((own - shrink * self._rows.of(level[table.column])).T)


class _Sums:
    """Sums of rows that share a number; every number from 0 occurs."""

    def __init__(self, numbers: Whole, size: int) -> None:
        self._order = np.argsort(numbers, kind="stable")
        self._starts = np.searchsorted(numbers[self._order], np.arange(size))

    def of(self, values: Real) -> Real:
        return np.asarray(np.add.reduceat(values[self._order], self._starts, axis=0))
