"""The ranking of a category as its plan makes it: means as given, calibrated scores, how firm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from workflows.calibration import Calibration, Criteria, calibrate, calibrate_by_criterion
from workflows.firmness import Firmness, firmness
from workflows.plan.evaluation import Order, Rubric
from workflows.plan.rounds import Scoring
from workflows.ranking import rank
from workflows.remarks import Remark
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


def placed(document: Mapping[str, Any], means: Mapping[str, Decimal | None]) -> Placing:
    """Rank a category.

    Args:
        document: as `placing_document` makes it.
        means: nomination -> weighted mean, 0..100 in hundredths, of every one that is ranked.

    The same reviews give the same figures, in whatever order they come.
    """
    method, criteria = document["method"], _criteria_in(document)
    order, scale = Order(method["order"]), (method["scale"][0], method["scale"][1])
    calibration = _calibrated(criteria, method)
    raw = {nomination: place for place, nomination in rank(means)}
    if calibration.fit is None:
        return Placing(Order.RAW_MEAN, calibration, None, raw)
    found = firmness(
        calibration, method["cuts"], order=order, seed=SEED, criteria=criteria, scale=scale
    )
    places: dict[str, int | None] = raw
    if order is Order.CALIBRATED:
        places = dict.fromkeys(means) | {each.id: each.place for each in found.standings}
    return Placing(order, calibration, found, places)


def _calibrated(criteria: Criteria, method: Mapping[str, Any]) -> Calibration:
    """Documents from before there was a choice say nothing of it: whole scores."""
    how: dict[str, Any] = {"scaled": method["even_scales"], "level": method["interval"] / 100}
    if method.get("severity_by_criterion", False):
        return calibrate_by_criterion(criteria, **how)
    return calibrate(criteria.reviews(), **how)


def order_remark(wanted: Order, ordered_by: Order, *, refused: bool) -> Remark:
    """Which score makes the places, to be said before anything else.

    Args:
        wanted: the plan's order; `ordered_by` what came of it.
        refused: there are no calibrated scores.
    """
    if ordered_by is Order.CALIBRATED:
        return Remark("ordered_by_merit")
    if wanted is Order.CALIBRATED:
        return Remark("ordered_by_mean_instead")
    return Remark("ordered_by_mean_alone") if refused else Remark("ordered_by_mean")


def compared_remark(scoring: Scoring) -> Remark:
    """The same for a round that is judged without points."""
    return Remark("ordered_by_pairs" if scoring is Scoring.PAIRS else "ordered_by_orders")


def _criteria_in(document: Mapping[str, Any]) -> Criteria:
    return Criteria(
        weights={key: Decimal(weight) for key, weight in sorted(document["weights"].items())},
        points={
            (each["nomination"], each["reviewer"]): dict(sorted(each["points"].items()))
            for each in document["reviews"]
        },
    )


def placing_document(
    rubric: Rubric, reviews: Mapping[str, Mapping[str, Points]], cuts: Collection[int]
) -> dict[str, Any]:
    """Everything that a ranking rests on, as ``python -m workflows calibrate`` reads it.

    Args:
        reviews: nomination -> reviewer -> points on the rubric's scale; made 0..100 here.
        cuts: numbers of places after which the order is cut.
    """
    return {
        "method": {
            "order": str(rubric.ordered_by),
            "interval": rubric.interval,
            "even_scales": rubric.even_scales,
            "severity_by_criterion": rubric.severity_by_criterion,
            "cuts": sorted(cuts),
            "scale": list(SCALE),
        },
        "weights": {key: str(rubric.criteria[key].weight) for key in sorted(rubric.criteria)},
        "reviews": [
            {"nomination": nomination, "reviewer": reviewer, "points": _shares(rubric, points)}
            for nomination, by in sorted(reviews.items())
            for reviewer, points in sorted(by.items())
        ],
    }


def _shares(rubric: Rubric, points: Points) -> dict[str, float | None]:
    return {key: _share(rubric, points[key]) for key in sorted(rubric.criteria) if key in points}


def _share(rubric: Rubric, given: int | None) -> float | None:
    return None if given is None else float(percent(rubric, given))
