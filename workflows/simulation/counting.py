"""What came of judged editions, in whole numbers: sums that any order of adding leaves alike."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TypeVar

import numpy as np

from workflows.simulation.judging import Chance, Real, Whole

Numbers = TypeVar("Numbers", Whole, Real)


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over editions. `first` are the nominations of most merit, as many as there are places.

    `rank_total` adds the true ranks (1 the best) of all laureates of an edition.
    """

    editions: int = 0
    best_honoured: int = 0
    best_shortlisted: int = 0
    all_first_shortlisted: int = 0
    first_shortlisted: int = 0
    first_shortlisted_squares: int = 0
    rank_total: int = 0
    rank_squares: int = 0
    shortlisted: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def counted(score: Whole, merit: Real, places: int, laureates: int, chance: Chance) -> Counts:
    """Rank by score, shortlist, honour; then look at who had most merit.

    Equal scores share a place, and a shared place counts as the better one (`ranking.rank`): a
    shortlist may hold more than its places. Where a tie decides who is honoured, the lot does,
    for the committee that would vote has learned nothing here that tells the tied apart.

    Args:
        score: (edition, nomination); `merit` likewise.
        places: of the shortlist, at most the number of nominations; `laureates` at most places.
    """
    shortlisted = score >= _kth(score, places)
    first = merit >= _kth(merit, places)
    found = (shortlisted & first).sum(axis=1)
    best = merit.argmax(axis=1)[:, np.newaxis]
    drawn = score + chance.random(score.shape)
    honoured = np.argpartition(drawn, -laureates, axis=1)[:, -laureates:]
    ranks = _ranks(merit, honoured)
    return Counts(
        editions=len(score),
        best_honoured=int((honoured == best).sum()),
        best_shortlisted=int(np.take_along_axis(shortlisted, best, axis=1).sum()),
        all_first_shortlisted=int((found == places).sum()),
        first_shortlisted=int(found.sum()),
        first_shortlisted_squares=int((found**2).sum()),
        rank_total=int(ranks.sum()),
        rank_squares=int((ranks**2).sum()),
        shortlisted=int(shortlisted.sum()),
    )


def _kth(values: Numbers, k: int) -> Numbers:
    """The k-th largest of each edition, as a column."""
    return np.partition(values, -k, axis=1)[:, [-k]]


def _ranks(merit: Real, honoured: Whole) -> Whole:
    """The sum of the laureates' true ranks in each edition."""
    ranks = np.zeros(len(merit), dtype=np.int64)
    for column in honoured.T:
        own = np.take_along_axis(merit, column[:, np.newaxis], axis=1)
        ranks += 1 + (merit > own).sum(axis=1)
    return ranks
