"""What an assignment is asked for: the plan's numbers and rules of spread, or others to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from workflows.assignment import Spread
from workflows.errors import Refusal, RuleBroken
from workflows.plan.assigning import SpreadTrait
from workflows.plan.judging import most_in, reviews_in
from workflows.plan.model import Plan

Rule = tuple[Spread, SpreadTrait]

RULES: Final[tuple[Rule, ...]] = (
    (Spread.FROM_ANOTHER, SpreadTrait.REGION),
    (Spread.FROM_ANOTHER, SpreadTrait.COUNTRY),
    (Spread.FROM_ANOTHER, SpreadTrait.INSTITUTION),
    (Spread.AT_MOST, SpreadTrait.REGION),
    (Spread.AT_MOST, SpreadTrait.COUNTRY),
    (Spread.AT_MOST, SpreadTrait.INSTITUTION),
    (Spread.COVERED, SpreadTrait.LANGUAGE),
)
"""Every rule of spread that makes sense, in the order of the page."""

NUMBERS: Final = {
    "reviews": "Reviews of each nomination",
    "most_reviews": "Most reviews of each nomination",
    "capacity": "Most nominations of one reviewer",
    "least": "Fewest nominations of one reviewer",
}
"""What is asked besides, by field, in the order of the page."""

LARGEST: Final = {"reviews": 20, "most_reviews": 20, "capacity": 500, "least": 500}
LARGEST_SPREAD: Final = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of reviews and nominations, and the rules of spread with how many they ask."""

    reviews: int
    most_reviews: int
    capacity: int
    least: int
    spread: Mapping[Rule, int]

    def spread_document(self) -> list[dict[str, Any]]:
        """The rules in the engine's format."""
        return [
            {"rule": str(kind), "trait": str(trait), _counted(kind): self.spread[kind, trait]}
            for kind, trait in RULES
            if (kind, trait) in self.spread
        ]

    def as_fields(self) -> list[tuple[str, str]]:
        """Names and values of the fields of a form that asks for the same."""
        numbers = [(name, str(getattr(self, name))) for name in LARGEST]
        return numbers + [(field_of(rule), str(self.spread.get(rule, ""))) for rule in RULES]


def of_plan(plan: Plan, round_key: str = "") -> Settings:
    """What the plan asks in a round. The range of reviews and the least load are of [reviewing]."""
    assigning, reviews = plan.reviewing.assigning, reviews_in(plan, round_key)
    most = most_in(plan, round_key)
    return Settings(
        reviews,
        max(reviews, assigning.most_reviews or reviews),
        most,
        min(most, assigning.least_per_reviewer),
        {(Spread(str(ask.rule)), ask.trait): ask.reviewers for ask in assigning.spread.values()},
    )


def read(usual: Settings, given: Mapping[str, str]) -> Settings:
    """Settings as somebody typed them; what is not given stays as usual, an empty rule is none.

    Raises:
        RuleBroken: something is no whole number, or the numbers exclude each other; the fact
            `field` names where.
    """
    numbers = {
        name: _number(name, given[name], 0 if name == "least" else 1, LARGEST[name])
        for name in LARGEST
        if given.get(name, "").strip()
    }
    if "reviews" in numbers and "most_reviews" not in numbers:
        numbers["most_reviews"] = max(numbers["reviews"], usual.most_reviews)
    found = replace(usual, **numbers, spread=_spread(usual, given, RULES))
    if found.most_reviews < found.reviews:
        raise RuleBroken([Refusal("settings_contradict", {"field": "most_reviews"})])
    if found.capacity < found.least:
        raise RuleBroken([Refusal("settings_contradict", {"field": "least"})])
    return found


def field_of(rule: Rule) -> str:
    """The name of a rule's field in a form."""
    return f"{rule[0]}-{rule[1]}"


def _spread(usual: Settings, given: Mapping[str, str], rules: Iterable[Rule]) -> dict[Rule, int]:
    found = {}
    for rule in rules:
        text = given.get(field_of(rule), str(usual.spread.get(rule, ""))).strip()
        if text:
            found[rule] = _number(field_of(rule), text, 1, LARGEST_SPREAD)
    return found


def _number(field: str, text: str, least: int, most: int) -> int:
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit() and least <= int(clean[:9]) <= most):
        raise RuleBroken(
            [Refusal("settings_unreadable", {"least": least, "most": most, "field": field})]
        )
    return int(clean)


def _counted(kind: Spread) -> str:
    return "most" if kind is Spread.AT_MOST else "least"


def label_of(rule: Rule) -> str:
    """What the field of a rule asks for."""
    kind, trait = rule
    return {
        Spread.FROM_ANOTHER: f"Fewest reviewers from another {trait} than the nominee",
        Spread.AT_MOST: f"Most reviewers from one {trait}",
        Spread.COVERED: f"Fewest reviewers who read each {trait} of the nomination",
    }[kind]
