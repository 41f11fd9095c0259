"""Simulation: exact where it can be, right in the limits, and the same as a literal loop."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PLAN, changed, plan_with
from workflows.commands import simulate as command
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Order
from workflows.plan.model import Plan
from workflows.ranking import rank
from workflows.scoring import summarise
from workflows.simulation import (
    Figure,
    Method,
    Row,
    Setting,
    method_of,
    reliability,
    simulate,
    usual_noise,
    usual_severity,
)
from workflows.simulation.counting import counted
from workflows.simulation.figures import mean, proportion
from workflows.simulation.judging import Chance, Real, Whole, assigned, hundredths, scored
from workflows.simulation.judging import judged as weighted

RUBRIC = PLAN.rubrics["individual"]
METHOD = method_of(PLAN, "youth-leader", 20)
FINE_SCALE = replace(METHOD, lowest=0, highest=100)
FINE = replace(METHOD, lowest=0, highest=1_000_000, most_per_reviewer=500)
SETTING = Setting(
    nominations=20, reviewers=8, severity=0.4, noise=0.9, halo=0.3, editions=400, seed=7
)
SMALL = ("--nominations", "20", "--reviewers", "10", "--editions", "200")


def chance(seed: int = 1) -> Chance:
    """A generator."""
    return np.random.Generator(np.random.PCG64(seed))


def rows(method: Method, setting: Setting, *reviews: int) -> tuple[Row, ...]:
    """Rows without regard to the plan's own number of reviews."""
    return simulate(method, setting, reviews, ())


# ---------------------------------------------------------------- what the plan says


def test_the_method_is_the_plans_own() -> None:
    expected = Method(
        category="youth-leader",
        lowest=1,
        highest=5,
        weights=(7, 6, 5, 2),
        reviews=3,
        most_per_reviewer=16,
        places=3,
        has_shortlist=True,
        laureates=1,
        minimum_field=3,
    )

    assert method_of(PLAN, "youth-leader", 20) == expected


ELECTED = '{ elected = { ballot = "shortlist" } }'


@pytest.mark.parametrize(
    ("guard", "places", "has_shortlist"),
    [
        (ELECTED, 3, True),
        ("{ within_places = { places = 7 } }", 7, True),
        (ELECTED + ", { within_places = { places = 2 } }", 2, True),
        (ELECTED + ", { within_places = { places = 9 } }", 3, True),
        ('{ ballot_closed = { ballot = "shortlist" } }', 1, False),
    ],
)
def test_the_shortlist_is_what_a_guard_lets_through(
    guard: str, places: int, has_shortlist: bool
) -> None:
    method = method_of(plan_with((ELECTED, guard)), "youth-leader", 20)

    assert (method.places, method.has_shortlist) == (places, has_shortlist)


def test_several_ways_to_the_shortlist_let_through_as_many_as_the_widest() -> None:
    second = """[workflows.standard.actions.set-aside]"""
    way = """[workflows.standard.actions.second-way]
label = { en = "Second way", zh = "另一途径" }
from = ["ranked"]
to = "shortlisted"
by = ["chair", "deputy"]
guards = [{ within_places = { places = %d } }]

"""

    narrow, wide = (plan_with((second, way % places + second)) for places in (2, 8))

    assert method_of(narrow, "youth-leader", 20).places == 3
    assert method_of(wide, "youth-leader", 20).places == 8


def plan_giving(awards: int) -> Plan:
    """The shipped plan with another number of youth awards, whatever they cost."""
    category = PLAN.categories["youth-leader"]
    given = replace(category, award=replace(category.award, awards=awards))
    return replace(PLAN, categories={**PLAN.categories, "youth-leader": given})


def plan_weighing(*weights: str) -> Plan:
    """The shipped plan with other weights of the individual rubric."""
    criteria = {
        key: replace(criterion, weight=Decimal(weight))
        for (key, criterion), weight in zip(RUBRIC.criteria.items(), weights, strict=True)
    }
    rubric = replace(RUBRIC, criteria=criteria)
    return replace(PLAN, rubrics={**PLAN.rubrics, "individual": rubric})


def test_no_more_laureates_than_the_shortlist_holds() -> None:
    assert method_of(plan_giving(9), "youth-leader", 20).laureates == 3
    assert method_of(plan_giving(2), "youth-leader", 20).laureates == 2


@pytest.mark.parametrize(
    ("weights", "whole"),
    [
        (("40", "30", "25", "5.0"), (8, 6, 5, 1)),
        (("33.3", "33.3", "33.3", "0.1"), (333, 333, 333, 1)),
        (("45", "30", "25", "0"), (9, 6, 5)),
        (("100", "0", "0", "0"), (1,)),
    ],
)
def test_weights_become_the_smallest_whole_numbers(
    weights: tuple[str, ...], whole: tuple[int, ...]
) -> None:
    assert method_of(plan_weighing(*weights), "youth-leader", 20).weights == whole


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (plan_giving(0), "--category: youth-leader gives no award"),
        (plan_weighing("35.0000000000001", "29.9999999999999", "25", "10"), "too finely graded"),
    ],
)
def test_what_cannot_be_simulated(plan: Plan, sentence: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        method_of(plan, "youth-leader", 20)

    assert sentence in str(refused.value)


# ---------------------------------------------------------------- exact parts


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


# ---------------------------------------------------------------- limits


def test_without_errors_on_a_fine_scale_the_best_is_always_found() -> None:
    exact = replace(SETTING, severity=0.0, noise=0.0)

    (row,) = rows(FINE, exact, 3)

    # In these editions no two of the first four differ by less than scores can tell.
    assert row.best_honoured == Figure(1.0, proportion(400, 400).low, 1.0)
    assert row.laureate_rank == Figure(1.0, 1.0, 1.0)
    assert row.first_shortlisted == Figure(3.0, 3.0, 3.0)
    assert (row.all_first_shortlisted.value, row.shortlist_size) == (1.0, 3.0)


def test_the_rank_of_several_laureates_is_their_mean() -> None:
    exact = replace(SETTING, severity=0.0, noise=0.0)

    (row,) = rows(replace(FINE, laureates=2), exact, 3)

    # Scores that round to the same hundredth are rare, but they do come.
    assert row.laureate_rank.value == pytest.approx(1.5, abs=0.01)


def test_rows_for_comparison_get_as_many_reviewers_as_they_need() -> None:
    few = replace(SETTING, nominations=4, reviewers=3, editions=100)
    many = replace(SETTING, nominations=40, reviewers=3, editions=100)

    assert [row.reviewers for row in rows(METHOD, few, 2, 3, 5)] == [3, 3, 5]
    assert [row.reviewers for row in rows(METHOD, many, 1, 2, 8)] == [3, 5, 20]
    assert [row.load.most for row in rows(METHOD, many, 1, 2, 8)] == [14, 16, 16]


def test_with_nothing_but_noise_everybody_is_honoured_alike() -> None:
    (row,) = rows(METHOD, replace(SETTING, noise=1e6, halo=0.0, editions=4000), 3)

    assert row.best_honoured.low < 1 / 20 < row.best_honoured.high
    assert row.laureate_rank.low < 10.5 < row.laureate_rank.high


def test_with_nothing_but_severity_everybody_is_honoured_alike() -> None:
    (row,) = rows(METHOD, replace(SETTING, severity=1e6, noise=0.0, editions=4000), 1)

    assert row.best_honoured.low < 1 / 20 < row.best_honoured.high


@pytest.mark.parametrize("method", [METHOD, FINE], ids=["coarse", "fine"])
def test_more_reviews_never_hurt_significantly(method: Method) -> None:
    severe, noisy = method.merit_sd, 2 * method.merit_sd
    setting = replace(SETTING, severity=severe, noise=noisy, editions=1500)

    found = rows(method, setting, *range(1, 9))

    for fewer, more in pairwise(found):
        assert more.best_honoured.high >= fewer.best_honoured.low
        assert more.laureate_rank.low <= fewer.laureate_rank.high
    assert found[-1].best_honoured.low > found[0].best_honoured.high
    assert found[-1].laureate_rank.high < found[0].laureate_rank.low


MERIT = 0.3 * chance(2).standard_normal((50, 10))
"""Fifty editions of ten nominations, all of them far from the ends of the scale."""


def judged(method: Method, severity: Real, readers: Whole) -> Whole:
    """Their scores, with the same noise each time."""
    points = weighted(method, MERIT, severity, readers, method.merit_sd / 5, 0.4, chance(3))
    return scored(method, points)


def test_a_severity_that_all_share_changes_nothing() -> None:
    readers = assigned(chance(4), 50, 10, 3, 6)
    nobody, all_alike = np.zeros((50, 6)), np.full((50, 6), 20_000.0)

    plain, mild = judged(FINE, nobody, readers), judged(FINE, all_alike, readers)

    assert (mild - plain == 200).all()  # 20,000 points of a million are two percent
    assert counted(plain, MERIT, 3, 1, chance(5)) == counted(mild, MERIT, 3, 1, chance(5))


def test_another_order_of_reviewers_changes_nothing() -> None:
    severity, readers = chance(5).normal(0, 0.5, (50, 6)), assigned(chance(4), 50, 10, 3, 6)
    order = chance(6).permutation(6)

    renamed = judged(METHOD, severity[:, order], np.argsort(order)[readers])

    assert (renamed == judged(METHOD, severity, readers)).all()


def test_severity_is_the_reviewers_own_throughout_an_edition() -> None:
    readers = assigned(chance(4), 50, 10, 1, 2)
    severity = np.tile([-1e6, 1e6], (50, 1))

    score = judged(METHOD, severity, readers)

    assert (score == 10_000 * readers[0]).all()


def test_the_usual_errors_make_reviews_agree_as_usual() -> None:
    severity = usual_severity(METHOD)
    usual = replace(SETTING, severity=severity, noise=usual_noise(METHOD, severity, 0.3))

    assert reliability(METHOD, usual) == pytest.approx(0.34)
    assert usual_noise(METHOD, 100.0, 0.3) == 0


def test_reliability_is_the_correlation_of_two_reviews() -> None:
    sd, one = FINE.merit_sd, chance(2)
    setting = replace(SETTING, severity=sd / 3, noise=0.8 * sd, halo=0.8)
    merit = np.repeat(one.standard_normal((10_000, 1)), 2, axis=1)
    severity = setting.severity * one.standard_normal((10_000, 2))
    readers = assigned(one, 10_000, 2, 1, 2)  # two of equal merit, read by one reviewer each

    points = weighted(FINE, merit, severity, readers, setting.noise, setting.halo, one)
    score = scored(FINE, points)

    found = np.corrcoef(score[:, 0], score[:, 1])[0, 1]
    assert found == pytest.approx(reliability(FINE, setting), abs=0.02)


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
