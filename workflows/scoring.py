"""Reviews and a rubric make a score. An abstention is never a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from workflows.errors import Fact, Refusal
from workflows.plan.evaluation import Rubric

STEP = Decimal("0.01")
FULL = Decimal(100)

Points = Mapping[str, int | None]
"""Criterion key -> points on the rubric's scale; None is an abstention."""


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """What the reviews of one nomination come to. All figures 0..100, None where nobody scored."""

    nomination: str
    reviews: int
    mean_points: Decimal | None
    by_criterion: Mapping[str, Decimal | None]
    by_review: Mapping[str, Decimal | None]
    lowest: Decimal | None
    highest: Decimal | None


def check_points(rubric: Rubric, points: Points) -> tuple[Refusal, ...]:
    """What keeps these points from being handed in, criterion by criterion."""
    refusals = []
    for key in rubric.criteria:
        if key not in points:
            refusals.append(Refusal("criterion_open", {"criterion": key}))
            continue
        given = points[key]
        if given is None and not rubric.may_abstain:
            refusals.append(Refusal("no_abstention", {"criterion": key}))
        if given is not None and not rubric.lowest <= given <= rubric.highest:
            scale = {"lowest": rubric.lowest, "highest": rubric.highest}
            said: dict[str, Fact] = {"criterion": key, "points": given, **scale}
            refusals.append(Refusal("points_out_of_range", said))
    if all(points.get(key, 0) is None for key in rubric.criteria):
        refusals.append(Refusal("all_abstained"))
    return tuple(refusals)


def percent(rubric: Rubric, points: int) -> Decimal:
    """Points of one criterion as 0..100."""
    return FULL * (points - rubric.lowest) / (rubric.highest - rubric.lowest)


def review_score(rubric: Rubric, points: Points) -> Decimal | None:
    """The weighted mean of one review over the criteria that it scores, 0..100, unrounded.

    The weights of abstained criteria are spread over the others in proportion, so an abstention
    neither helps nor hurts. None when the review abstains everywhere.
    """
    scored = {k: v for k, v in points.items() if v is not None and k in rubric.criteria}
    weight = sum((rubric.criteria[k].weight for k in scored), Decimal(0))
    if not weight:
        return None
    total = sum(rubric.criteria[k].weight * percent(rubric, v) for k, v in scored.items())
    return Decimal(total) / weight


def summarise(rubric: Rubric, nomination: str, reviews: Mapping[str, Points]) -> ScoreSummary:
    """Bring the reviews of one nomination together.

    Args:
        reviews: review id -> points. Every review counts the same.

    Returns:
        Means rounded half-even to a hundredth (IEEE 754 default; no drift over many roundings).
    """
    scores = {review: review_score(rubric, points) for review, points in reviews.items()}
    known = [score for score in scores.values() if score is not None]
    by_criterion = {
        key: _mean(
            percent(rubric, given)
            for points in reviews.values()
            if (given := points.get(key)) is not None
        )
        for key in rubric.criteria
    }
    return ScoreSummary(
        nomination=nomination,
        reviews=len(reviews),
        mean_points=_mean(known),
        by_criterion=by_criterion,
        by_review={k: None if v is None else v.quantize(STEP) for k, v in scores.items()},
        lowest=min(known).quantize(STEP) if known else None,
        highest=max(known).quantize(STEP) if known else None,
    )


def _mean(values: Iterable[Decimal]) -> Decimal | None:
    listed = list(values)
    if not listed:
        return None
    return (sum(listed, Decimal(0)) / len(listed)).quantize(STEP, ROUND_HALF_EVEN)
