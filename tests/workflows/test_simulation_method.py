"""What a simulation takes from a plan, and what it cannot simulate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflows.shipped import PLAN, plan_with
from tests.workflows.simulated import RUBRIC
from workflows.errors import UnusableInput
from workflows.plan.model import Plan
from workflows.simulation import (
    Method,
    method_of,
)


def test_the_method_is_the_plans_own() -> None:
    expected = Method(
        category="youth-leader",
        lowest=1,
        highest=5,
        weights=(7, 6, 5, 2),
        reviews=3,
        most_per_reviewer=16,
        places=3,
        has_shortlist=True,
        laureates=1,
        minimum_field=3,
    )

    assert method_of(PLAN, "youth-leader", 20) == expected


ELECTED = '{ elected = { ballot = "shortlist" } }'


@pytest.mark.parametrize(
    ("guard", "places", "has_shortlist"),
    [
        (ELECTED, 3, True),
        ("{ within_places = { places = 7 } }", 7, True),
        (ELECTED + ", { within_places = { places = 2 } }", 2, True),
        (ELECTED + ", { within_places = { places = 9 } }", 3, True),
        ('{ ballot_closed = { ballot = "shortlist" } }', 1, False),
    ],
)
def test_the_shortlist_is_what_a_guard_lets_through(
    guard: str, places: int, has_shortlist: bool
) -> None:
    method = method_of(plan_with((ELECTED, guard)), "youth-leader", 20)

    assert (method.places, method.has_shortlist) == (places, has_shortlist)


def test_several_ways_to_the_shortlist_let_through_as_many_as_the_widest() -> None:
    second = """[workflows.standard.actions.set-aside]"""
    way = """[workflows.standard.actions.second-way]
label = { en = "Second way", zh = "另一途径" }
from = ["ranked"]
to = "shortlisted"
by = ["chair", "deputy"]
guards = [{ within_places = { places = %d } }]

"""

    narrow, wide = (plan_with((second, way % places + second)) for places in (2, 8))

    assert method_of(narrow, "youth-leader", 20).places == 3
    assert method_of(wide, "youth-leader", 20).places == 8


def plan_giving(awards: int) -> Plan:
    """The shipped plan with another number of youth awards, whatever they cost."""
    category = PLAN.categories["youth-leader"]
    given = replace(category, award=replace(category.award, awards=awards))
    return replace(PLAN, categories={**PLAN.categories, "youth-leader": given})


def plan_weighing(*weights: str) -> Plan:
    """The shipped plan with other weights of the individual rubric."""
    criteria = {
        key: replace(criterion, weight=Decimal(weight))
        for (key, criterion), weight in zip(RUBRIC.criteria.items(), weights, strict=True)
    }
    rubric = replace(RUBRIC, criteria=criteria)
    return replace(PLAN, rubrics={**PLAN.rubrics, "individual": rubric})


def test_no_more_laureates_than_the_shortlist_holds() -> None:
    assert method_of(plan_giving(9), "youth-leader", 20).laureates == 3
    assert method_of(plan_giving(2), "youth-leader", 20).laureates == 2


@pytest.mark.parametrize(
    ("weights", "whole"),
    [
        (("40", "30", "25", "5.0"), (8, 6, 5, 1)),
        (("33.3", "33.3", "33.3", "0.1"), (333, 333, 333, 1)),
        (("45", "30", "25", "0"), (9, 6, 5)),
        (("100", "0", "0", "0"), (1,)),
    ],
)
def test_weights_become_the_smallest_whole_numbers(
    weights: tuple[str, ...], whole: tuple[int, ...]
) -> None:
    assert method_of(plan_weighing(*weights), "youth-leader", 20).weights == whole


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (plan_giving(0), "--category: youth-leader gives no award"),
        (plan_weighing("35.0000000000001", "29.9999999999999", "25", "10"), "too finely graded"),
    ],
)
def test_what_cannot_be_simulated(plan: Plan, sentence: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        method_of(plan, "youth-leader", 20)

    assert sentence in str(refused.value)
