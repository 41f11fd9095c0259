"""How much reviewers differ, and how severe each is: estimated after the merits, not with them.

The levels of reviewers come out of the equations with a known covariance. Around a common mean
they spread with a variance of their own (REML), towards which each is shrunken: nobody is called
severe on the ground of three reviews. Merits do not depend on any of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log1p, sqrt

import numpy as np

from workflows.calibration.profile import parts, peak
from workflows.calibration.reviews import Real

PARTS = 25
FEWEST = 3
"""Reviewers from whom on the variance is taken for uncertain; two say too little even for that.

Beforehand it ends as a half-Cauchy distribution as wide as the levels differ: with few reviewers
a flat one would lead to no finite interval (A. Gelman, Bayesian Analysis 1 (2006) 515). It begins
between flat on the standard deviation (few reviewers) and flat on the variance (many: C. Morris
and R. Tang, Statistical Science 26 (2011) 271), or intervals of small severities fall short.
"""

_MILDER = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Severities:
    """What reviewers add to the points, on the scale of the points.

    Attributes:
        mean: points that a nomination of mean merit gets from the mean reviewer.
        mean_variance: what drawing these reviewers, not others, adds to the error of `mean`.
        variance: between reviewers; None for a single one.
        weights: of the levels in `mean`.
        value, sd: of each reviewer, negative is severe; shrunken, with standard error.
    """

    mean: float
    mean_variance: float
    variance: float | None
    weights: Real
    value: Real
    sd: Real


def severities(level: Real, covariance: Real) -> Severities:
    """Take levels apart into a mean and severities.

    Args:
        covariance: of the levels' errors, whole, or its diagonal alone.
    """
    if len(level) == 1:
        nought = np.zeros(1)
        return Severities(float(level[0]), 0.0, None, np.ones(1), nought, nought)
    turned = _Turned(level, covariance)
    unit = float(np.std(level)) + sqrt(float(np.mean(turned.noise))) or 1.0
    best = peak(turned.height, unit)
    weights, mean, value, squares = turned.at(best)
    drawn = best**2 * float(weights @ weights)
    if len(level) >= FEWEST:
        squares, drawn = np.zeros_like(level), 0.0
        for spread in _likely(turned, unit):
            _, _, other, error = turned.at(spread)
            squares += (error + (other - value) ** 2) / PARTS
            drawn += spread**2 * float(weights @ weights) / PARTS
    return Severities(mean, drawn, best**2, weights, value, np.sqrt(np.maximum(squares, 0.0)))


def _likely(turned: _Turned, unit: float) -> tuple[float, ...]:
    """Standard deviations between reviewers that are equally likely."""
    power = 1 - _MILDER / len(turned.noise)

    def height(spread: float) -> float:
        return turned.height(spread) - (1 + power / 2) * log1p((spread / unit) ** 2)

    return parts(height, PARTS, unit, power)


class _Turned:
    """Levels in directions whose errors are independent."""

    def __init__(self, level: Real, covariance: Real) -> None:
        if covariance.ndim == 1:
            self.noise, self._basis = covariance, None
            self._level, self._one = level, np.ones_like(level)
        else:
            self.noise, basis = np.linalg.eigh(covariance)
            self._basis = basis
            self._level, self._one = basis.T @ level, basis.sum(axis=0)

    def height(self, spread: float) -> float:
        """The restricted log likelihood of a standard deviation between reviewers."""
        total = np.maximum(spread**2 + self.noise, 1e-300)
        of_mean = float(np.sum(self._one**2 / total))
        mean = float(np.sum(self._one * self._level / total)) / of_mean
        squares = float(np.sum((self._level - mean * self._one) ** 2 / total))
        return -(float(np.sum(np.log(total))) + log(of_mean) + squares) / 2

    def at(self, spread: float) -> tuple[Real, float, Real, Real]:
        """Weights in the mean, the mean, severities, and their error variances."""
        variance, total = spread**2, np.maximum(spread**2 + self.noise, 1e-300)
        of_mean = float(np.sum(self._one**2 / total))
        mean = float(np.sum(self._one * self._level / total)) / of_mean
        share = self._back(self._one / total)
        value = variance * self._back((self._level - mean * self._one) / total)
        lost = self._squared(1 / total) - share**2 / of_mean
        return share / of_mean, mean, value, np.maximum(variance - variance**2 * lost, 0.0)

    def _back(self, values: Real) -> Real:
        return values if self._basis is None else self._basis @ values

    def _squared(self, values: Real) -> Real:
        return values if self._basis is None else self._basis**2 @ values
