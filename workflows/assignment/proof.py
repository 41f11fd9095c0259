"""What proves that nothing better exists: prices, and where prices alone do not do, cases.

A claim says that no assignment reaches certain values. Its refutation rests on weak duality: put a
price on every rule; if what all pairs together can earn over their prices, and what the rules then
cost at most, stays below what the claim asks for, nothing can reach it. `verifying` adds it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]
"""The ids of a nomination and of a reviewer, in this order."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What an assignment would have to reach, in grains; None asks for nothing.

    A grain is the greatest common divisor of the affinities, so sums are whole numbers of it.
    """

    kept: int | None = None
    floor: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A nomination needs `least` reviewers of affinity `grains` or more, else it misses the floor.

    It follows from the demand: without them even the best others sum to less.
    """

    nomination: str
    least: int
    grains: int
    price: int


@dataclass(frozen=True, slots=True)
class Prices:
    """Multipliers of the rules and of the demand; what is not named has price 0.

    `kept`, `total`, `floors` and thresholds weigh what is asked for and are never negative. The
    prices of a nomination's `reviews`, a reviewer's `loads` and the `quotas` (by nomination and
    rule) count against the rule's maximum where positive, its minimum where negative.
    """

    kept: int = 0
    total: int = 0
    floors: Mapping[str, int] = field(default_factory=dict)
    reviews: Mapping[str, int] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    quotas: Mapping[Pair, int] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """These prices refute the demand."""

    prices: Prices


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Pairs that these prices decide by themselves are decided; the rest is refuted by `then`."""

    prices: Prices
    then: Refutation


@dataclass(frozen=True, slots=True)
class Split:
    """A pair is assigned or it is not; both are refuted."""

    pair: Pair
    without: Refutation
    given: Refutation


Refutation = Closed | Narrowed | Split


@dataclass(frozen=True, slots=True)
class Claim:
    """No assignment meets this demand, and why."""

    level: str
    demand: Demand
    refutation: Refutation


@dataclass(frozen=True, slots=True)
class Proof:
    """One claim per level, in their order; `grain` is in millionths of a point."""

    grain: int
    claims: tuple[Claim, ...]
