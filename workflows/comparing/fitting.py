"""Merits that make what was chosen most likely, by MM, with intervals from the curvature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workflows.comparing.choices import (
    Choices,
    Real,
    choices_of_orders,
    choices_of_pairs,
)
from workflows.comparing.model import Order, Pair, Unconnected
from workflows.comparing.ties import parts_of

PRIOR: Final = 0.5
"""Comparisons with an average nomination that everybody has won and lost beforehand: a nomination
that won all of its comparisons is very good, not infinitely good."""

HALF_WIDTH: Final = 1.959963984540054
"""Standard errors to either side of a 95 % interval."""

CLOSE: Final = 1e-10
MOST_STEPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Merit:
    """What comparisons say of one nomination.

    `merit` is a logarithm: of two that differ by d the better one is chosen with the probability
    1 / (1 + e^-d); all merits together make 0. `low` to `high` holds the true one with 95 %.
    `points` are 0..100: how many of a hundred comparisons with the others it is expected to win.
    """

    nomination: str
    merit: float
    sd: float
    low: float
    high: float
    points: float


def merits_of_orders(
    nominations: Sequence[str], orders: Sequence[Order], *, prior: float = PRIOR
) -> tuple[Merit, ...]:
    """The merits behind some orders, partial ones and equals allowed; best first.

    Raises:
        Unconnected: some nominations were never compared, however many steps lie between.
        ValueError: an order names what is none of the nominations.
    """
    lists = [[name for group in order for name in group] for order in orders]
    _require_connected(nominations, [each for each in lists if len(each) > 1])
    return _merits(choices_of_orders(nominations, orders), prior)


def merits_of_pairs(
    nominations: Sequence[str], pairs: Sequence[Pair], *, prior: float = PRIOR
) -> tuple[Merit, ...]:
    """The merits behind some answers to pairs; best first.

    Raises:
        Unconnected: some nominations were never compared, however many steps lie between.
        ValueError: a pair names what is none of the nominations.
    """
    _require_connected(nominations, [(pair.first, pair.second) for pair in pairs])
    return _merits(choices_of_pairs(nominations, pairs), prior)


def _require_connected(nominations: Sequence[str], compared: Sequence[Sequence[str]]) -> None:
    unknown = {name for group in compared for name in group} - set(nominations)
    if unknown:
        raise ValueError(f"none of the nominations: {sorted(unknown)}")
    parts = parts_of(nominations, compared)
    if len(parts) > 1:
        raise Unconnected(parts)


def _merits(choices: Choices, prior: float) -> tuple[Merit, ...]:
    if not choices.names:
        return ()
    strength = fitted(choices, prior)
    theta = np.log(strength)
    theta -= theta.mean()
    sd = np.sqrt(np.maximum(np.diag(covariance(choices, strength, prior)), 0.0))
    points = _points(theta)
    found = [
        Merit(name, float(t), float(s), float(t - HALF_WIDTH * s), float(t + HALF_WIDTH * s), p)
        for name, t, s, p in zip(choices.names, theta, sd, points, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-round(each.merit, 9), each.nomination)))


def fitted(
    choices: Choices, prior: float, *, start: Real | None = None, close: float = CLOSE
) -> Real:
    """The strengths, e to the merits, up to a factor; each step makes the choices likelier.

    Every nomination has also met, with the weight `prior` each way, one of strength 1: so there is
    one answer, and always a finite one. With `prior` 0 it is the plain maximum, which exists where
    nobody stands above all others all the time.

    Source: D. R. Hunter, Annals of Statistics 32 (2004) 384, (30); the prior after
    R. R. Davidson and D. L. Solomon, Biometrika 60 (1973) 477.
    """
    strength = np.ones(len(choices.names)) if start is None else start
    for _ in range(MOST_STEPS):
        total = np.bincount(choices.of, strength[choices.member], len(choices.weight))
        share = (choices.weight / total)[choices.of]
        met = np.bincount(choices.member, share, len(strength))
        new = (choices.wins + prior) / np.maximum(met + 2 * prior / (strength + 1), 1e-300)
        if prior == 0:
            new /= np.exp(np.log(np.maximum(new, 1e-300)).mean())
        step = float(np.max(np.abs(np.log(np.maximum(new, 1e-300) / strength))))
        strength = np.maximum(new, 1e-300)
        if step < close:
            break
    return strength


def covariance(choices: Choices, strength: Real, prior: float) -> Real:
    """The inverse of the curvature, on the scale where all merits together make 0."""
    count = len(strength)
    total = np.bincount(choices.of, strength[choices.member], len(choices.weight))
    share = strength[choices.member] / total[choices.of]
    curve = np.zeros((count, count))
    np.add.at(curve, (choices.member, choices.member), choices.weight[choices.of] * share)
    chance = np.zeros((len(choices.weight), count))
    chance[choices.of, choices.member] = share
    curve -= chance.T @ (chance * choices.weight[:, None])
    against = strength / (strength + 1)
    curve += np.diag(2 * prior * against * (1 - against))
    centre = np.eye(count) - 1 / count
    return np.asarray(centre @ np.linalg.pinv(curve, hermitian=True) @ centre)


def _points(theta: Real) -> list[float]:
    return [float(x) for x in points_against(theta, theta)]


def points_against(own: Real, theta: Real) -> Real:
    """0..100: the share of comparisons with the others that each wins if its merit is `own`."""
    if len(theta) == 1:
        return np.array([50.0])
    chance = 1 / (1 + np.exp(np.clip(theta[None, :] - own[:, None], -700, 700)))
    np.fill_diagonal(chance, 0.0)
    return np.asarray(100 * chance.sum(axis=1) / (len(theta) - 1))


def expected(merits: Iterable[Merit], first: str, second: str) -> float:
    """The probability that the first is called better than the second."""
    by_name = {each.nomination: each.merit for each in merits}
    return float(1 / (1 + np.exp(by_name[second] - by_name[first])))
