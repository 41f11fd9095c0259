"""Simulation: exact where it can be, and the same as a literal loop."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from math import sqrt

import numpy as np
import pytest

from tests.workflows.running import run
from tests.workflows.shipped import changed
from tests.workflows.simulated import FINE_SCALE, METHOD, RUBRIC, SETTING, SMALL, chance, rows
from workflows.commands import simulate as command
from workflows.plan.evaluation import Order
from workflows.ranking import rank
from workflows.scoring import summarise
from workflows.simulation.counting import counted
from workflows.simulation.figures import mean, proportion
from workflows.simulation.judging import Chance, assigned, hundredths


def test_scores_are_those_of_the_engine() -> None:
    points = chance().integers(1, 6, (400, 3, 4))

    total = ((points - 1) * METHOD.weights).sum(axis=(1, 2))

    told = hundredths(total, METHOD.whole(3)).tolist()
    keys = list(RUBRIC.criteria)
    for nomination, score in zip(points.tolist(), told, strict=True):
        reviews = {
            str(n): dict(zip(keys, given, strict=True)) for n, given in enumerate(nomination)
        }
        assert summarise(RUBRIC, "N", reviews).mean_points == Decimal(score) / 100


@pytest.mark.parametrize(
    ("total", "whole", "score"),
    [
        (1, 80_000, 0),
        (3, 80_000, 0),
        (5, 80_000, 1),
        (4, 80_000, 0),
        (12, 80_000, 2),
        (20, 80_000, 2),
    ],
)
def test_halves_go_to_even(total: int, whole: int, score: int) -> None:
    assert hundredths(np.array([total]), whole).tolist() == [score]
    assert round(Decimal(10_000 * total) / whole) == score


@pytest.mark.parametrize("nominations", [1, 2, 7, 40])
@pytest.mark.parametrize(
    ("reviews", "reviewers"), [(1, 1), (2, 3), (3, 3), (4, 6), (3, 40), (5, 7)]
)
def test_an_assignment_is_distinct_and_balanced(
    nominations: int, reviews: int, reviewers: int
) -> None:
    readers = assigned(chance(), 30, nominations, reviews, reviewers)

    assert readers.shape == (reviews, 30, nominations)
    for edition in range(30):
        loads = Counter(readers[:, edition].ravel().tolist())
        every = [loads[reviewer] for reviewer in range(reviewers)]
        assert max(every) - min(every) <= 1
        assert len(loads) == sum(load > 0 for load in every)
        assert all(len(set(column)) == reviews for column in readers[:, edition].T.tolist())


def test_every_pair_of_reviewers_meets_as_often_as_chance_has_it() -> None:
    readers = assigned(chance(), 2000, 6, 2, 4)

    pairs = Counter(frozenset(pair) for pair in readers.reshape(2, -1).T.tolist())
    assert len(pairs) == 6
    assert all(abs(number - 2000) < 4 * sqrt(12_000 / 6) for number in pairs.values())


def test_ties_share_a_place_and_the_better_one_counts() -> None:
    score = np.array([[50, 90, 70, 70, 70, 10]])
    merit = np.array([[5.0, 1.0, 4.0, 3.0, 2.0, 0.0]])

    counts = counted(score, merit, 3, 1, chance())

    assert (counts.shortlisted, counts.first_shortlisted, counts.best_shortlisted) == (4, 2, 0)
    assert (counts.rank_total, counts.rank_squares, counts.best_honoured) == (5, 25, 0)
    assert counts.all_first_shortlisted == 0


def test_several_laureates_are_the_first_of_the_shortlist() -> None:
    score = np.array([[50, 90, 70, 60]])
    merit = np.array([[4.0, 1.0, 3.0, 2.0]])

    counts = counted(score, merit, 3, 2, chance())

    assert (counts.rank_total, counts.best_honoured, counts.first_shortlisted) == (4 + 2, 0, 2)


def test_a_lot_decides_among_the_tied() -> None:
    score, merit = np.zeros((4000, 4), dtype=np.int64), np.tile(np.arange(4.0), (4000, 1))

    hits = counted(score, merit, 2, 1, chance()).best_honoured

    assert proportion(hits, 4000).low < 0.25 < proportion(hits, 4000).high


# Wilson's interval for 0 and for 1 of 10, and for 5 of 10, as published tables have them.
@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_wilson(hits: int, trials: int, low: float, high: float) -> None:
    found = proportion(hits, trials)

    assert (found.value, round(found.low, 4), round(found.high, 4)) == (hits / trials, low, high)


def test_the_interval_of_a_mean() -> None:
    sample = [1, 2, 2, 3, 7, 9]

    found = mean(sum(sample), sum(v * v for v in sample), len(sample))

    half = 1.959964 * float(np.std(sample, ddof=1)) / sqrt(6)
    assert found.value == 4
    assert found.high - 4 == pytest.approx(half)
    assert 4 - found.low == pytest.approx(half)


# ---------------------------------------------------------------- the same, literally


def literal_edition(random: Chance) -> tuple[bool, int, int]:
    """One edition in plain loops: best honoured, how many of the first three shortlisted, rank."""
    merit = [random.normal() for _ in range(SETTING.nominations)]
    severity = [random.normal(0, SETTING.severity) for _ in range(SETTING.reviewers)]
    load = [0] * SETTING.reviewers
    points: dict[str, Decimal | None] = {}
    for number, worth in enumerate(merit):
        reviews = {}
        by_load = sorted(range(SETTING.reviewers), key=lambda r: (load[r], random.random()))
        for reviewer in by_load[:3]:
            load[reviewer] += 1
            liking = random.normal(0, SETTING.noise * sqrt(SETTING.halo))
            given = {}
            for key in RUBRIC.criteria:
                own = random.normal(0, SETTING.noise * sqrt(1 - SETTING.halo))
                felt = 3 + worth * 4 / 6 + severity[reviewer] + liking + own
                given[key] = min(5, max(1, round(felt)))
            reviews[str(reviewer)] = given
        points[str(number)] = summarise(RUBRIC, str(number), reviews).mean_points
    places = rank(points)
    shortlist = {int(key) for place, key in places if place is not None and place <= 3}
    tied = [int(key) for place, key in places if place == 1]
    laureate = tied[random.integers(len(tied))]
    by_merit = sorted(range(SETTING.nominations), key=lambda n: -merit[n])
    return by_merit[0] == laureate, len(shortlist & {*by_merit[:3]}), 1 + by_merit.index(laureate)


def test_a_literal_loop_agrees() -> None:
    random, editions = chance(11), 250
    told = [literal_edition(random) for _ in range(editions)]
    best, found, ranks = zip(*told, strict=True)

    (row,) = rows(METHOD, replace(SETTING, editions=4000), 3)

    literal = (
        proportion(sum(best), editions),
        mean(sum(found), sum(f * f for f in found), editions),
        mean(sum(ranks), sum(r * r for r in ranks), editions),
    )
    ours = (row.best_honoured, row.first_shortlisted, row.laureate_rank)
    for slow, fast in zip(literal, ours, strict=True):
        assert slow.low <= fast.value <= slow.high


# ---------------------------------------------------------------- by calibrated scores


def test_calibrated_scores_order_where_the_plan_says_so() -> None:
    """With reviewers who differ more than they err, calibration finds the best more often."""
    setting = replace(SETTING, severity=2.0, noise=0.3, nominations=15)

    plain = rows(FINE_SCALE, setting, 3)[0]
    calibrated = rows(replace(FINE_SCALE, order=Order.CALIBRATED), setting, 3)[0]

    assert calibrated.best_honoured.low > plain.best_honoured.high


def test_means_order_where_calibration_is_refused() -> None:
    """One review each: nothing ties nominations together, so both ways are the same."""
    by_merit = replace(METHOD, order=Order.CALIBRATED)

    assert rows(by_merit, SETTING, 1) == rows(METHOD, SETTING, 1)


def test_the_answer_says_what_makes_the_order() -> None:
    ordered = changed(("lowest = 1\n", 'lowest = 1\nordered_by = "calibrated"\n')).encode()
    words = ("-", *SMALL, "--reviews", "3", "--category", "youth-leader")

    lines = run(command.COMMAND, *words, stdin=ordered).text
    answer = json.loads(run(command.COMMAND, *words, "--json", stdin=ordered).text)

    assert "order\tby calibrated scores; by means where calibration is refused" in lines
    assert answer["method"]["order"] == "calibrated"
