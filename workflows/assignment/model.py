"""What is to be assigned, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from workflows.errors import UnusableInput

Pair = tuple[str, str]
"""The ids of a nomination and of a reviewer, in this order."""

LARGEST_NUMBER: Final = 10**9
"""Of limits and of affinities without their sign, so that sums stay within 64 bits."""


class Status(StrEnum):
    """What `propose` found."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"


class Why(StrEnum):
    """Why no assignment exists."""

    LOCKED_IN_CONFLICT = "locked_pair_in_conflict"
    LOCKED_OVER_MAXIMUM = "locked_pairs_over_maximum"
    TOO_FEW_REVIEWERS = "too_few_reviewers"
    TOO_FEW_NOMINATIONS = "too_few_nominations"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many reviews a nomination, or nominations a reviewer, must and may have."""

    id: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Instance:
    """What is to be assigned. The order of nominations and reviewers never matters.

    Raises:
        UnusableInput: repeated or unknown ids, limits that exclude each other, affinities that
            are no numbers within a thousand million.
    """

    nominations: tuple[Limits, ...]
    reviewers: tuple[Limits, ...]
    affinity: Mapping[Pair, Decimal] = field(default_factory=dict)
    default_affinity: Decimal = Decimal(0)
    conflicts: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        """Check once what the search relies on."""
        _check_limits("nominations", self.nominations)
        _check_limits("reviewers", self.reviewers)
        known = ({n.id for n in self.nominations}, {r.id for r in self.reviewers})
        for place in ("affinity", "conflicts", "locked"):
            for pair in sorted(getattr(self, place)):
                for name in (n for n, ids in zip(pair, known, strict=True) if n not in ids):
                    raise UnusableInput(place, f"{name!r} is not in the instance")
        for value in (self.default_affinity, *self.affinity.values()):
            if not (value.is_finite() and abs(value) <= LARGEST_NUMBER):
                raise UnusableInput("affinity", f"{value} is not between ±{LARGEST_NUMBER}")


@dataclass(frozen=True, slots=True)
class Blocking:
    """Nominations and reviewers that cannot be satisfied together, and why.

    For the two shortages `facts` holds `needed` and `available`, both beyond locked pairs:
    the named nominations need so many reviews and only the named reviewers may give them, no
    more than available (or the other way round for reviewers' minima).
    """

    nominations: tuple[str, ...]
    reviewers: tuple[str, ...]
    why: Why
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An assignment with the largest sum of affinities, or what stands in its way.

    `total` and `bounds["total"]`, the proven upper bound, are in points of affinity and equal
    when the status is optimal; without an assignment there is neither. `loads` counts every
    reviewer's nominations, zeros included.
    """

    status: Status
    assignment: tuple[Pair, ...] = ()
    total: Decimal | None = None
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    blocking: Blocking | None = None


def _check_limits(place: str, everyone: tuple[Limits, ...]) -> None:
    for name, times in Counter(limits.id for limits in everyone).items():
        if times > 1:
            raise UnusableInput(place, f"{name!r} is named {times} times")
    for limits in everyone:
        if not 0 <= limits.minimum <= limits.maximum <= LARGEST_NUMBER:
            raise UnusableInput(
                place, f"{limits.id!r}: must be 0 <= min <= max <= {LARGEST_NUMBER}"
            )
