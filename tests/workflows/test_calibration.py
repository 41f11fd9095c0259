"""Calibration: right against truth, textbook and published figures; honest where it cannot be."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workflows.judged import Textbook, table, world
from workflows.calibration import (
    Calibration,
    Review,
    Table,
    Variances,
    calibrate,
)
from workflows.calibration import merits as merits_alone
from workflows.calibration.by_lanczos import ByLanczos
from workflows.calibration.by_nominations import ByNominations
from workflows.calibration.by_reviewers import ByReviewers
from workflows.calibration.equations import Equations
from workflows.calibration.fitting import equations_for


def merits(calibration: Calibration) -> dict[str, float]:
    """Merit by nomination, those that have one."""
    return {each.id: each.merit for each in calibration.nominations if each.merit is not None}


def variances(calibration: Calibration) -> Variances:
    """The variances of a calibration that was not refused."""
    assert calibration.variances is not None
    return calibration.variances


def codes(calibration: Calibration) -> list[str]:
    """Why it was refused."""
    return [each.code for each in calibration.refusals]


SMALL = world(12, 5, 3).reviews

# ---------------------------------------------------------------- against the textbook


def test_merits_are_those_of_hendersons_equations_written_out() -> None:
    found = calibrate(SMALL)
    book = Textbook(table(SMALL))
    parts = variances(found)
    expected = book.merits(parts.nomination, parts.residual)

    differences = np.array(list(merits(found).values())) - (found.mean or 0)
    assert differences == pytest.approx(expected, abs=1e-9)


def test_variances_make_the_restricted_likelihood_greatest() -> None:
    found = variances(calibrate(SMALL))
    book = Textbook(table(SMALL))
    top = book.likelihood(found.nomination, found.residual)

    for factor in (0.8, 0.95, 1.05, 1.25):
        assert book.likelihood(found.nomination * factor, found.residual) < top
        assert book.likelihood(found.nomination, found.residual * factor) < top


@pytest.mark.parametrize("seed", range(4))
def test_merits_alone_are_those_of_the_whole_calibration(seed: int) -> None:
    reviews = world(9, 4, 2, seed=seed, sds=(0.8, 1.0, 1.2)).reviews
    fit = calibrate(reviews).fit
    assert fit is not None

    assert merits_alone(table(reviews)) == pytest.approx(fit.solution.merit, abs=1e-3)


@pytest.mark.parametrize("ratio", [0.05, 1.5, 30.0])
def test_all_ways_of_solving_give_the_same(ratio: float) -> None:
    given_points = table(world(60, 15, 4).reviews)
    exact = ByNominations(given_points)
    other, products = ByReviewers(given_points), ByLanczos(given_points)
    weights = np.full(15, 1 / 15)
    solution = exact.solve(ratio)

    assert other.fit(ratio) == pytest.approx(exact.fit(ratio), rel=1e-9)
    assert products.fit(ratio)[1] == pytest.approx(exact.fit(ratio)[1], rel=1e-9)
    assert products.fit(ratio)[0] == pytest.approx(exact.fit(ratio)[0], rel=0.03)
    for equations in (other, products):
        assert equations.merit(ratio) == pytest.approx(solution.merit, abs=1e-7)
        assert equations.solve(ratio).level == pytest.approx(solution.level, abs=1e-7)
    assert other.solve(ratio).spread == pytest.approx(solution.spread, abs=1e-10)
    assert other.errors(ratio, weights) == pytest.approx(exact.errors(ratio, weights), rel=1e-9)
    estimated = products.errors(ratio, weights) / exact.errors(ratio, weights)
    assert float(np.mean(estimated)) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("way", [ByNominations, ByReviewers, ByLanczos])
def test_draws_spread_as_the_textbook_says(way: Callable[[Table], Equations]) -> None:
    given_points = table(world(30, 8, 3).reviews)
    exact = ByNominations(given_points).covariance(1.5)

    drawn = way(given_points).draws(1.5, 20_000, np.random.Generator(np.random.PCG64(3)))

    assert np.cov(drawn.T) == pytest.approx(exact, abs=0.02)


def test_the_larger_side_is_the_one_eliminated() -> None:
    chosen = [
        type(equations_for(table(world(*size).reviews)))
        for size in ((100, 10, 3), (800, 10, 3), (800, 1100, 4))
    ]

    assert chosen == [ByNominations, ByReviewers, ByLanczos]


@pytest.mark.parametrize("size", [(800, 40, 4), (800, 1100, 6)])
def test_large_tables_find_the_truth_as_small_ones_do(size: tuple[int, int, int]) -> None:
    truth = world(*size)
    found = calibrate(truth.reviews)
    parts = variances(found)

    assert parts.nomination == pytest.approx(2.25, rel=0.15)
    assert parts.residual == pytest.approx(1.44, rel=0.1)
    assert 0.93 <= covered([(found, truth.merit)]) <= 0.97


# ---------------------------------------------------------------- against the truth


def covered(pairs: list[tuple[Calibration, dict[str, float]]]) -> float:
    """The share of intervals that hold the true merit."""
    hits = [
        each.low <= truth[each.id] <= each.high
        for found, truth in pairs
        for each in found.nominations
        if each.low is not None and each.high is not None
    ]
    return sum(hits) / len(hits)


@pytest.mark.parametrize(
    ("size", "sds", "editions"),
    [
        ((77, 20, 3), (1.5, 1.0, 1.2), 24),
        ((77, 20, 3), (0.5, 0.2, 1.2), 48),
        ((20, 8, 3), (0.6, 1.0, 1.2), 80),
        ((20, 8, 3), (1.5, 1.0, 1.2), 80),
        ((60, 12, 3), (1.5, 1.0, 1.2), 32),
        ((300, 300, 5), (1.5, 1.0, 1.2), 3),
    ],
)
def test_intervals_hold_the_truth_as_often_as_they_say(
    size: tuple[int, int, int], sds: tuple[float, float, float], editions: int
) -> None:
    worlds = [world(*size, seed=seed, sds=sds) for seed in range(editions)]

    share = covered([(calibrate(each.reviews), each.merit) for each in worlds])

    assert 0.93 <= share <= 0.97


def test_severities_hold_the_truth_as_often_as_they_say() -> None:
    hits = []
    for seed in range(30):
        truth = world(40, 12, 3, seed=seed)
        for each in calibrate(truth.reviews).reviewers:
            assert each.low is not None
            assert each.high is not None
            hits.append(each.low <= truth.severity[each.id] <= each.high)

    assert 0.93 <= sum(hits) / len(hits) <= 0.98


def test_calibrated_scores_are_nearer_the_truth_than_raw_means() -> None:
    raw, calibrated = [], []
    for seed in range(10):
        truth = world(60, 12, 3, seed=seed)
        for each in calibrate(truth.reviews).nominations:
            assert each.raw_mean is not None
            assert each.merit is not None
            raw.append((each.raw_mean - truth.merit[each.id]) ** 2)
            calibrated.append((each.merit - truth.merit[each.id]) ** 2)

    assert sum(calibrated) < 0.75 * sum(raw)


# ---------------------------------------------------------------- what must not matter


@st.composite
def categories(draw: st.DrawFn) -> list[Review]:
    """Small categories of any shape that hang together, with whole points 0 to 10."""
    nominations, reviewers = draw(st.integers(3, 9)), draw(st.integers(2, 6))
    pairs = [(n, r) for n in range(nominations) for r in range(reviewers)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=6, max_size=len(pairs)))
    points = draw(st.lists(st.integers(0, 10), min_size=len(chosen), max_size=len(chosen)))
    return [Review(f"N{n}", f"R{r}", float(p)) for (n, r), p in zip(chosen, points, strict=True)]


def ordered(calibration: Calibration, least: float = 1e-4) -> list[tuple[str, str]]:
    """Every pair whose first is better, by more than rounding."""
    found = merits(calibration)
    return [(a, b) for a in found for b in found if found[a] - found[b] > least]


@settings(deadline=None)
@given(categories(), st.integers(0, 5), st.integers(-50, 50))
def test_shifting_one_reviewers_points_changes_no_order(
    reviews: list[Review], number: int, shift: int
) -> None:
    found = calibrate(reviews)
    assume(not found.refusals)
    reviewer = sorted({each.reviewer for each in reviews})[number % len(found.reviewers)]

    shifted = calibrate(
        replace(each, points=(each.points or 0) + shift) if each.reviewer == reviewer else each
        for each in reviews
    )

    before, after = merits(found), merits(shifted)
    moved = {key: after[key] - before[key] for key in before}
    assert max(moved.values()) - min(moved.values()) < 1e-4
    assert set(ordered(found)) <= set(ordered(shifted, 0.0))
    one, other = variances(found), variances(shifted)
    assert other.nomination == pytest.approx(one.nomination, rel=1e-3, abs=1e-6)
    assert other.residual == pytest.approx(one.residual, rel=1e-3, abs=1e-6)


@settings(deadline=None)
@given(categories(), st.randoms(use_true_random=False))
def test_the_order_of_the_reviews_changes_nothing(
    reviews: list[Review], chance: random.Random
) -> None:
    shuffled = list(reviews)
    chance.shuffle(shuffled)

    assert calibrate(shuffled) == calibrate(reviews)


@settings(deadline=None)
@given(categories(), st.sampled_from([0.01, 0.5, 10.0, 1000.0]))
def test_another_unit_of_points_scales_everything(reviews: list[Review], unit: float) -> None:
    found = calibrate(reviews)
    assume(not found.refusals)

    scaled = calibrate(replace(each, points=unit * (each.points or 0)) for each in reviews)

    assert codes(scaled) == []
    for one, other in zip(found.nominations, scaled.nominations, strict=True):
        assert one.merit is not None
        assert one.sd is not None
        assert other.merit == pytest.approx(unit * one.merit, rel=1e-3, abs=1e-3 * unit)
        assert other.sd == pytest.approx(unit * one.sd, rel=5e-3, abs=1e-3 * unit)


@settings(deadline=None)
@given(categories())
def test_every_category_has_figures_or_a_reason(reviews: list[Review]) -> None:
    found = calibrate(reviews)

    for each in found.nominations:
        figures = (each.merit, each.sd, each.low, each.high)
        assert each.raw_mean is not None
        if found.refusals:
            assert figures == (None,) * 4
        else:
            assert all(figure is not None and np.isfinite(figure) for figure in figures)
    assert bool(found.refusals) == (found.fit is None)


def test_merits_are_shrunken_towards_each_other() -> None:
    truth = world(30, 6, 3)
    found = calibrate(truth.reviews)
    raw = [each.raw_mean for each in found.nominations if each.raw_mean is not None]

    assert np.ptp(list(merits(found).values())) < np.ptp(raw)


def test_a_severe_reviewer_does_no_harm() -> None:
    """Two equal nominations, one of which the severe reviewer read."""
    reviews = [
        Review(f"N{n}", reviewer, 50.0 + 3 * n + (n % 3) + level)
        for n in range(8)
        for reviewer, level in (("mild", 5.0), ("middling", 0.0))
    ]
    reviews += [Review(f"N{n}", "severe", 40.0 + 3 * n + (n + 1) % 3) for n in (0, 2, 4, 6)]
    found = calibrate(reviews)
    raw = {each.id: each.raw_mean or 0 for each in found.nominations}

    assert raw["N5"] > raw["N6"]
    assert merits(found)["N6"] > merits(found)["N5"]
    severities = {each.id: each.severity or 0 for each in found.reviewers}
    assert sorted(severities, key=severities.__getitem__) == ["severe", "middling", "mild"]
