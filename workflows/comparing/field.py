"""Everything that was compared in a round, by reviewer, and the merits behind it, with doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from workflows.comparing.choices import Choices, Real, choices_of_orders, choices_of_pairs
from workflows.comparing.fitting import HALF_WIDTH, PRIOR, covariance, fitted, points_against
from workflows.comparing.model import Order, Pair, Unconnected
from workflows.comparing.ties import parts_of

NEAR: Final = 1e-6
"""How near merits without one reviewer are found: places are all that is made of them."""


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Reviewer -> order, or reviewer -> answers to pairs; a round has one of them."""

    orders: Mapping[str, Order] = field(default_factory=dict)
    pairs: Mapping[str, Sequence[Pair]] = field(default_factory=dict)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Whoever compared anything, by name."""
        return tuple(sorted({*self.orders, *self.pairs}))

    def groups(self, without: str = "") -> Iterable[Sequence[str]]:
        """What was compared with what."""
        for who, order in self.orders.items():
            names = [name for group in order for name in group]
            if who != without and len(names) > 1:
                yield names
        for who, pairs in self.pairs.items():
            if who != without:
                yield from ((pair.first, pair.second) for pair in pairs)

    def choices(self, names: Sequence[str], without: str = "") -> Choices:
        """The same as choices, with or without one reviewer."""
        if self.orders:
            kept = [order for who, order in sorted(self.orders.items()) if who != without]
            return choices_of_orders(names, kept)
        answers = [p for who, own in sorted(self.pairs.items()) if who != without for p in own]
        return choices_of_pairs(names, answers)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Merits as logarithms that make 0 together, by name, with their covariance."""

    names: tuple[str, ...]
    merit: Real
    covariance: Real

    @property
    def points(self) -> Real:
        """0..100: the share of comparisons with the others that each is expected to win."""
        return points_against(self.merit, self.merit)

    @property
    def interval(self) -> tuple[Real, Real]:
        """Points at both ends of the 95 % interval of each merit, the others as they are."""
        half = HALF_WIDTH * np.sqrt(np.maximum(np.diag(self.covariance), 0.0))
        low, high = self.merit - half, self.merit + half
        return points_against(low, self.merit), points_against(high, self.merit)


def estimated(given: Comparisons) -> Estimate:
    """The likeliest merits of whatever was compared; of nothing there are none.

    Raises:
        Unconnected: some were never compared, however many steps lie between.
    """
    names = tuple(sorted({name for group in given.groups() for name in group}))
    if not names:
        return Estimate((), np.zeros(0), np.zeros((0, 0)))
    parts = parts_of(names, given.groups())
    if len(parts) > 1:
        raise Unconnected(parts)
    choices = given.choices(names)
    strength = fitted(choices, PRIOR)
    return Estimate(names, _centred(strength), covariance(choices, strength, PRIOR))


def merits_without(given: Comparisons, found: Estimate, reviewer: str) -> Real:
    """The merits without one reviewer; not a number for what nobody else compared."""
    choices = given.choices(found.names, reviewer)
    merit = _centred(fitted(choices, PRIOR, start=np.exp(found.merit), close=NEAR))
    left = {name for group in given.groups(reviewer) for name in group}
    return np.where([name in left for name in found.names], merit, np.nan)


def _centred(strength: Real) -> Real:
    theta = np.log(strength)
    return np.asarray(theta - theta.mean())
