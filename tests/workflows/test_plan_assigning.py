"""How a plan says how reviewers are found: defaults, and every fault at its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.workflows.shipped import changed, plan_with
from workflows.plan.assigning import AffinityWeights, Assigning, SpreadKind, SpreadTrait
from workflows.plan.faults import FaultCode
from workflows.plan.loading import read_plan

PLACE = "reviewing.assigning"
HEAD = "[reviewing.assigning]\n"


def faults(*pairs: tuple[str, str]) -> list[tuple[str, FaultCode]]:
    return [(fault.place, fault.code) for fault in read_plan(changed(*pairs)).faults]


def test_the_shipped_plan_says_how_reviewers_are_found() -> None:
    found = plan_with().reviewing.assigning

    rules = [(ask.rule, ask.trait, ask.reviewers) for ask in found.spread.values()]
    assert rules == [
        (SpreadKind.FROM_ANOTHER, SpreadTrait.COUNTRY, 1),
        (SpreadKind.AT_MOST, SpreadTrait.COUNTRY, 2),
        (SpreadKind.AT_MOST, SpreadTrait.INSTITUTION, 1),
    ]
    assert (found.bids_until, found.bid_fields) == ("corrections-close", ("citation",))
    assert found.affinity == AffinityWeights()


def test_a_plan_that_says_nothing_asks_for_exactly_its_number_of_reviews() -> None:
    usual = Assigning()

    assert (usual.most_reviews, usual.least_per_reviewer, usual.floor_first) == (None, 0, True)
    assert (dict(usual.spread), usual.bids_until, usual.bid_fields) == ({}, None, ())
    assert usual.affinity.theme == Decimal(2)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(HEAD, HEAD + "most_reviews = 3\nleast_per_reviewer = 16\n")], []),
        (
            [(HEAD, HEAD + "most_reviews = 2\n")],
            [(f"{PLACE}.most_reviews", FaultCode.OUT_OF_RANGE)],
        ),
        (
            [(HEAD, HEAD + "least_per_reviewer = 17\n")],
            [(f"{PLACE}.least_per_reviewer", FaultCode.OUT_OF_RANGE)],
        ),
        (
            [('trait = "country", reviewers = 1', 'trait = "country", reviewers = 4')],
            [(f"{PLACE}.spread.abroad.reviewers", FaultCode.OUT_OF_RANGE)],
        ),
        (
            [('rule = "from_another", trait = "country"', 'rule = "covered", trait = "country"')],
            [(f"{PLACE}.spread.abroad.trait", FaultCode.OUT_OF_RANGE)],
        ),
        (
            [('"at_most", trait = "institution"', '"at_most", trait = "country"')],
            [(f"{PLACE}.spread.houses", FaultCode.REPEATED)],
        ),
        (
            [('bids_until = "corrections-close"', 'bids_until = "corrections"')],
            [(f"{PLACE}.bids_until", FaultCode.UNKNOWN_REFERENCE)],
        ),
        (
            [('bid_fields = ["citation"]', 'bid_fields = ["title"]')],
            [(f"{PLACE}.bid_fields[0]", FaultCode.UNKNOWN_FIELD)],
        ),
        (
            [('bid_fields = ["citation"]', 'bid_fields = ["contact"]')],
            [(f"{PLACE}.bid_fields[0]", FaultCode.HIDDEN_FIELD)],
        ),
        (
            [('bid_fields = ["citation"]', 'bid_fields = ["nominee-name"]')],
            [(f"{PLACE}.bid_fields[0]", FaultCode.HIDDEN_FIELD)],
        ),
        (
            [('bid_fields = ["citation"]', 'bid_fields = ["outputs"]')],
            [(f"{PLACE}.bid_fields[0]", FaultCode.FIELD_TYPE)],
        ),
    ],
)
def test_each_fault_is_found_at_its_place(
    pairs: list[tuple[str, str]], expected: list[tuple[str, FaultCode]]
) -> None:
    assert faults(*pairs) == expected
