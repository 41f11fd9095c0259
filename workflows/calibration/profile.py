"""One unknown from nought upwards: where its likelihood is highest, and parts equally likely."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt
from statistics import NormalDist

import numpy as np

Height = Callable[[float], float]

_LAST = 0.999
_COARSE = 9
_FINE = 241
_FEW = 41
_UNLIKELY = 8.0
_NARROW = 0.02
_GOLDEN = (3 - sqrt(5)) / 2
_STEPS = 40
_NEAR = 2e-5


def peak(height: Height, unit: float = 1.0) -> float:
    """The value with the greatest height, from 0 to 999 units, to 4 digits.

    `height` is a log likelihood. Searched on x/(1 + x), which is even where the unit is about
    right: a grid first, because there may be a second, lower top; then parabolas.
    """
    known = cache(lambda share: height(unit * share / (1 - share)))
    grid = np.linspace(0, _LAST, _COARSE).tolist()
    best = max(range(_COARSE), key=lambda number: known(grid[number]))
    share = _top(known, grid[max(0, best - 1)], grid[best], grid[min(_COARSE - 1, best + 1)])
    # An end of the range is a value of its own: no variance at all.
    share = 0.0 if known(0.0) >= known(share) else share
    return unit * share / (1 - share)


def _top(height: Height, low: float, middle: float, high: float) -> float:
    """The top between `low` and `high`; `middle` is no lower than either.

    Source: parabolas kept in bounds by golden sections; R. P. Brent, Algorithms for
        Minimization without Derivatives (1973), 5.
    """
    before = 2 * (high - low)
    for _ in range(_STEPS):
        wide = high - low
        if wide < _NEAR:
            break
        tried = _vertex(height, low, middle, high)
        # A parabola that does not halve the range is followed by a section that shortens it.
        if not low < tried < high or abs(tried - middle) < _NEAR / 8 or wide > before / 2:
            farther = high if high - middle > middle - low else low
            tried = middle + _GOLDEN * (farther - middle)
        before = wide
        if height(tried) > height(middle):
            low, middle, high = (middle, tried, high) if tried > middle else (low, tried, middle)
        else:
            low, high = (low, tried) if tried > middle else (tried, high)
    return middle


def _vertex(height: Height, low: float, middle: float, high: float) -> float:
    left, right = middle - low, middle - high
    rise, fall = height(middle) - height(high), height(middle) - height(low)
    below = left * rise - right * fall
    if below == 0:
        return low
    return middle - (left * left * rise - right * right * fall) / (2 * below)


def parts(
    height: Height, count: int, unit: float = 1.0, power: float = 0, around: float | None = None
) -> tuple[float, ...]:
    """Middles of `count` parts of a standard deviation that are equally likely.

    Args:
        power: beforehand, all standard deviations were equally likely (0), or all variances (1).
            With the second, intervals of what is shrunken keep what they promise even where the
            variance is small: C. Morris and R. Tang, Statistical Science 26 (2011) 271. With the
            first they do where there are few: A. Gelman, Bayesian Analysis 1 (2006) 515.
        around: the peak, where heights cost much: only what is likely around it is looked at.
    """
    if around is None:
        share = np.linspace(0, _LAST, _FINE)
    else:
        share = np.linspace(*_likely(height, around / unit, unit), _FEW)
    heights = np.array([height(unit * each / (1 - each)) for each in share.tolist()])
    density = np.exp(heights - heights.max()) * share**power / (1 - share) ** (2 + power)
    below = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    middles = np.interp((np.arange(count) + 0.5) / count * below[-1], below, share)
    return tuple(float(unit * each / (1 - each)) for each in middles)


def is_sharp(height: Height, top: float) -> bool:
    """A quarter less or more than the peak is out of the question: two standard errors or more."""
    least = height(top) - 2.0
    return top > 0 and max(height(0.75 * top), height(1.25 * top)) < least


def _likely(height: Height, top: float, unit: float) -> tuple[float, float]:
    """Shares x/(1 + x) beyond which everything is less likely than at the top by e to the 8th."""
    least, step = height(unit * top) - _UNLIKELY, max(top / 8, _NARROW)
    low = high = top
    while low > 0 and height(unit * low) > least:
        low = max(0.0, low - step)
    while height(unit * high) > least and high < 1 / (1 - _LAST):
        high += step
        step *= 1.5
    return low / (1 + low), high / (1 + high)


def student(degrees: float, level: float = 0.95) -> float:
    """Student's t that holds `level` (0.5..0.99) between it and its negative, by few degrees.

    To three digits from 3 degrees of freedom on, at 95 %.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
    """
    z, few = NormalDist().inv_cdf((1 + level) / 2), max(3.0, degrees)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / few ** (power + 1) for power, term in enumerate(terms))
