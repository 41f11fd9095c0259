"""Runs a method over many editions, once for each number of reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workflows.plan.evaluation import Order
from workflows.simulation.calibrated import calibrated
from workflows.simulation.counting import Counts, counted
from workflows.simulation.figures import Figure, mean, proportion
from workflows.simulation.judging import Chance, assigned, judged, scored
from workflows.simulation.method import Method
from workflows.simulation.setting import (
    Load,
    Setting,
    check_capacity,
    check_setting,
    load,
    reviewers_needed,
)

BATCH: Final = 65_536
"""Nominations (or reviewers) judged together; their arrays stay near the processor."""


@dataclass(frozen=True, slots=True)
class Row:
    """What so many reviews per nomination achieve.

    `best_honoured`, `best_shortlisted` and `all_first_shortlisted` are shares of the editions;
    `first_shortlisted` counts nominations, of the `places` with most merit; `laureate_rank` is
    the mean true rank of the laureates, 1 the best. `reviewers` may be more than the setting
    has, where the plan's maximum asks for more.
    """

    reviews: int
    reviewers: int
    load: Load
    best_honoured: Figure
    best_shortlisted: Figure
    all_first_shortlisted: Figure
    first_shortlisted: Figure
    laureate_rank: Figure
    shortlist_size: float


def simulate(
    method: Method, setting: Setting, reviews: tuple[int, ...], asked: tuple[int, ...]
) -> tuple[Row, ...]:
    """A row for each number of reviews.

    Args:
        reviews: numbers of reviews per nomination, 1..20.
        asked: those of them that must be possible with the reviewers there are. The others
            are for comparison and get as many reviewers as they need.

    The same arguments give the same rows; a row does not depend on which others there are.

    Raises:
        UnusableInput: the setting cannot be, or would take too long.
    """
    check_setting(method, setting, reviews)
    for number in asked:
        check_capacity(method, setting, number)
    return tuple(_row(method, setting, number) for number in reviews)


def _row(method: Method, setting: Setting, reviews: int) -> Row:
    reviewers = max(setting.reviewers, reviewers_needed(method, setting, reviews))
    chance = np.random.Generator(np.random.PCG64([setting.seed, reviews]))
    size = max(1, BATCH // max(setting.nominations, reviewers))
    counts = Counts()
    for done in range(0, setting.editions, size):
        editions = min(size, setting.editions - done)
        counts += _batch(method, setting, editions, reviews, reviewers, chance)
    return _figures(method, setting, counts, reviews, reviewers)


def _batch(
    method: Method,
    setting: Setting,
    editions: int,
    reviews: int,
    reviewers: int,
    chance: Chance,
) -> Counts:
    merit = chance.standard_normal((editions, setting.nominations))
    severity = setting.severity * chance.standard_normal((editions, reviewers))
    readers = assigned(chance, editions, setting.nominations, reviews, reviewers)
    points = judged(method, merit, severity, readers, setting.noise, setting.halo, chance)
    if method.order is Order.CALIBRATED:
        score = calibrated(points, readers, method.whole(1), scaled=method.even_scales)
    else:
        score = scored(method, points)
    places, laureates = (min(n, setting.nominations) for n in (method.places, method.laureates))
    return counted(score, merit, places, laureates, chance)


def _figures(method: Method, setting: Setting, counts: Counts, reviews: int, reviewers: int) -> Row:
    trials = counts.editions
    laureates = min(method.laureates, setting.nominations)
    return Row(
        reviews=reviews,
        reviewers=reviewers,
        load=load(setting, reviews, reviewers),
        best_honoured=proportion(counts.best_honoured, trials),
        best_shortlisted=proportion(counts.best_shortlisted, trials),
        all_first_shortlisted=proportion(counts.all_first_shortlisted, trials),
        first_shortlisted=mean(counts.first_shortlisted, counts.first_shortlisted_squares, trials),
        laureate_rank=mean(counts.rank_total, counts.rank_squares, trials).times(1 / laureates),
        shortlist_size=counts.shortlisted / trials,
    )
