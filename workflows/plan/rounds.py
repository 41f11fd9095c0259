"""Rounds of review as data: who reviews by what rubric, how it is scored, and who goes on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from workflows.plan.evaluation import Role
from workflows.plan.forms import Words
from workflows.plan.reading import spec


class Pool(StrEnum):
    """Who reviews in a round. Whoever is given a nomination stands to it as a reviewer."""

    REVIEWERS = "reviewers"
    COMMITTEE = "committee"
    EXTERNAL = "external"

    @property
    def role(self) -> Role:
        """The grant that puts somebody into it."""
        return _ROLES[self]

    @property
    def is_invited(self) -> bool:
        """Whether a letter may ask somebody into it: a seat on a committee is an office."""
        return self is not Pool.COMMITTEE


_ROLES: Final = {
    Pool.REVIEWERS: Role.REVIEWER,
    Pool.COMMITTEE: Role.COMMITTEE,
    Pool.EXTERNAL: Role.EXTERNAL,
}


INVITED: Final = tuple(pool.role for pool in Pool if pool.is_invited)
"""The roles that do nothing but review: whoever is asked by letter is given one of them."""


class Scoring(StrEnum):
    """How reviewers say what they think."""

    POINTS = "points"
    ORDER = "order"
    PAIRS = "pairs"


class Keeping(StrEnum):
    """Who else goes on with the last of a shortlist."""

    EQUALS = "equals"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """One round of review: a rubric, a pool of people, a number of reviews, a way of scoring."""

    key: str
    label: Words = spec("name of the round")
    rubric: str | None = spec(
        "how it is scored; without one by the rubric of the category",
        default=None,
        refers_to="rubrics",
    )
    by: Pool = spec(
        "who reviews: holders of the role of reviewer, the committee, or external referees",
        default=Pool.REVIEWERS,
    )
    reviews_per_nomination: int | None = spec(
        "reviews that each nomination gets; without it as [reviewing] says",
        default=None,
        minimum=1,
        maximum=20,
    )
    most_per_reviewer: int | None = spec(
        "most nominations that one person gets in it; without it as [reviewing] says",
        default=None,
        minimum=1,
        maximum=500,
    )
    scoring: Scoring = spec(
        "points on the rubric's criteria, an order of all that one was given, or answers to "
        "pairs: which of the two?",
        default=Scoring.POINTS,
    )
    first_places: int | None = spec(
        "shortlist rule: so many places of the round's ranking go on; a shared place counts as "
        "the better one",
        default=None,
        minimum=1,
        maximum=500,
    )
    least_points: Decimal | None = spec(
        "shortlist rule: fewest points that go on, 0 to 100", default=None, minimum=0, maximum=100
    )
    above_median: bool = spec(
        "shortlist rule: only what has more points than the median of the ranking goes on",
        default=False,
    )
    keep: Keeping = spec(
        "shortlist rule: who goes on with the last; its equals alone, or everybody whom the "
        "scores cannot tell from it",
        default=Keeping.EQUALS,
    )

    @property
    def has_shortlist(self) -> bool:
        """Whether a rule says who goes on. Where it says several things, all of them must hold."""
        return self.first_places is not None or self.least_points is not None or self.above_median


IMPLIED: Final = ReviewRound(key="", label={})
"""The one round of a plan that names none: everything as [reviewing] and the category say."""
