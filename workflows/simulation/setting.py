"""What is supposed about an edition: how many nominations and reviewers, and how they err."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, sqrt
from typing import Final

from workflows.errors import UnusableInput
from workflows.simulation.method import Method

LARGEST_FIELD: Final = 10_000
MOST_REVIEWS: Final = 20
MOST_EDITIONS: Final = 1_000_000
LARGEST_SD: Final = 1e6
LARGEST_SEED: Final = 2**63 - 1
MOST_POINTS: Final = 10_000_000_000
"""Points drawn in all: some minutes of work."""

USUAL_RELIABILITY: Final = 0.34
"""Correlation of two reviews of the same work: Bornmann, Mutz and Daniel, PLoS ONE 2010."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One supposed edition, repeated `editions` times.

    Attributes:
        severity: standard deviation between reviewers, in points of the scale.
        noise: standard deviation of the error in the points of one criterion.
        halo: the share (0..1) of the noise's variance that a review's criteria have together.
    """

    nominations: int
    reviewers: int
    severity: float
    noise: float
    halo: float
    editions: int
    seed: int


@dataclass(frozen=True, slots=True)
class Load:
    """Nominations per reviewer."""

    least: int
    mean: float
    most: int


def usual_severity(method: Method) -> float:
    """Half a standard deviation of merit, in points."""
    return method.merit_sd / 2


def usual_noise(method: Method, severity: float, halo: float) -> float:
    """The noise at which two reviews of the same nomination agree as they usually do, in points.

    None at all where the severity alone makes them agree less.
    """
    wanted = method.merit_sd**2 * (1 / USUAL_RELIABILITY - 1) - severity**2
    return sqrt(max(0.0, wanted)) / _passing(method, halo)


def reliability(method: Method, setting: Setting) -> float:
    """Correlation of two reviews of one nomination, before rounding: variance of merit by all.

    Source: intraclass correlation ICC(1) of y = merit + severity + noise; Shrout and Fleiss,
        Psychological Bulletin 86 (1979).
    """
    merit = method.merit_sd**2
    error = (setting.noise * _passing(method, setting.halo)) ** 2
    return merit / (merit + setting.severity**2 + error)


def _passing(method: Method, halo: float) -> float:
    """The share of a criterion's noise that is left in the score of a review."""
    return sqrt(halo + (1 - halo) * method.concentration**2)


def load(setting: Setting, reviews: int, reviewers: int) -> Load:
    """Loads of a balanced assignment: they differ by one at most."""
    given = setting.nominations * reviews
    return Load(given // reviewers, given / reviewers, ceil(given / reviewers))


def reviewers_needed(method: Method, setting: Setting, reviews: int) -> int:
    """The fewest reviewers that keep the plan's maximum."""
    return max(reviews, ceil(setting.nominations * reviews / method.most_per_reviewer))


def check_setting(method: Method, setting: Setting, reviews: tuple[int, ...]) -> None:
    """Refuse what cannot be, or would take too long.

    Raises:
        UnusableInput: naming the option.
    """
    fewest = max(1, method.minimum_field)
    between("--nominations", setting.nominations, fewest, LARGEST_FIELD)
    between("--reviewers", setting.reviewers, 1, LARGEST_FIELD)
    between("--editions", setting.editions, 100, MOST_EDITIONS)
    between("--seed", setting.seed, 0, LARGEST_SEED)
    between("--severity", setting.severity, 0, LARGEST_SD)
    between("--noise", setting.noise, 0, LARGEST_SD)
    between("--halo", setting.halo, 0, 1)
    for number in reviews:
        between("--reviews", number, 1, MOST_REVIEWS)
    points = len(method.weights) * setting.nominations * sum(reviews)
    drawn = setting.editions * (points + setting.reviewers * len(reviews))
    if drawn > MOST_POINTS:
        message = f"{drawn} points would have to be drawn; at most {MOST_POINTS} are"
        raise UnusableInput("--editions", message)


def check_capacity(method: Method, setting: Setting, reviews: int) -> None:
    """Refuse more reviews than the reviewers may give.

    Raises:
        UnusableInput: with the number of reviewers that would do.
    """
    needed = reviewers_needed(method, setting, reviews)
    if setting.reviewers >= needed:
        return
    if setting.reviewers < reviews:
        why = f"{reviews} reviews of a nomination need as many reviewers"
    else:
        wanted, most = setting.nominations * reviews, method.most_per_reviewer
        why = (
            f"{setting.nominations} nominations with {reviews} reviews each make {wanted}; "
            f"{setting.reviewers} reviewers with at most {most} give {setting.reviewers * most}"
        )
    raise UnusableInput("--reviewers", f"{why}; at least {needed} reviewers would do")


def between(option: str, value: float, least: float, most: float) -> None:
    """Refuse a number outside its limits, both of them allowed.

    Raises:
        UnusableInput: naming the option.
    """
    # A number that is none (NaN) is between no two numbers.
    if not (isfinite(value) and least <= value <= most):
        raise UnusableInput(option, f"must be a number from {least:g} to {most:,.0f}")
