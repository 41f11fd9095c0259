"""Who goes on from a round by its rule, with what the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import fmean, median
from typing import Final

from scipy.special import stdtrit

from workflows.plan.rounds import Keeping, ReviewRound

TWO_SIDED: Final = 0.975
"""The quantile beyond which a difference would come by chance once in twenty, either way."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a round's frozen ranking says of one nomination.

    `points` are 0..100, None where nobody scored; `by_review` what each review gave.
    """

    points: Decimal | None
    by_review: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Noise:
    """How far reviews of one nomination lie apart: `sd` in points, with its degrees of freedom."""

    sd: float
    freedom: int

    def least_difference(self, one: int, other: int) -> float:
        """The smallest difference of two means of so many reviews that is more than chance.

        Source: the least significant difference, R. A. Fisher, The Design of Experiments (1935),
        24; with the pooled variance within nominations.
        """
        t = float(stdtrit(self.freedom, TWO_SIDED))
        return t * self.sd * sqrt(1 / one + 1 / other)


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who goes on: `picked` by the rule itself, `kept` with the last of them; and who does not.

    All best first, equals by name. `cut` are the points of the last one picked, `line` the median
    where the rule looks at it. `noise` is None where it was not asked for, or where no nomination
    has two reviews to tell it from.
    """

    picked: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...]
    cut: Decimal | None
    line: Decimal | None
    noise: Noise | None

    def __contains__(self, nomination: object) -> bool:
        return nomination in self.picked or nomination in self.kept

    @property
    def total(self) -> int:
        """How many nominations the ranking has."""
        return len(self.picked) + len(self.kept) + len(self.left)


def shortlist(rule: ReviewRound, scores: Mapping[str, Score]) -> Shortlist:
    """Pick by the rule of a round.

    A shared place counts as the better one, so equals at the last place all go on. Nominations
    that nobody scored never do. Where the rule keeps what cannot be told apart, everybody goes on
    whose points differ from those of the last one picked by less than the least significant
    difference; it looks at that one alone, so the list does not grow from step to step.
    """
    points = {key: score.points for key, score in scores.items() if score.points is not None}
    order = sorted(scores, key=lambda key: (-points.get(key, Decimal(-1)), key))
    line = median(points.values()) if rule.above_median and points else None
    picked = tuple(key for key in order if key in points and _is_in(rule, key, points, line))
    noise = noise_of(scores.values()) if rule.keep is Keeping.NOISE else None
    kept = _kept(picked, [k for k in order if k in points], scores, noise)
    going = {*picked, *kept}
    left = tuple(key for key in order if key not in going)
    return Shortlist(picked, kept, left, points[picked[-1]] if picked else None, line, noise)


def noise_of(scores: Iterable[Score]) -> Noise | None:
    """The variance of reviews within nominations, pooled; None where no two are of one."""
    squares, freedom = 0.0, 0
    for score in scores:
        if len(score.by_review) > 1:
            mean = fmean(score.by_review)
            squares += sum((value - mean) ** 2 for value in score.by_review)
            freedom += len(score.by_review) - 1
    return Noise(sqrt(squares / freedom), freedom) if freedom else None


def _is_in(
    rule: ReviewRound, key: str, points: Mapping[str, Decimal], line: Decimal | None
) -> bool:
    own = points[key]
    place = 1 + sum(other > own for other in points.values())
    return (
        (rule.first_places is None or place <= rule.first_places)
        and (rule.least_points is None or own >= rule.least_points)
        and (line is None or own > line)
    )


def _kept(
    picked: Sequence[str],
    order: Sequence[str],
    scores: Mapping[str, Score],
    noise: Noise | None,
) -> tuple[str, ...]:
    if not picked or noise is None:
        return ()
    last = scores[picked[-1]]
    return tuple(
        key
        for key in order
        if key not in picked and _cannot_be_told_apart(last, scores[key], noise)
    )


def _cannot_be_told_apart(one: Score, other: Score, noise: Noise) -> bool:
    if not one.by_review or not other.by_review or one.points is None or other.points is None:
        return False
    least = noise.least_difference(len(one.by_review), len(other.by_review))
    return float(one.points - other.points) < least
