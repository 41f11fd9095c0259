"""The drift of all reviewers as one: every nomination and every reviewer has a level of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflows.insight.estimating import Estimate, quantile

Numbers = NDArray[np.float64]

MOST_SWEEPS: Final = 2_000
CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Judged:
    """One review: who, what, when it was handed in, its points (0..100)."""

    reviewer: str
    nomination: str
    at: datetime
    points: float


def shared_drift(judged: Sequence[Judged]) -> Estimate | None:
    """Points that everybody adds for ten reviews more, judged in the order of handing in.

    Returns:
        None where nothing can be said: nobody read a nomination earlier in his or her turn than
        somebody else, too few reviews, or the levels cannot be told apart in MOST_SWEEPS.

    Source: least squares with two families of levels, taken off in turns until nothing changes
        (von Neumann's alternating projections; Guimaraes and Portugal 2010, Stata Journal 10,
        628-649). The degrees of freedom are those of a connected graph, which is on the safe side.
    """
    if not judged:
        return None
    reviewers, nominations = (
        _numbered([j.reviewer for j in judged]),
        _numbered([j.nomination for j in judged]),
    )
    free = len(judged) - int(reviewers.max()) - int(nominations.max()) - 2
    turns = _without_levels(_turns(judged), reviewers, nominations)
    points = _without_levels(np.array([j.points for j in judged]), reviewers, nominations)
    if free < 1 or turns is None or points is None:
        return None
    across = float(turns @ turns)
    if across < 1e-6 * len(judged):
        return None
    slope = float(turns @ points) / across
    left = points - slope * turns
    half = quantile(free, 1) * sqrt(float(left @ left) / free / across)
    return Estimate(slope, slope - half, slope + half, len(judged))


def _turns(judged: Sequence[Judged]) -> Numbers:
    """How many tens of reviews each reviewer had handed in before."""
    done: defaultdict[str, int] = defaultdict(int)
    turns = []
    for one in judged:
        turns.append(done[one.reviewer] / 10)
        done[one.reviewer] += 1
    return np.array(turns)


def _numbered(names: Sequence[str]) -> NDArray[np.intp]:
    return np.unique(np.array(names), return_inverse=True)[1]


def _without_levels(
    values: Numbers, reviewers: NDArray[np.intp], nominations: NDArray[np.intp]
) -> Numbers | None:
    """What is left when the mean of every reviewer and every nomination is nought."""
    scale = float(np.abs(values).max()) or 1.0
    for _ in range(MOST_SWEEPS):
        moved = 0.0
        for members in (nominations, reviewers):
            means = np.bincount(members, weights=values) / np.bincount(members)
            values = values - means[members]
            moved = max(moved, float(np.abs(means).max()))
        if moved < CLOSE * scale:
            return values
    return None
