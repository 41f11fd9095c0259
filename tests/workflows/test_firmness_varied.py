"""What would change an order: a reviewer, a weight, a rule, one review."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest

from tests.workflows.firm import REVIEWS, clear, cut, judged
from tests.workflows.judged import table, world
from workflows.calibration import Criteria, Fit, Review, calibrate
from workflows.calibration.scale import evened
from workflows.firmness import (
    Grade,
    ScoreRule,
    by_rule,
    cut_sentences,
    firmness,
)
from workflows.firmness.ordering import hundredths
from workflows.firmness.varying import points_with_weights, without_each
from workflows.plan.evaluation import Order


def test_leaving_a_reviewer_out_is_what_refitting_without_would_give() -> None:
    found = calibrate(REVIEWS)
    assert found.fit is not None
    for name, merit in without_each(found.fit):
        rest = table([each for each in REVIEWS if each.reviewer != name])
        assert rest.nominations == found.fit.table.nominations
        equations = type(found.fit.equations)(rest)
        assert merit == pytest.approx(equations.merit(found.fit.ratio), abs=1e-8)


def test_the_smallest_change_is_just_enough() -> None:
    at = cut(judged(6), 6)
    assert at.change is not None
    change = at.change
    found = calibrate(REVIEWS)
    assert found.fit is not None

    def gap(points: float) -> float:
        moved = [
            replace(e, points=points)
            if (e.nomination, e.reviewer) == (change.nomination, change.reviewer)
            else e
            for e in REVIEWS
        ]
        assert found.fit is not None
        merit = found.fit.equations.merit(found.fit.ratio, table(moved).points)
        by_name = dict(zip(found.fit.table.nominations, merit.tolist(), strict=True))
        return float(by_name[change.enters] - by_name[change.leaves])

    step = 0.01 if change.to > change.given else -0.01
    assert gap(change.given) < 0
    assert gap(change.to + step) > 0 > gap(change.to - step)


def best_six(fit: Fit, reviews: list[Review]) -> set[str]:
    """Who is inside a cut after six by merits, the variances and scales left as they are."""
    moved = evened(table(reviews), fit.factors).points
    merit = fit.equations.merit(fit.ratio, moved)
    return {fit.table.nominations[number] for number in np.argsort(-merit)[:6].tolist()}


def moved(reviews: list[Review], number: int, by: float) -> list[Review]:
    """The reviews with one of them changed."""
    found = list(reviews)
    found[number] = replace(found[number], points=(found[number].points or 0) + by)
    return found


def test_no_smaller_change_of_a_review_moves_the_cut() -> None:
    change, fit = cut(judged(6), 6).change, calibrate(REVIEWS).fit
    assert change is not None
    assert fit is not None
    least = abs(change.to - change.given)

    for number in range(len(REVIEWS)):
        for by in (0.99 * least, -0.99 * least):
            assert best_six(fit, moved(REVIEWS, number, by)) == best_six(fit, REVIEWS)


def test_a_change_is_told_on_the_scale_that_its_reviewer_uses() -> None:
    wide = [
        replace(e, points=60 + 3 * ((e.points or 0) - 60)) if e.reviewer == "R00000" else e
        for e in world(24, 6, 4, seed=4).reviews
    ]
    calibration = calibrate(wide, scaled=True)
    fit = calibration.fit
    assert fit is not None
    assert max(fit.factors) > 1.5 * min(fit.factors)
    change = firmness(calibration, (6,), scale=(-1000.0, 1000.0)).cuts[0].change
    assert change is not None
    number = next(
        k for k, e in enumerate(wide)
        if (e.nomination, e.reviewer) == (change.nomination, change.reviewer)
    )  # fmt: skip

    assert best_six(fit, moved(wide, number, 0.999 * (change.to - change.given))) == best_six(
        fit, wide
    )
    after = best_six(fit, moved(wide, number, 1.001 * (change.to - change.given)))
    assert after == best_six(fit, wide) - {change.leaves} | {change.enters}


def test_a_change_stays_within_the_scale() -> None:
    narrow = firmness(clear(20), (3,), scale=(45.0, 75.0)).cuts[0]
    wide = firmness(clear(20), (3,), scale=(-1000.0, 1000.0)).cuts[0]

    assert narrow.change is None
    assert wide.change is not None


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(("ahead", "decides"), [(5.2, True), (5.8, False)])
def test_weights_are_moved_by_a_tenth(order: Order, ahead: float, decides: bool) -> None:
    """B is better on one criterion by nearly as much as A on the other: the weights decide.

    Where B is ahead by more than a tenth, they do not.
    """
    points = {
        (f"{name}{n}", f"R{r}"): {"first": base + 5 * lean + r, "second": base - ahead * lean - r}
        for n, base in enumerate((20.0, 40.0, 60.0, 80.0))
        for name, lean in (("A", 1), ("B", -1))
        for r in range(3)
    }
    criteria = Criteria({"first": Decimal(1), "second": Decimal(1)}, points)
    reviews = [Review(*pair, score) for pair, score in criteria.weighted({}).items()]
    found = firmness(calibrate(reviews), (1,), criteria=criteria, order=order).cuts[0]

    assert found.inside == ("B3",)
    moved = {(each.name, more): each.enters for more, each in found.weights if each.changes}
    assert moved == ({("first", True): ("A3",), ("second", False): ("A3",)} if decides else {})
    told = any("more weight on first" in line for line in cut_sentences(found, 8, "en"))
    assert told is decides


def test_a_weight_that_is_moved_is_spread_where_its_criterion_is_left_out() -> None:
    criteria = Criteria(
        {"first": Decimal(3), "second": Decimal(1)},
        {("A", "x"): {"first": 8.0, "second": None}, ("A", "y"): {"first": 8.0, "second": 4.0}},
    )
    points = table([Review(*pair, value) for pair, value in criteria.weighted({}).items()])

    moved = {(k, up): p.tolist() for k, up, p in points_with_weights(points, criteria)}

    assert moved["first", True] == pytest.approx([8, (3.3 * 8 + 4) / 4.3])
    assert moved["first", False] == pytest.approx([8, (2.7 * 8 + 4) / 3.7])
    assert moved["second", True] == pytest.approx([8, (24 + 1.1 * 4) / 4.1])
    assert moved["second", False] == pytest.approx([8, (24 + 0.9 * 4) / 3.9])


def test_weights_spread_where_a_criterion_is_left_out() -> None:
    criteria = Criteria(
        {"first": Decimal(3), "second": Decimal(1)},
        {("A", "x"): {"first": 8.0, "second": None}, ("A", "y"): {"first": 8.0, "second": 4.0},
         ("A", "z"): {"first": None, "second": None}},
    )  # fmt: skip

    assert criteria.weighted({}) == {("A", "x"): 8, ("A", "y"): 7, ("A", "z"): None}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ScoreRule.MEAN, [6, 4, 3.5]),
        (ScoreRule.MEDIAN, [4, 4, 3.5]),
        (ScoreRule.TRIMMED, [4, 4, 3.5]),
        # x: A above B and C, who tie. y: all three tie. z: A above C. w: B alone.
        (ScoreRule.BORDA, [2.5 / 3, 1.25 / 3, 0.75 / 3]),
    ],
)
def test_other_rules_count_as_by_hand(rule: ScoreRule, expected: list[float]) -> None:
    points = table(
        [
            Review("A", "x", 4), Review("A", "y", 4), Review("A", "z", 10),
            Review("B", "x", 3), Review("B", "y", 4), Review("B", "w", 5),
            Review("C", "x", 3), Review("C", "y", 4), Review("C", "z", 3.5),
        ]
    )  # fmt: skip

    assert by_rule(points, rule) == pytest.approx(expected)


# ---------------------------------------------------------------- means as given


def test_means_are_rounded_as_exact_numbers_are() -> None:
    """Every half of a hundredth from 0 to 20: none is a half in binary."""
    halves = range(1, 4_000, 2)

    found = hundredths(np.array([number / 200 for number in halves]))

    assert [f"{each:.2f}" for each in found.tolist()] == [
        str((Decimal(number) / 200).quantize(Decimal("0.01"), ROUND_HALF_EVEN)) for number in halves
    ]


def test_means_that_differ_by_less_than_a_hundredth_share_a_place() -> None:
    given = {"x": (60.001, 60.002, 50, 40), "y": (61, 61, 52, 39)}
    reviews = [
        Review(nomination, reviewer, float(points))
        for reviewer, row in given.items()
        for nomination, points in zip("ABCD", row, strict=True)
    ]

    found = firmness(calibrate(reviews), (1,), order=Order.RAW_MEAN)

    assert [(each.id, each.place) for each in found.standings] == [
        ("A", 1), ("B", 1), ("C", 3), ("D", 4),
    ]  # fmt: skip
    assert found.cuts[0].grade is Grade.SHARED
