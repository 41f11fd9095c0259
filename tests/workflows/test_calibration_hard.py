"""Intervals where it is hard: few reviewers, two reviews each, unlike loads, little difference."""

from __future__ import annotations

import numpy as np
import pytest

from tests.workflows.judged import World, world
from workflows.calibration import Review, calibrate

LITTLE = (0.2, 0.2, 1.2)
SOME = (0.5, 0.5, 1.2)
USUAL = (1.5, 1.0, 1.2)
SEVERE = (1.5, 3.0, 1.2)


def uneven(nominations: int, reviewers: int, seed: int, sds: tuple[float, float, float]) -> World:
    """One to five reviews each; the first reviewers read many, the last ones few."""
    chance = np.random.Generator(np.random.PCG64(seed))
    share = 1 / np.arange(1, reviewers + 1) ** 0.7
    merit = sds[0] * chance.standard_normal(nominations)
    severity = sds[1] * chance.standard_normal(reviewers)
    reviews = []
    for number in range(nominations):
        each = int(chance.integers(1, 6))
        for who in chance.choice(reviewers, each, replace=False, p=share / share.sum()).tolist():
            points = merit[number] + severity[who] + sds[2] * chance.standard_normal()
            reviews.append(Review(f"N{number:05}", f"R{who:05}", float(points)))
    return World(
        reviews,
        {f"N{n:05}": float(m) for n, m in enumerate(merit)},
        {f"R{r:05}": float(s) for r, s in enumerate(severity)},
    )


def held(worlds: list[World]) -> tuple[float, float]:
    """The shares of intervals of merits and of severities that hold the truth."""
    merits, severities = [], []
    for truth in worlds:
        found = calibrate(truth.reviews)
        for each in found.nominations:
            if each.low is not None and each.high is not None:
                merits.append(each.low <= truth.merit[each.id] <= each.high)
        for reviewer in found.reviewers:
            if reviewer.low is not None and reviewer.high is not None:
                inside = reviewer.low <= truth.severity[reviewer.id] <= reviewer.high
                severities.append(inside)
    return float(np.mean(merits)), float(np.mean(severities))


@pytest.mark.parametrize(
    ("size", "sds", "editions"),
    [
        ((800, 40, 2), LITTLE, 8),
        ((800, 300, 3), LITTLE, 4),
        ((2000, 2000, 4), LITTLE, 1),
        ((2000, 2000, 4), USUAL, 1),
        ((77, 20, 2), SOME, 30),
        ((77, 40, 3), SOME, 30),
        ((12, 6, 2), USUAL, 120),
    ],
)
def test_intervals_hold_the_truth_in_hard_designs(
    size: tuple[int, int, int], sds: tuple[float, float, float], editions: int
) -> None:
    merits, severities = held([world(*size, seed=s, sds=sds) for s in range(editions)])

    assert 0.93 <= merits <= 0.985
    assert 0.91 <= severities <= 0.99


@pytest.mark.parametrize("sds", [LITTLE, USUAL])
def test_intervals_hold_the_truth_with_unlike_loads(sds: tuple[float, float, float]) -> None:
    merits, severities = held([uneven(800, 100, seed, sds) for seed in range(5)])

    assert 0.93 <= merits <= 0.97
    assert 0.93 <= severities <= 0.97


@pytest.mark.parametrize("sds", [SOME, USUAL, SEVERE])
@pytest.mark.parametrize("size", [(5, 4, 2), (6, 3, 3), (8, 5, 3)])
def test_in_the_smallest_categories_they_are_wide_rather_than_narrow(
    size: tuple[int, int, int], sds: tuple[float, float, float]
) -> None:
    merits, severities = held([world(*size, seed=s, sds=sds) for s in range(200)])

    assert merits >= 0.93
    assert severities >= 0.925
