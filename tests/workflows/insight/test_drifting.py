"""Leaning and drift: found where they were put, not found where there are none."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy import stats

from workflows.insight import FEWEST, Judged, drifts, fellows, leanings

NOON = datetime(2027, 7, 1, 12, tzinfo=UTC)


def reviews(drift: float = 0.0, severity: float = 0.0, *, nominations=60, seed=1, noise=4.0):
    """Three reviewers a nomination out of six; only R0 leans and drifts (points per review)."""
    chance = random.Random(seed)  # noqa: S311
    made, turns = [], dict.fromkeys(range(6), 0)
    for n in range(nominations):
        merit = chance.gauss(60, 15)
        for reviewer in chance.sample(range(6), 3):
            turn, turns[reviewer] = turns[reviewer], turns[reviewer] + 1
            more = severity + drift * turn if reviewer == 0 else 0.0
            points = merit + more + chance.gauss(0, noise)
            made.append(Judged(f"R{reviewer}", f"N{n:03}", NOON + timedelta(hours=n), points))
    return made


def test_what_a_nomination_is_worth_falls_out():
    made = [Judged("A", "N", NOON, 90), Judged("B", "N", NOON, 80), Judged("C", "N", NOON, 70)]
    poorer = [Judged(j.reviewer, j.nomination, j.at, j.points - 50) for j in made]

    assert fellows(made) == {("A", "N"): 15, ("B", "N"): 0, ("C", "N"): -15}
    assert fellows(poorer) == fellows(made)


def test_a_review_that_stands_alone_says_nothing():
    assert fellows([Judged("A", "N", NOON, 90)]) == {}
    assert leanings([Judged("A", "N", NOON, 90)] * 1, least=1) == {}


def test_a_severe_reviewer_is_found_and_the_others_are_not():
    found = leanings(reviews(severity=-12), least=5)

    assert found["R0"].high < -6
    assert [r for r in found if found[r].high < 0] == ["R0"]


def test_a_reviewer_with_too_few_reviews_is_not_judged():
    made = reviews()
    lonely = [Judged("R9", "N000", NOON, 0), Judged("R9", "N001", NOON, 0)]

    assert "R9" not in leanings([*made, *lonely], least=5)
    assert "R9" not in {drift.reviewer for drift in drifts([*made, *lonely])[1]}


def test_a_drift_is_found_in_points_for_ten_reviews():
    _, each = drifts(reviews(drift=-0.8))
    found = {drift.reviewer: drift.estimate for drift in each}

    assert found["R0"].low < -8 < found["R0"].high < 0
    assert [r for r in found if found[r].excludes_zero] == ["R0"]


def test_the_drift_of_all_is_told_from_noise():
    everybody = [Judged(j.reviewer, j.nomination, j.at, j.points) for j in reviews(drift=0, seed=2)]

    found, _ = drifts(everybody)

    assert found is not None
    assert not found.excludes_zero


def test_no_drift_is_found_more_often_than_promised():
    """With every reviewer steady, some interval leaves out nought in one of twenty worlds."""
    wrong = sum(
        any(drift.estimate.excludes_zero for drift in drifts(reviews(seed=seed))[1])
        for seed in range(200)
    )

    assert wrong <= 20  # 10 expected; 20 is more than three standard errors above


@pytest.mark.parametrize(("number", "is_told"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_drift_needs_so_many_reviews(number, is_told):
    made = [
        Judged(who, f"N{n}", NOON + timedelta(hours=n), 50 + n % 3 + shift)
        for n in range(number)
        for who, shift in (("A", 0), ("B", n % 2))
    ]

    assert bool(drifts(made)[1]) == is_told


def test_the_order_of_the_rows_does_not_matter():
    made = reviews(drift=-0.5)

    assert drifts(made) == drifts(made[::-1])


def mixed(drift=0.0, *, seed=1, nominations=40, levels=0.0):
    """Reviews that everybody writes in an order of his or her own; all drift alike."""
    chance = random.Random(seed)  # noqa: S311
    merits = [chance.gauss(60, 15) for _ in range(nominations)]
    made = []
    for reviewer in range(6):
        own = chance.sample(range(nominations), nominations // 2)
        severity = levels * reviewer
        made += [
            Judged(
                f"R{reviewer}", f"N{n:03}", NOON + timedelta(hours=turn),
                merits[n] + severity + drift * turn + chance.gauss(0, 6),
            )
            for turn, n in enumerate(own)
        ]  # fmt: skip
    return made


def test_a_drift_that_all_share_is_found():
    found, _ = drifts(mixed(drift=-0.8))

    assert found is not None
    assert found.low < -8 < found.high < 0


def test_the_drift_of_all_agrees_with_least_squares_over_every_level():
    made = sorted(mixed(drift=-0.4, levels=5), key=lambda j: (j.at, j.nomination, j.reviewer))
    turns = {}
    rows, points = [], []
    for one in made:
        turns[one.reviewer] = turns.get(one.reviewer, -1) + 1
        row = np.zeros(1 + 6 + 40)
        row[0] = turns[one.reviewer] / 10
        row[1 + int(one.reviewer[1:])] = row[7 + int(one.nomination[1:])] = 1
        rows.append(row)
        points.append(one.points)
    used = np.array(rows)
    solution, _, rank, _ = np.linalg.lstsq(used, np.array(points), rcond=None)
    left = np.array(points) - used @ solution
    covariance = np.linalg.pinv(used.T @ used) * (left @ left) / (len(points) - rank)
    half = stats.t.ppf(0.975, len(points) - rank) * covariance[0, 0] ** 0.5

    found, _ = drifts(made)

    assert found is not None
    assert found.value == pytest.approx(solution[0], abs=1e-6)
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half))


def test_the_interval_of_all_holds_as_often_as_it_promises():
    wrong = sum(drifts(mixed(seed=seed))[0].excludes_zero for seed in range(400))

    assert 8 <= wrong <= 33  # 20 expected; three standard errors are 13


def test_where_all_read_in_step_no_drift_of_all_can_be_told():
    made = [
        Judged(who, f"N{n}", NOON + timedelta(hours=n), 50 + n * 2 + shift)
        for n in range(12)
        for who, shift in (("A", 0), ("B", 5))
    ]

    assert drifts(made)[0] is None
