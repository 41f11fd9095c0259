"""Many editions at once: who reviews what, what points come of it, and what they come to."""

from __future__ import annotations

from math import gcd, sqrt

import numpy as np
import numpy.typing as npt

from workflows.simulation.method import Method

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Chance = np.random.Generator


def assigned(
    chance: Chance, editions: int, nominations: int, reviews: int, reviewers: int
) -> Whole:
    """Reviewers' numbers, by (review, edition, nomination): random, distinct, loads within one.

    Reviewers are dealt out like cards, again and again in one random order, until the pack ends
    together with a nomination; then they are shuffled anew. Nominations need no shuffling: their
    merits are independent of their numbers. Needs reviewers >= reviews.
    """
    turn = reviewers // gcd(reviewers, reviews)
    packs = -(-nominations // turn)
    cards = np.broadcast_to(np.arange(reviewers), (editions * packs, reviewers))
    shuffled = chance.permuted(cards, axis=1).reshape(editions, packs * reviewers)
    numbers = np.arange(nominations)
    dealt = (numbers % turn) * reviews + np.arange(reviews)[:, np.newaxis]
    columns = (numbers // turn) * reviewers + dealt % reviewers
    return np.stack([shuffled[:, column] for column in columns])


def scored(method: Method, points: Whole) -> Whole:
    """The score of every nomination in hundredths (0..10000), as `scoring.summarise` rounds it.

    Args:
        points: by (review, edition, nomination), as `judged` gives them.
    """
    return hundredths(points.sum(axis=0), method.whole(len(points)))


def judged(
    method: Method,
    merit: Real,
    severity: Real,
    readers: Whole,
    noise: float,
    halo: float,
    chance: Chance,
) -> Whole:
    """Weighted points above the lowest, by (review, edition, nomination).

    Points are y = merit + severity + noise, rounded to whole points and kept on the scale.

    Args:
        merit: (edition, nomination), in standard deviations.
        severity: (edition, reviewer), in points; what the reviewer adds.
        readers: (review, edition, nomination), as `assigned` gives them.

    Source: the additive model of ratings; Cronbach, Gleser, Nanda and Rajaratnam, The
        Dependability of Behavioral Measurements, 1972.
    """
    expected = method.middle + method.merit_sd * merit
    together, alone = noise * sqrt(halo), noise * sqrt(1 - halo)
    total, points = np.zeros(readers.shape), np.empty_like(merit)
    for own, reader in zip(total, readers, strict=True):
        judged = expected + np.take_along_axis(severity, reader, axis=1)
        judged += together * chance.standard_normal(merit.shape)
        for weight in method.weights:
            chance.standard_normal(out=points)
            points *= alone
            points += judged
            np.rint(points, out=points)
            np.clip(points, method.lowest, method.highest, out=points)
            points -= method.lowest
            points *= weight
            own += points
    return total.astype(np.int64)


def hundredths(total: Whole, whole: int) -> Whole:
    """Weighted points as hundredths of a percent of the most there can be; halves to even."""
    quotient, rest = np.divmod(10_000 * total, whole)
    above = 2 * rest > whole
    half = (2 * rest == whole) & (quotient % 2 == 1)
    return np.asarray(quotient + (above | half))
