"""What is to be assigned, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from workflows.assignment.proof import Pair, Proof
from workflows.errors import UnusableInput

LARGEST_NUMBER: Final = 10**9
"""Of limits and of affinities without their sign, so that sums stay within 64 bits."""


class Objective(StrEnum):
    """What is best: the total alone, or first the floor and then the total."""

    TOTAL = "total"
    FLOOR = "floor"


class Status(StrEnum):
    """What `propose` found.

    `OPTIMAL`: every bound is proved and reached. `BOUNDED`: the assignment keeps every rule, but
    a proved bound lies above what it reaches. `UNDECIDED`: none was found, and none was refuted.
    """

    OPTIMAL = "optimal"
    BOUNDED = "bounded"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """Why no assignment exists."""

    LOCKED_IN_CONFLICT = "locked_pair_in_conflict"
    LOCKED_OVER_MAXIMUM = "locked_pairs_over_maximum"
    TOO_FEW_REVIEWERS = "too_few_reviewers"
    TOO_FEW_NOMINATIONS = "too_few_nominations"
    RULES_EXCLUDE = "rules_exclude"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many reviews a nomination, or nominations a reviewer, must and may have."""

    id: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """Of these reviewers a nomination must have so many and may have no more.

    `rule` names what asks for it, once per nomination: `at_most:country:CN`.
    """

    nomination: str
    rule: str
    reviewers: frozenset[str]
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Instance:
    """What is to be assigned. The order of nominations and reviewers never matters.

    `forbidden` pairs are never assigned, as conflicts are not, but for no fault of the pair.
    `keep` are the pairs of an earlier assignment: as many of them as possible stay, before
    anything else is weighed.

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
    forbidden: frozenset[Pair] = frozenset()
    keep: frozenset[Pair] = frozenset()
    quotas: tuple[Quota, ...] = ()
    objective: Objective = Objective.TOTAL

    def __post_init__(self) -> None:
        """Check once what the search relies on."""
        _check_limits("nominations", self.nominations)
        _check_limits("reviewers", self.reviewers)
        known = ({n.id for n in self.nominations}, {r.id for r in self.reviewers})
        for place in ("affinity", "conflicts", "locked", "forbidden", "keep"):
            _check_pairs(place, getattr(self, place), *known)
        _check_quotas(self.quotas, *known)
        for value in (self.default_affinity, *self.affinity.values()):
            if not (value.is_finite() and abs(value) <= LARGEST_NUMBER):
                raise UnusableInput("affinity", f"{value} is not between ±{LARGEST_NUMBER}")


@dataclass(frozen=True, slots=True)
class Blocking:
    """Nominations and reviewers that cannot be satisfied together, and why.

    For the two shortages `facts` holds `needed` and `available`, both beyond locked pairs:
    the named nominations need so many reviews and only the named reviewers may give them, no
    more than available (or the other way round for reviewers' minima). Where quotas exclude each
    other, `rules` names them by nomination and rule.
    """

    nominations: tuple[str, ...]
    reviewers: tuple[str, ...]
    why: Why
    facts: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An assignment with what it reaches and what was proved, or what stands in its way.

    `total` and `floor` (the smallest sum of a nomination that may have reviews) are in points of
    affinity, `kept` counts pairs. `bounds` has the proved upper bound of every level that was
    asked for: `kept` where there were pairs to keep, `floor` under that objective, and `total`.
    Each holds among the assignments that reach what the levels before it reached; `proof` shows
    it, and `verify` checks it. Without an assignment there is none of these. `loads` counts every
    reviewer's nominations, zeros included.
    """

    status: Status
    assignment: tuple[Pair, ...] = ()
    total: Decimal | None = None
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    blocking: Blocking | None = None
    floor: Decimal | None = None
    kept: int | None = None
    proof: Proof | None = None


def _check_pairs(
    place: str, pairs: Iterable[Pair], nominations: set[str], reviewers: set[str]
) -> None:
    strange = [p for p in pairs if p[0] not in nominations or p[1] not in reviewers]
    for pair in sorted(strange)[:1]:
        name = pair[0] if pair[0] not in nominations else pair[1]
        raise UnusableInput(place, f"{name!r} is not in the instance")


def _check_quotas(quotas: tuple[Quota, ...], nominations: set[str], reviewers: set[str]) -> None:
    """Names the first fault in the order of nominations and rules."""
    seen: dict[str, set[str]] = {}
    faults: list[tuple[str, str, str]] = []
    known: set[frozenset[str]] = set()
    for quota in quotas:
        rules = seen.setdefault(quota.nomination, set())
        fault = ""
        if quota.reviewers not in known and quota.reviewers <= reviewers:
            known.add(quota.reviewers)
        if quota.nomination not in nominations or quota.reviewers not in known:
            fault = "names somebody who is not in the instance"
        elif quota.rule in rules:
            fault = "is given twice"
        elif not 0 <= quota.minimum <= quota.maximum <= LARGEST_NUMBER:
            fault = f"must be 0 <= min <= max <= {LARGEST_NUMBER}"
        if fault:
            faults.append((quota.nomination, quota.rule, fault))
        rules.add(quota.rule)
    for nomination, rule, fault in sorted(faults)[:1]:
        raise UnusableInput(f"quota {rule!r} of {nomination!r}", fault)


def _check_limits(place: str, everyone: tuple[Limits, ...]) -> None:
    for name, times in Counter(limits.id for limits in everyone).items():
        if times > 1:
            raise UnusableInput(place, f"{name!r} is named {times} times")
    for limits in everyone:
        if not 0 <= limits.minimum <= limits.maximum <= LARGEST_NUMBER:
            raise UnusableInput(
                place, f"{limits.id!r}: must be 0 <= min <= max <= {LARGEST_NUMBER}"
            )
