"""What calibrated scores cost, and what they are worth: seconds, coverage, held-out points."""

from __future__ import annotations

import csv
import gzip
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np

from prize_app.committee.analysis import analysed, inputs_of, read
from tools.running import ROOT
from workflows.calibration import Calibration, Review, calibrate, held_out
from workflows.cuts import cuts_of
from workflows.firmness import firmness
from workflows.plan.loading import load_plan
from workflows.scoring import summarise

OURS = ROOT / "tests" / "data" / "skating_points.csv.gz"
SIZES = ((500, 60, 3), (10_000, 20, 5), (10_000, 500, 5), (10_000, 3_000, 5), (2_000, 2_000, 8))
SDS = (1.5, 1.0, 1.2)
EDITIONS = 40

Result = TypeVar("Result")


def calibration(tell: Callable[..., None]) -> None:
    """Print all figures."""
    for size in SIZES:
        reviews, merit = _world(*size, seed=1)
        took, cpu, found = _timed(lambda reviews=reviews: calibrate(reviews))  # type: ignore[misc]
        note = f"{cpu:.2f} s of processor; 95 % intervals hold {_covered(found, merit):.1%}"
        tell("calibrate {:,} x {:,} x {}".format(*size), took, note)
        if size == SIZES[0]:
            took, cpu, _ = _timed(lambda found=found: firmness(found, (1, 10)))  # type: ignore[misc]
            tell("  how firm, 500 nominations, two cuts", took, f"{cpu:.2f} s of processor")
    for count in (500, 10_000):
        _ranked(tell, count)
    for size, times in (((77, 20, 3), EDITIONS), ((10_000, 20, 5), EDITIONS)):
        # With few reviewers all intervals of one run share the errors of the same severities, so
        # that one run alone says little, however many nominations it has.
        worlds = (_world(*size, seed=seed) for seed in range(times))
        shares = [_covered(calibrate(reviews), merit) for reviews, merit in worlds]
        print(
            "  95 % intervals of {} categories of {:,} x {:,} x {} hold ".format(times, *size)
            + f"{statistics.mean(shares):.1%}, single ones {min(shares):.1%} to {max(shares):.1%}"
        )
    for name, reviews, known in _real():
        result = held_out(reviews, known=known)
        if result is not None:
            gain = 1 - result.by_calibrated / result.by_raw
            print(
                f"  held out, {name}: {result.reviews} reviews, error by raw means "
                f"{result.by_raw:.4f}, calibrated {result.by_calibrated:.4f} ({gain:+.1%})"
            )


def _ranked(tell: Callable[..., None], count: int) -> None:
    """What the ranking page rests on: worked out when scores are frozen, read when it is shown."""
    plan = load_plan((ROOT / "workflows/plans/anso-prize.toml").read_text(encoding="utf-8"))
    category = next(iter(plan.categories))
    rubric, chance = plan.rubric_of(category), np.random.Generator(np.random.PCG64(3))
    given = {
        f"N{number:05}": {
            f"R{who:03}": {
                key: int(points)
                for key, points in zip(
                    rubric.criteria, chance.integers(1, 6, len(rubric.criteria)), strict=True
                )
            }
            for who in chance.choice(60, 3, replace=False).tolist()
        }
        for number in range(count)
    }
    means = {key: summarise(rubric, key, by).mean_points for key, by in given.items()}
    inputs = inputs_of(rubric, given, means, cuts_of(plan, category))
    took, cpu, result = _timed(lambda: analysed(inputs))
    tell(f"  ranking of {count:,} x 3 worked out", took, f"{cpu:.2f} s of processor")
    took, cpu, _ = _timed(lambda: read(result))
    tell(f"  ranking of {count:,} read for its page", took, f"{cpu:.2f} s of processor")


def _timed(work: Callable[[], Result]) -> tuple[float, float, Result]:
    """Seconds, seconds of processor, and the last result; the best of three runs."""
    runs = []
    for _ in range(3):
        began, used = time.perf_counter(), time.process_time()
        found = work()
        runs.append((time.perf_counter() - began, time.process_time() - used))
    return min(run[0] for run in runs), min(run[1] for run in runs), found


def _world(
    nominations: int, reviewers: int, each: int, seed: int
) -> tuple[list[Review], dict[str, float]]:
    """Reviews as the model supposes, and the true merits."""
    chance = np.random.Generator(np.random.PCG64(seed))
    merit = SDS[0] * chance.standard_normal(nominations)
    severity = SDS[1] * chance.standard_normal(reviewers)
    reviews = []
    for number in range(nominations):
        for who in chance.choice(reviewers, each, replace=False).tolist():
            points = merit[number] + severity[who] + SDS[2] * chance.standard_normal()
            reviews.append(Review(f"N{number:05}", f"R{who:05}", float(points)))
    return reviews, {f"N{number:05}": float(m) for number, m in enumerate(merit)}


def _covered(found: Calibration, merit: dict[str, float]) -> float:
    hits = [
        each.low <= merit[each.id] <= each.high
        for each in found.nominations
        if each.low is not None and each.high is not None
    ]
    return sum(hits) / len(hits)


def _real() -> Iterator[tuple[str, list[Review], bool]]:
    """Real points: our own extract always, others where PRIZE_SAMPLE_DATA names their folder."""
    with gzip.open(OURS, "rt", encoding="utf-8") as file:
        yield (
            "figure skating",
            _reviews(csv.DictReader(file), "nomination", "reviewer", "points"),
            True,
        )
    folder = os.environ.get("PRIZE_SAMPLE_DATA")
    for name, known, *columns in (
        ("judging/aibs_grant_panel.csv", True, "proposal", "reviewer", "rating"),
        ("judging/wine_judges.csv", True, "bottle", "judge", "response_0_100"),
        ("reviews/iclr2017_reviews.csv", False, "submission", "reviewer_label", "rating"),
    ):
        path = Path(folder or "") / name
        if not folder or not path.is_file():
            print(f"  held out, {name}: left out, PRIZE_SAMPLE_DATA does not name its folder")
            continue
        with path.open(encoding="utf-8") as file:
            yield name, _reviews(csv.DictReader(file), *columns), known


def _reviews(
    rows: csv.DictReader[str], nomination: str, reviewer: str, points: str
) -> list[Review]:
    return [
        Review(row[nomination], row[reviewer], float(row[points])) for row in rows if row[points]
    ]
