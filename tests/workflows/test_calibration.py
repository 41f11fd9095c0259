"""Calibration: right against truth, textbook and published figures; honest where it cannot be."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workflows.judged import DATA, Textbook, skating, table, world
from workflows.calibration import (
    Calibration,
    Review,
    Table,
    Variances,
    calibrate,
    forecast,
    held_out,
)
from workflows.calibration.by_lanczos import ByLanczos
from workflows.calibration.by_nominations import ByNominations
from workflows.calibration.by_reviewers import ByReviewers
from workflows.calibration.equations import Equations
from workflows.calibration.fitting import equations_for
from workflows.calibration.profile import parts, peak, student
from workflows.calibration.scale import scales
from workflows.errors import UnusableInput


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


# ---------------------------------------------------------------- against published figures


def test_severities_of_skating_judges_are_those_of_lme4() -> None:
    """Computed elsewhere by lme4 as y ~ 1 + (1|performance) + (1|judge); ADR 0014."""
    with (DATA / "skating_severities.csv").open(encoding="utf-8") as file:
        expected = {row["reviewer"]: row for row in csv.DictReader(file)}

    found = calibrate(skating()).reviewers

    assert {each.id for each in found} == set(expected)
    for each in found:
        assert each.severity == pytest.approx(float(expected[each.id]["severity"]), abs=1e-4)
        assert each.sd == pytest.approx(float(expected[each.id]["sd"]), rel=0.02)
        assert each.reviews == int(expected[each.id]["reviews"])


def test_held_out_points_of_skating_judges_are_foretold_better() -> None:
    found = held_out(skating(), folds=4)

    assert found is not None
    assert found.reviews == 5040
    assert found.by_calibrated < 0.96 * found.by_raw


def sample(name: str) -> Path:
    """A file of the sample data, or the test is skipped, saying so."""
    folder = os.environ.get("PRIZE_SAMPLE_DATA")
    if not folder or not (Path(folder) / name).is_file():
        pytest.skip(f"PRIZE_SAMPLE_DATA does not name a folder with {name}")
    return Path(folder) / name


def read(path: Path, nomination: str, reviewer: str, points: str) -> list[Review]:
    """Reviews of a sample."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        Review(row[nomination], row[reviewer], float(row[points]) if row[points] else None)
        for row in rows
    ]


@pytest.mark.parametrize(
    ("name", "columns", "known", "at_most"),
    [
        ("judging/aibs_grant_panel.csv", ("proposal", "reviewer", "rating"), True, 0.99),
        ("judging/wine_judges.csv", ("bottle", "judge", "response_0_100"), True, 0.9),
        ("reviews/iclr2017_reviews.csv", ("submission", "reviewer_label", "rating"), False, 0.96),
    ],
)
def test_held_out_points_of_real_reviews_are_foretold_better(
    name: str, columns: tuple[str, str, str], known: bool, at_most: float
) -> None:
    found = held_out(read(sample(name), *columns), known=known)

    assert found is not None
    assert found.by_calibrated < at_most * found.by_raw


def test_variances_of_a_grant_panel_are_near_those_with_random_severities() -> None:
    """The reference takes severities for draws too; with 28 proposals that shifts little."""
    path = sample("judging/aibs_grant_panel.csv")

    found = variances(calibrate(read(path, "proposal", "reviewer", "rating")))

    assert found.nomination == pytest.approx(63.163, rel=0.01)
    assert found.reviewer == pytest.approx(0.4535, rel=0.02)
    assert found.residual == pytest.approx(5.282, rel=0.02)


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


# ---------------------------------------------------------------- where it cannot be


def reviews_of(*rows: tuple[str, str, float | None]) -> list[Review]:
    """Reviews written as rows."""
    return [Review(*row) for row in rows]


def test_nothing_at_all_is_refused() -> None:
    assert codes(calibrate([])) == ["no_points"]
    assert codes(calibrate(reviews_of(("A", "x", None)))) == ["no_points"]


def test_an_abstention_is_missing_and_no_zero() -> None:
    extra = [Review(SMALL[0].nomination, "silent", None), Review("unread", SMALL[0].reviewer, None)]
    plain, found = calibrate(SMALL), calibrate([*SMALL, *extra])

    assert merits(found) == merits(plain)
    assert [(e.id, e.reviews, e.raw_mean) for e in found.nominations if e.merit is None] == [
        ("unread", 0, None)
    ]
    assert [(e.id, e.severity) for e in found.reviewers if not e.reviews] == [("silent", None)]
    assert [each.code for each in found.remarks if each.code == "unscored"] == ["unscored"]


def test_parts_that_no_reviewer_ties_are_named() -> None:
    apart = reviews_of(
        ("A", "x", 1), ("A", "y", 2), ("B", "x", 3), ("B", "y", 3),
        ("C", "z", 5), ("D", "z", 6), ("D", "w", 5), ("C", "w", 7), ("E", "w", 7),
    )  # fmt: skip
    found = calibrate(apart)

    assert codes(found) == ["reviewers_apart"]
    assert found.refusals[0].facts == {"parts": 2, "first": "C, D, E", "second": "A, B"}
    assert [(part.nominations, part.reviewers) for part in found.parts] == [
        (("C", "D", "E"), ("w", "z")),
        (("A", "B"), ("x", "y")),
    ]
    assert not found.connected
    assert [each.raw_mean for each in found.nominations] == [1.5, 3, 6, 5.5, 7]
    # One reviewer who reads on both sides is enough.
    assert calibrate([*apart, Review("A", "z", 4)]).connected


def test_one_review_of_each_by_one_reviewer_tells_no_noise_from_merit() -> None:
    found = calibrate(reviews_of(("A", "x", 1), ("B", "x", 2), ("C", "x", 5)))

    assert codes(found) == ["reviews_too_few"]
    assert found.refusals[0].facts == {"reviews": 3, "nominations": 3, "reviewers": 1}


def test_one_nomination_cannot_be_compared() -> None:
    found = calibrate(reviews_of(("A", "x", 1), ("A", "y", 3)))

    assert codes(found) == ["too_few_nominations"]


@pytest.mark.parametrize("levels", [(5, 5, 5), (2, 5, 9)])
def test_reviewers_who_give_everybody_the_same_say_nothing(levels: tuple[int, int, int]) -> None:
    same = [
        Review(nomination, reviewer, float(level))
        for nomination in "ABCD"
        for reviewer, level in zip("xyz", levels, strict=True)
    ]

    assert codes(calibrate(same)) == ["points_all_equal"]


def test_differences_no_larger_than_chance_are_no_order() -> None:
    """Reviewers contradict each other: the variance of merit is nought, and that is said."""
    even = [
        Review(nomination, reviewer, float(points))
        for reviewer, all_points in (("x", (1, 2, 3, 4)), ("y", (4, 3, 2, 1)))
        for nomination, points in zip("ABCD", all_points, strict=True)
    ]
    found = calibrate(even)

    assert variances(found).nomination == 0
    assert set(merits(found).values()) == {2.5}
    assert all(each.sd is not None and each.sd > 0.3 for each in found.nominations)
    assert "no_difference_measured" in [each.code for each in found.remarks]


def test_points_without_noise_are_taken_as_they_are() -> None:
    exact = [Review(f"N{n}", f"R{r}", 10.0 * n + 3 * r) for n in range(6) for r in range(3)]
    found = calibrate(exact)

    assert variances(found).residual < 1e-3
    assert [round(each, 2) for each in np.diff(list(merits(found).values()))] == [10.0] * 5


def test_unknown_reviewers_only_shrink() -> None:
    rows = reviews_of(("A", "1", 5), ("A", "2", 6), ("B", "1", 2), ("B", "2", 4), ("C", "1", 9))
    found = calibrate(rows, known=False)

    assert codes(found) == []
    assert found.reviewers == ()
    assert variances(found).reviewer is None
    assert sorted(merits(found), key=merits(found).__getitem__) == ["B", "A", "C"]


def test_a_pair_twice_is_no_review() -> None:
    with pytest.raises(UnusableInput, match="'x' has reviewed 'A' twice"):
        calibrate(reviews_of(("A", "x", 1), ("A", "x", 2)))


@pytest.mark.parametrize("points", [float("nan"), float("inf")])
def test_points_must_be_numbers(points: float) -> None:
    with pytest.raises(UnusableInput, match="finite"):
        calibrate(reviews_of(("A", "x", points)))


# ---------------------------------------------------------------- ties


def bridged(between: int) -> list[Review]:
    """Two halves of eight nominations, tied by so many reviews."""
    first, second = world(8, 4, 3, seed=1).reviews, world(8, 4, 3, seed=2).reviews
    left = [Review("a" + e.nomination, "a" + e.reviewer, e.points) for e in first]
    right = [Review("b" + e.nomination, "b" + e.reviewer, e.points) for e in second]
    tie = [Review(f"bN{n:05}", "aR00000", 60.0 + n) for n in range(between)]
    return [*left, *right, *tie]


@pytest.mark.parametrize(("between", "is_weak"), [(1, True), (4, True), (5, False)])
def test_halves_that_few_reviews_tie_are_pointed_out(between: int, is_weak: bool) -> None:
    found = calibrate(bridged(between))

    assert found.split is not None
    assert found.split.reviews_between == between
    assert {name[0] for name in found.split.part.nominations} in ({"a"}, {"b"})
    assert found.split.is_weak == is_weak
    assert ("weakly_tied" in [each.code for each in found.remarks]) == is_weak


def test_where_everybody_reads_everything_no_place_is_weaker_than_another() -> None:
    assert calibrate(world(10, 5, 5).reviews).split is None


def test_a_well_mixed_category_has_no_weak_place() -> None:
    split = calibrate(world(60, 12, 4).reviews).split

    assert split is not None
    assert not split.is_weak
    assert split.connectivity > 0.3


def test_groups_that_hardly_share_reviewers_are_pointed_out() -> None:
    groups = {each.nomination: each.nomination[0] for each in bridged(1)}
    found = calibrate(bridged(1), groups=groups)

    assert [(e.first, e.second, e.reviewers) for e in found.shared] == [("a", "b", 1)]
    told = next(each for each in found.remarks if each.code == "groups_weakly_tied")
    assert told.facts == {"first": "a", "second": "b", "reviewers": 1}


# ---------------------------------------------------------------- scales and forecasts


def test_the_width_of_a_scale_is_found_and_removed() -> None:
    truth = world(80, 6, 4, sds=(1.5, 1.0, 0.5))
    widened = [
        replace(e, points=60 + 3 * ((e.points or 0) - 60)) if e.reviewer == "R00000" else e
        for e in truth.reviews
    ]
    factors = dict(zip(table(widened).reviewers, scales(table(widened)), strict=True))
    plain, evened = held_out(widened), held_out(widened, scaled=True)

    assert factors.pop("R00000") == pytest.approx(3 * np.mean(list(factors.values())), rel=0.25)
    assert plain is not None
    assert evened is not None
    assert evened.by_calibrated < 0.9 * plain.by_calibrated


def test_equal_widths_stay_equal() -> None:
    factors = scales(table(world(80, 8, 4).reviews))

    assert factors == pytest.approx(np.ones(8), abs=0.1)


def test_a_forecast_adds_the_severity_to_the_merit() -> None:
    truth = world(200, 10, 5, sds=(1.5, 1.0, 0.3))
    expect = forecast(calibrate(truth.reviews))

    assert expect("N00003", "R00004") == pytest.approx(
        truth.merit["N00003"] + truth.severity["R00004"], abs=0.5
    )
    assert expect("never seen", "R00004") - expect("never seen", "neither") == pytest.approx(
        truth.severity["R00004"] - np.mean(list(truth.severity.values())), abs=0.4
    )


def test_a_refused_calibration_foretells_nothing() -> None:
    with pytest.raises(ValueError, match="refused"):
        forecast(calibrate([]))
    assert held_out(reviews_of(("A", "x", 1), ("B", "x", 2))) is None


# ---------------------------------------------------------------- one unknown


@pytest.mark.parametrize("top", [0.0, 0.003, 0.7, 3.0, 40.0])
def test_the_peak_is_found_wherever_it_is(top: float) -> None:
    def height(x: float) -> float:
        return -((np.log1p(x) - np.log1p(top)) ** 2)

    assert peak(height) == pytest.approx(top, rel=2e-3, abs=1e-4)


def test_parts_are_equally_likely() -> None:
    """Of an exponential density they are its quantiles."""
    found = parts(lambda x: -x, 4)

    assert found == pytest.approx([-np.log(1 - (k + 0.5) / 4) for k in range(4)], rel=0.01)


@pytest.mark.parametrize(
    ("degrees", "expected"), [(3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (1e9, 1.96)]
)
def test_students_percentiles_are_those_of_the_tables(degrees: float, expected: float) -> None:
    assert student(degrees) == pytest.approx(expected, abs=0.004)
