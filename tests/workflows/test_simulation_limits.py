"""Simulation in the limits: without errors, with nothing but noise, with nothing but severity."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.workflows.simulated import FINE, METHOD, SETTING, chance, rows
from workflows.simulation import (
    Figure,
    Method,
    reliability,
    usual_noise,
    usual_severity,
)
from workflows.simulation.counting import counted
from workflows.simulation.figures import proportion
from workflows.simulation.judging import Real, Whole, assigned, scored
from workflows.simulation.judging import judged as weighted


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
