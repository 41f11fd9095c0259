"""The ranking of a category as its plan makes it: means as given, calibrated scores, how firm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from workflows.calibration import Calibration, Review, calibrate
from workflows.firmness import Criteria, Firmness, firmness
from workflows.plan.evaluation import Order, Rubric
from workflows.ranking import rank
from workflows.scoring import FULL, Points, percent

SCALE: Final = (0.0, float(FULL))
SEED: Final = 1
"""Of all draws, so that whoever has the reviews gets the same figures."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What the reviews of a category come to.

    `ordered_by` is what makes the places: the rubric's order, or means where calibration was
    refused. `firmness` is there exactly where it was not. `places` are by nomination, None for
    whom nobody scored.
    """

    ordered_by: Order
    calibration: Calibration
    firmness: Firmness | None
    places: Mapping[str, int | None]


def placed(
    rubric: Rubric,
    reviews: Mapping[str, Mapping[str, Points]],
    means: Mapping[str, Decimal | None],
    cuts: Collection[int],
) -> Placing:
    """Rank a category.

    Args:
        reviews: nomination -> reviewer -> points on the rubric's scale.
        means: nomination -> weighted mean, 0..100 in hundredths, of every one that is ranked.
        cuts: numbers of places after which the order is cut.

    The same reviews give the same figures, in whatever order they come.
    """
    criteria = criteria_of(rubric, reviews)
    scores = criteria.weighted({})
    calibration = calibrate(
        [Review(*pair, scores[pair]) for pair in sorted(scores)],
        scaled=rubric.even_scales,
        level=rubric.interval / 100,
    )
    raw = {nomination: place for place, nomination in rank(means)}
    if calibration.fit is None:
        return Placing(Order.RAW_MEAN, calibration, None, raw)
    found = firmness(
        calibration, cuts, order=rubric.ordered_by, seed=SEED, criteria=criteria, scale=SCALE
    )
    places: dict[str, int | None] = raw
    if rubric.ordered_by is Order.CALIBRATED:
        places = dict.fromkeys(means) | {each.id: each.place for each in found.standings}
    return Placing(rubric.ordered_by, calibration, found, places)


def criteria_of(rubric: Rubric, reviews: Mapping[str, Mapping[str, Points]]) -> Criteria:
    """The points of all reviews as 0..100 by criterion, with the rubric's weights."""
    return Criteria(
        weights={key: rubric.criteria[key].weight for key in sorted(rubric.criteria)},
        points={
            (nomination, reviewer): {
                key: _share(rubric, points[key]) for key in sorted(rubric.criteria) if key in points
            }
            for nomination, by in reviews.items()
            for reviewer, points in by.items()
        },
    )


def _share(rubric: Rubric, given: int | None) -> float | None:
    return None if given is None else float(percent(rubric, given))


def placing_document(
    rubric: Rubric, reviews: Mapping[str, Mapping[str, Points]], cuts: Collection[int]
) -> dict[str, Any]:
    """Everything that a ranking rests on, as ``python -m workflows calibrate`` reads it."""
    criteria = criteria_of(rubric, reviews)
    return {
        "method": {
            "order": str(rubric.ordered_by),
            "interval": rubric.interval,
            "even_scales": rubric.even_scales,
            "cuts": sorted(cuts),
            "scale": list(SCALE),
        },
        "weights": {key: str(weight) for key, weight in criteria.weights.items()},
        "reviews": [
            {"nomination": nomination, "reviewer": reviewer, "points": dict(given)}
            for (nomination, reviewer), given in sorted(criteria.points.items())
        ],
    }
