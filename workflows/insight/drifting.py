"""Whether reviewers lean, and whether they lean more as they go on: severity and its drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workflows.insight.estimating import Estimate, Observation, mean_of, slope_within
from workflows.insight.together import Judged, shared_drift

FEWEST: Final = 8
"""Reviews below which no drift of one reviewer is told: with fewer the interval says nothing.

At 8 it is already 2.3 times as wide, for the same noise, as at 14; it grows with the power -1.5.
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """Points a reviewer adds per ten reviews as the work goes on; negative: harsher."""

    reviewer: str
    estimate: Estimate


def fellows(judged: Sequence[Judged]) -> Mapping[tuple[str, str], float]:
    """(reviewer, nomination) -> points above the mean of the others on the same nomination.

    Reviews that nobody else stands beside are left out: nothing can be said of them. What a
    nomination is worth falls out of the difference; what the fellows add does not.
    """
    by_nomination: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_nomination[one.nomination].append(one)
    above = {}
    for held in by_nomination.values():
        total = sum(one.points for one in held)
        for one in held if len(held) > 1 else ():
            others = (total - one.points) / (len(held) - 1)
            above[one.reviewer, one.nomination] = one.points - others
    return above


def leanings(judged: Sequence[Judged], *, least: int) -> Mapping[str, Estimate]:
    """Reviewer -> mean points above the fellows, of those with at least so many such reviews.

    All intervals hold together with 95 %.
    """
    own: defaultdict[str, list[float]] = defaultdict(list)
    for (reviewer, _), above in fellows(judged).items():
        own[reviewer].append(above)
    told = {reviewer: values for reviewer, values in own.items() if len(values) >= least}
    found = {r: mean_of(values, together=len(told)) for r, values in told.items()}
    return {reviewer: estimate for reviewer, estimate in found.items() if estimate is not None}


def drifts(judged: Sequence[Judged]) -> tuple[Estimate | None, tuple[Drift, ...]]:
    """The drift of all reviewers as one, and of each with FEWEST such reviews or more.

    Points are set against the order in which a reviewer handed in, each review a tenth of a step.
    Of one reviewer they are those above the fellows, so that it does not matter whether earlier
    and later nominations differ; that the fellows drift as well is missed by as much as they do.
    Of all as one, every nomination and every reviewer has a level of its own, and what tells is
    that somebody read a nomination early in his or her turn and somebody else late.
    """
    # In one order whatever the input's: sums of floats depend on it.
    judged = sorted(judged, key=lambda one: (one.at, one.nomination, one.reviewer))
    above = fellows(judged)
    in_turn: defaultdict[str, list[float]] = defaultdict(list)
    for one in judged:
        if (one.reviewer, one.nomination) in above:
            in_turn[one.reviewer].append(above[one.reviewer, one.nomination])
    observed = {
        reviewer: [Observation(reviewer, turn / 10, value) for turn, value in enumerate(values)]
        for reviewer, values in sorted(in_turn.items())
    }
    everybody = shared_drift(judged)
    long = sorted(reviewer for reviewer, held in observed.items() if len(held) >= FEWEST)
    found = [
        Drift(reviewer, estimate)
        for reviewer in long
        if (estimate := slope_within(observed[reviewer], together=len(long))) is not None
    ]
    return everybody, tuple(found)
