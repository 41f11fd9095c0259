"""Instances of assignment: read from JSON, or refused with the place that is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.workflows.assigning import square
from workflows.assignment import (
    Instance,
    Limits,
    instance_from_json,
)
from workflows.errors import UnusableInput


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"nominations": (Limits("N1", 1, 1), Limits("N1", 1, 1))}, "nominations"),
        ({"nominations": (Limits("N1", 2, 1),)}, "nominations"),
        ({"reviewers": (Limits("R1", -1, 1),)}, "reviewers"),
        ({"reviewers": (Limits("R1", 0, 10**30),)}, "reviewers"),
        ({"conflicts": frozenset({("N9", "R1")})}, "conflicts"),
        ({"locked": frozenset({("N1", "R9")})}, "locked"),
        ({"affinity": {("R1", "N1"): Decimal(1)}}, "affinity"),
        ({"default_affinity": Decimal("NaN")}, "affinity"),
        ({"affinity": {("N1", "R1"): Decimal(10**9 + 1)}}, "affinity"),
    ],
)
def test_instance_that_contradicts_itself(changes: dict[str, object], place: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        square(**changes)

    assert refused.value.place == place


def test_instance_from_json_reads_the_whole_format() -> None:
    document = {
        "reviews_per_nomination": 3,
        "nominations": [{"id": "N1"}, {"id": "N2", "reviews": {"min": 2, "max": 4}}],
        "reviewers": [{"id": "R1", "max": 6, "min": 1}, {"id": "R2"}],
        "affinity": [["N1", "R1", 2.5], ["N1", "R2", Decimal("0.1")]],
        "default_affinity": 1,
        "conflicts": [["N2", "R1"]],
        "locked": [["N1", "R1"]],
        "objective": "total",
    }

    assert instance_from_json(document) == Instance(
        (Limits("N1", 3, 3), Limits("N2", 2, 4)),
        (Limits("R1", 1, 6), Limits("R2", 0, 2)),
        {("N1", "R1"): Decimal("2.5"), ("N1", "R2"): Decimal("0.1")},
        Decimal(1),
        frozenset({("N2", "R1")}),
        frozenset({("N1", "R1")}),
    )


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"colour": 1}, "the instance"),
        ({"nominations": None}, "nominations"),
        ({"nominations": [[]]}, "nominations[0]"),
        ({"nominations": [{}]}, "nominations[0]"),
        ({"nominations": [{"id": 1}]}, "nominations[0].id"),
        ({"nominations": [{"id": "N1", "reviews": {"least": 1}}]}, "nominations[0].reviews"),
        ({"reviews_per_nomination": None}, "nominations[0].min"),
        ({"reviewers": [{"id": "R1", "max": True}]}, "reviewers[0].max"),
        ({"affinity": [[]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1"]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1", "2"]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1", 1], ["N1", "R1", 1]]}, "affinity[1]"),
        ({"affinity": [["N1", "R1", float("nan")]]}, "affinity"),
        ({"default_affinity": True}, "default_affinity"),
        ({"conflicts": [["N1", "R1", "R1"]]}, "conflicts[0]"),
        ({"locked": "N1"}, "locked"),
        ({"objective": "best"}, "objective"),
        ({"objective": 1}, "objective"),
        ({"keep": [["N1"]]}, "keep[0]"),
        ({"forbidden": [["N1", "R1"], "R1"]}, "forbidden[1]"),
        ({"nominations": [{"id": "N1", "traits": ["Asia"]}]}, "nominations[0].traits"),
        (
            {"reviewers": [{"id": "R1", "max": 1, "traits": {"region": 3}}]},
            "reviewers[0].traits.region",
        ),
        ({"spread": [{"rule": "at_most"}]}, "spread[0]"),
        ({"spread": [{"rule": "fair", "trait": "region"}]}, "spread[0].rule"),
        ({"spread": [{"rule": "at_most", "trait": "region", "least": 1}]}, "spread[0].least"),
        ({"spread": [{"rule": "covered", "trait": "region", "most": 1}]}, "spread[0].most"),
        ({"spread": [{"rule": "at_most", "trait": "region", "most": -1}]}, "spread[0].most"),
        ({"spread": [{"rule": "at_most", "trait": "region"}] * 2}, "spread[1]"),
    ],
)
def test_instance_from_json_says_where_it_cannot_be_read(
    changes: dict[str, object], place: str
) -> None:
    document = {
        "reviews_per_nomination": 1,
        "nominations": [{"id": "N1"}],
        "reviewers": [{"id": "R1", "max": 1}],
    }

    with pytest.raises(UnusableInput) as refused:
        instance_from_json({**document, **changes})

    assert refused.value.place == place


def test_instance_from_json_misses_what_must_be_there() -> None:
    with pytest.raises(UnusableInput, match="'reviewers' is missing"):
        instance_from_json({"nominations": []})
