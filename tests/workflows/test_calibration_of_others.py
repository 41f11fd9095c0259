"""Calibration on real points: published figures, and points foretold better than by means."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tests.workflows.judged import DATA, skating
from workflows.calibration import (
    Calibration,
    Review,
    Variances,
    calibrate,
    held_out,
)


def variances(calibration: Calibration) -> Variances:
    """The variances of a calibration that was not refused."""
    assert calibration.variances is not None
    return calibration.variances


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


SIX_BY_FOUR = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def test_variances_of_six_targets_and_four_judges_are_those_of_the_literature() -> None:
    """P. E. Shrout and J. L. Fleiss, Psychological Bulletin 86 (1979) 420, tables 2 and 3.

    Mean squares 11.24 between targets, 32.49 between judges, 1.02 left; with every cell filled
    restricted likelihood gives what these do.
    """
    reviews = [
        Review(f"target {row}", f"judge {column}", float(points))
        for row, all_points in enumerate(SIX_BY_FOUR, 1)
        for column, points in enumerate(all_points, 1)
    ]

    found = variances(calibrate(reviews))

    assert found.nomination == pytest.approx((11.24 - 1.02) / 4, abs=0.01)
    assert found.reviewer == pytest.approx((32.49 - 1.02) / 6, abs=0.01)
    assert found.residual == pytest.approx(1.02, abs=0.005)
    alone = found.nomination / (found.nomination + (found.reviewer or 0) + found.residual)
    consistent = found.nomination / (found.nomination + found.residual)
    assert (round(alone, 2), round(consistent, 2)) == (0.29, 0.71)


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
