"""The equations of the model, written down once; three ways of solving them follow.

Points are y = b[reviewer] + m[nomination] + e, with m ~ N(0, s2 * ratio) and e ~ N(0, s2). The
severities b are constants, not draws: whatever a reviewer adds to all of his or her points is
removed as a whole. With n reviews of a nomination, d of a reviewer, and N[i, j] of i by j:

    K = diag(n) - N diag(1/d) N'            what reviews say of merit once severity is gone
    q = Z'y - N diag(1/d) X'y
    (K + I/ratio) m = q                     Henderson's equations with b eliminated
    M = diag(d) - N' diag(w) N              the same with m eliminated; w = 1/(n + 1/ratio)

Sources: C. R. Henderson, Biometrics 31 (1975) 423; H. D. Patterson and R. Thompson, Biometrika 58
    (1971) 545; D. A. Harville, Biometrika 61 (1974) 383.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from workflows.calibration.reviews import Real, Table

Chance = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The equations solved for one ratio.

    Attributes:
        merit: of each nomination, as a difference from the mean.
        level: what each reviewer gives a nomination of mean merit.
        spread: covariance of `level` in units of s2; its diagonal alone where it is large.
    """

    merit: Real
    level: Real
    spread: Real


class Equations(Protocol):
    """One way of solving; all ways give the same figures."""

    table: Table

    def fit(self, ratio: float) -> tuple[float, float]:
        """log det(I + ratio K), and y'Py: the weighted sum of squares about the model."""

    def merit(self, ratio: float, points: Real | None = None) -> Real:
        """Merits alone; of the same reviews with other points, where these are given."""

    def solve(self, ratio: float) -> Solution:
        """Merits and levels."""

    def errors(self, ratio: float, weights: Real) -> Real:
        """Prediction error variance, in units of s2, of merit plus the weighted mean level.

        `weights` sum to one over the reviewers.
        """

    def draws(self, ratio: float, count: int, chance: Chance) -> Real:
        """Errors of merit in units of s, as (draw, nomination), with the covariance of merit."""


def weights_of(table: Table, ratio: float) -> Real:
    """w = 1/(n + 1/ratio) of each nomination."""
    return np.asarray(ratio / (1 + ratio * table.per_nomination), dtype=np.float64)


def right_side(table: Table) -> Real:
    """q: sums by nomination of the points' differences from their reviewer's mean."""
    return table.by_nomination(within(table))


def within(table: Table) -> Real:
    """Each review's points as a difference from its reviewer's mean."""
    means = table.by_reviewer(table.points) / table.per_reviewer
    return table.points - means[table.column]


def levels(table: Table, merit: Real) -> Real:
    """b for given merits: what is left, by reviewer."""
    left = table.points - merit[table.row]
    return table.by_reviewer(left) / table.per_reviewer
