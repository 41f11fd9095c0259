"""What a plan says about judging a category, brought down to the numbers that decide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm, sqrt
from typing import Final

from workflows.cuts import shortlist_places
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Order
from workflows.plan.judging import most_in, reviews_in, rounds_of
from workflows.plan.model import Plan
from workflows.plan.rounds import Scoring

LARGEST_TOTAL: Final = 2**49
"""Of all weighted points of a nomination: a hundredth of a percent of it is exact in 64 bits."""


@dataclass(frozen=True, slots=True)
class Method:
    """The method of one category.

    `weights` are whole and share no factor. `places` is how many the shortlist holds; without
    one (`has_shortlist`) it is the number of laureates. `laureates` are never more than places.
    """

    category: str
    lowest: int
    highest: int
    weights: tuple[int, ...]
    reviews: int
    most_per_reviewer: int
    places: int
    has_shortlist: bool
    laureates: int
    minimum_field: int
    order: Order = Order.RAW_MEAN
    even_scales: bool = False

    @property
    def span(self) -> int:
        """Points between the lowest and the highest of the scale."""
        return self.highest - self.lowest

    @property
    def middle(self) -> float:
        """Points of a nomination of average merit."""
        return (self.lowest + self.highest) / 2

    @property
    def merit_sd(self) -> float:
        """Points that one standard deviation of merit makes: the scale is six of them wide."""
        return self.span / 6

    @property
    def concentration(self) -> float:
        """How much independent errors on the criteria shrink in a review's score, at most 1."""
        return sqrt(sum(weight**2 for weight in self.weights)) / sum(self.weights)

    def whole(self, reviews: int) -> int:
        """The most weighted points that so many reviews can give a nomination."""
        return sum(self.weights) * self.span * reviews


def method_of(plan: Plan, category: str, most_reviews: int) -> Method:
    """The method that the plan has for a category of it; of several rounds the first with points.

    Raises:
        UnusableInput: the category gives no award, or its weights are too finely graded to be
            added exactly over `most_reviews`.
    """
    of, round_key = plan.categories[category], first_scored(plan, category)
    rubric = plan.rubric_of(category, round_key)
    if of.award.awards == 0:
        raise UnusableInput("--category", f"{category} gives no award, so nobody can be chosen")
    places = plan.round_named(round_key).first_places or shortlist_places(plan, category)
    method = Method(
        category=category,
        lowest=rubric.lowest,
        highest=rubric.highest,
        weights=_whole([Fraction(c.weight) for c in rubric.criteria.values()]),
        reviews=reviews_in(plan, round_key),
        most_per_reviewer=most_in(plan, round_key),
        places=places or of.award.awards,
        has_shortlist=places is not None,
        laureates=min(of.award.awards, places or of.award.awards),
        minimum_field=of.minimum_field,
        order=rubric.ordered_by,
        even_scales=rubric.even_scales,
    )
    if method.whole(most_reviews) > LARGEST_TOTAL:
        raise UnusableInput(
            f"rubrics.{rubric.key}", "the weights are too finely graded to be added"
        )
    return method


def first_scored(plan: Plan, category: str) -> str:
    """The round that is simulated: the first that gives points, for it is over the whole field."""
    rounds = rounds_of(plan, category)
    scored = (key for key in rounds if plan.round_named(key).scoring is Scoring.POINTS)
    return next(scored, rounds[0])


def _whole(weights: list[Fraction]) -> tuple[int, ...]:
    """The same proportions in the smallest whole numbers; weights of zero judge nothing."""
    scale = lcm(*(weight.denominator for weight in weights))
    numbers = [int(weight * scale) for weight in weights if weight]
    return tuple(number // gcd(*numbers) for number in numbers)
