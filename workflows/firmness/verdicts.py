"""What is found out about a ranking: standings, cuts, and what would change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.firmness.varying import Change
from workflows.plan.evaluation import Order


class Grade(StrEnum):
    """How firm a cut is."""

    FIRM = "firm"
    LEANING = "leaning"
    IN_NOISE = "in-noise"
    SHARED = "shared"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Standing:
    """One nomination: its place, and which places it could truly have (`level` of all draws).

    `this_place` is the probability that the place is just this, `this_or_better` that it is at
    least as good; `inside` has a probability for each cut.
    """

    id: str
    place: int
    raw_mean: float
    merit: float
    low: float
    high: float
    this_place: float
    this_or_better: float
    best_place: int
    worst_place: int
    inside: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Variation:
    """Who comes inside a cut and who leaves it when something is changed."""

    name: str
    enters: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """The cut lets in others."""
        return bool(self.enters or self.leaves)


@dataclass(frozen=True, slots=True)
class Cut:
    """A line after so many places; a shared place counts as the better one.

    Attributes:
        last, first: the least merit inside and the most outside, who stand next to the line
            where merit makes the order; None where there is nobody outside.
        apart: the probability that `last` is truly better than `first`.
        exact: the probability that those inside are just the best.
        in_play: who could stand on the other side.
        compared: the order comes from orders or pairs, which have no weights, rules or points.
        rules: by `ScoreRule`, or calibrated; `weights`: by (criterion, more or less);
            `reviewers`: left out.
    """

    places: int
    grade: Grade
    inside: tuple[str, ...]
    last: str | None = None
    first: str | None = None
    apart: float | None = None
    exact: float | None = None
    in_play: tuple[str, ...] = ()
    reviewers: tuple[Variation, ...] = ()
    weights: tuple[tuple[bool, Variation], ...] = ()
    rules: tuple[Variation, ...] = ()
    change: Change | None = None
    varied: bool = True
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Firmness:
    """All standings, best first, and all cuts; the first `paired` of them by pairs.

    Attributes:
        pairwise: the probability that the row's nomination is truly better than the column's.
        by_place: by the same rows, the probability of the first, second … place.
        compared: the order comes from orders or pairs.
        order: which score made the places; `level`: what intervals and places hold, 0..1.
    """

    standings: tuple[Standing, ...]
    cuts: tuple[Cut, ...]
    paired: tuple[str, ...]
    pairwise: tuple[tuple[float, ...], ...]
    by_place: tuple[tuple[float, ...], ...] = ()
    order: Order = Order.CALIBRATED
    level: float = 0.95
    compared: bool = False
