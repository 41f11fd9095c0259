"""Estimates: known answers, agreement with SciPy, intervals that hold as often as they promise."""

from __future__ import annotations

import random

import pytest
from scipy import stats

from workflows.insight import Observation, slope_within
from workflows.insight.estimating import mean_of


def test_a_line_without_noise_is_found_exactly():
    found = slope_within([Observation("", turn, 3 + 2 * turn) for turn in range(6)])

    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((2, 2, 2))
    assert found.observations == 6


def test_one_stratum_agrees_with_scipys_regression():
    chance = random.Random(3)  # noqa: S311
    by = [chance.uniform(0, 10) for _ in range(30)]
    points = [50 - 1.5 * x + chance.gauss(0, 4) for x in by]
    known = stats.linregress(by, points)
    half = stats.t.ppf(0.975, 28) * known.stderr

    found = slope_within([Observation("", x, y) for x, y in zip(by, points, strict=True)])

    assert found is not None
    assert found.value == pytest.approx(known.slope)
    assert (found.low, found.high) == pytest.approx((known.slope - half, known.slope + half))


def test_two_groups_agree_with_students_test():
    chance = random.Random(4)  # noqa: S311
    ours, others = ([chance.gauss(60, 9) for _ in range(n)] for n in (12, 20))
    known = stats.ttest_ind(ours, others).confidence_interval(0.95)

    found = slope_within(
        [Observation("", 1, p) for p in ours] + [Observation("", 0, p) for p in others]
    )

    assert found is not None
    assert (found.low, found.high) == pytest.approx((known.low, known.high))


def test_levels_of_strata_do_not_count_as_differences():
    """Simpson's paradox: the group is better inside each stratum and looks worse over all."""
    observed = [
        *(Observation("hard", 1, 40 + n) for n in (0, 1, 2, 3)),
        *(Observation("hard", 0, 30 + n) for n in (0, 1)),
        *(Observation("easy", 1, 90 + n) for n in (0, 1)),
        *(Observation("easy", 0, 80 + n) for n in (0, 1, 2, 3)),
    ]

    found = slope_within(observed)

    assert found is not None
    assert found.low > 0
    assert found.excludes_zero


@pytest.mark.parametrize(
    "observed",
    [
        [],
        [Observation("", 1, 50)],
        [Observation("", 0, 50), Observation("", 1, 60)],
        [Observation("", 1, p) for p in (50, 60, 70)],
        [Observation("a", 1, 50), Observation("a", 1, 60), Observation("b", 0, 50)],
    ],
    ids=["nothing", "one", "two-points", "no-difference-in-by", "by-is-the-stratum"],
)
def test_where_nothing_can_be_said_nothing_is(observed):
    assert slope_within(observed) is None


def test_a_mean_agrees_with_scipy():
    points = [3.0, 5.0, 4.0, 8.0, -1.0]
    known = stats.ttest_1samp(points, 0).confidence_interval(0.95)

    found = mean_of(points)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((known.low, known.high))
    assert mean_of([4.0]) is None


def test_intervals_hold_as_often_as_they_promise():
    chance, held, rounds = random.Random(5), 0, 1500  # noqa: S311
    for _ in range(rounds):
        levels = {"a": 40.0, "b": 70.0}
        observed = [
            Observation(stratum, turn / 10, level + 0.7 * turn / 10 + chance.gauss(0, 8))
            for stratum, level in levels.items()
            for turn in range(9)
        ]
        found = slope_within(observed)
        assert found is not None
        held += found.low <= 0.7 <= found.high

    assert 0.93 <= held / rounds <= 0.97  # three standard errors are 0.017


def test_intervals_shown_together_hold_together():
    chance, all_held, rounds, together = random.Random(6), 0, 500, 10  # noqa: S311
    for _ in range(rounds):
        found = [
            mean_of([chance.gauss(0, 5) for _ in range(6)], together=together)
            for _ in range(together)
        ]
        all_held += all(one is not None and not one.excludes_zero for one in found)

    assert all_held / rounds >= 0.93
