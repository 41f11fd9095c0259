"""Estimates with their 95 % intervals, from whole sums: nothing is rounded on the way."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate and its 95 % interval."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Figure:
        """The same in another unit; the factor is positive."""
        return Figure(self.value * factor, self.low * factor, self.high * factor)


def proportion(hits: int, trials: int) -> Figure:
    """A share with Wilson's score interval, which is never empty and never leaves 0..1.

    Source: Wilson, J. Am. Stat. Assoc. 22 (1927); Brown, Cai and DasGupta, Stat. Sci. 16 (2001).
    """
    share, spare = hits / trials, Z * Z / trials
    centre = share + spare / 2
    half = Z * sqrt(share * (1 - share) / trials + spare / (4 * trials))
    # At the ends one limit is the end itself, which rounding would miss by a hair.
    low = 0.0 if hits == 0 else (centre - half) / (1 + spare)
    high = 1.0 if hits == trials else (centre + half) / (1 + spare)
    return Figure(share, low, high)


def mean(total: int, squares: int, trials: int) -> Figure:
    """A mean with its interval by the central limit theorem, from a sum and a sum of squares."""
    value = total / trials
    variance = (squares * trials - total * total) / (trials * (trials - 1))
    half = Z * sqrt(variance / trials)
    return Figure(value, value - half, value + half)
