"""One estimate with its interval: how points go with something, inside strata that do not mix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from scipy.special import stdtrit

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Observation:
    """`points` at `by`, which is a group (0 or 1) or a place in time, inside a stratum."""

    stratum: str
    by: float
    points: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Points for one more of `by`; with the probability asked for, the truth is in low..high."""

    value: float
    low: float
    high: float
    observations: int

    @property
    def excludes_zero(self) -> bool:
        """Whether no difference at all lies outside the interval."""
        return self.low > 0 or self.high < 0


def slope_within(observed: Iterable[Observation], *, together: int = 1) -> Estimate | None:
    """The slope of points over `by` that all strata share, each with a level of its own.

    Args:
        together: how many such intervals are shown side by side. They hold all at once with 95 %:
            each is taken at 1 - 0.05 / together (Bonferroni; Dunn 1961, JASA 56, 52-64).

    Returns:
        None where nothing can be said: `by` never varies inside a stratum, or no degree of
        freedom is left for the noise.

    Source: the within-group (fixed effects) estimator, that is least squares after the means of
        each stratum are taken off (Frisch and Waugh 1933, Econometrica 1, 387-401; Lovell 1963),
        with Student's t on the degrees of freedom that are left.
    """
    strata: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in observed:
        strata[one.stratum].append(one)
    centred = [pair for members in strata.values() for pair in _centred(members)]
    across = sum(by * by for by, _ in centred)
    free = len(centred) - len(strata) - 1
    if free < 1 or across < 1e-9:
        return None
    slope = sum(by * points for by, points in centred) / across
    left = sum((points - slope * by) ** 2 for by, points in centred)
    half = quantile(free, together) * sqrt(left / free / across)
    return Estimate(slope, slope - half, slope + half, len(centred))


def mean_of(points: Sequence[float], *, together: int = 1) -> Estimate | None:
    """A mean with Student's interval; None for fewer than two values."""
    if len(points) < 2:
        return None
    mean = sum(points) / len(points)
    free = len(points) - 1
    left = sum((value - mean) ** 2 for value in points)
    half = quantile(free, together) * sqrt(left / free / len(points))
    return Estimate(mean, mean - half, mean + half, len(points))


def quantile(free: int, together: int) -> float:
    """How many standard errors an interval reaches to each side."""
    return float(stdtrit(free, 1 - (1 - CONFIDENCE) / (2 * max(1, together))))


def _centred(members: Sequence[Observation]) -> list[tuple[float, float]]:
    by = sum(m.by for m in members) / len(members)
    points = sum(m.points for m in members) / len(members)
    return [(m.by - by, m.points - points) for m in members]
