"""Points to scores: abstentions, rounding, what keeps a review from being handed in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN
from workflows.errors import Refusal
from workflows.scoring import ScoreSummary, check_points, percent, review_score, summarise

RUBRIC = PLAN.rubrics["individual"]
KEYS = list(RUBRIC.criteria)
FULL = dict.fromkeys(KEYS, 5)


def out_of_range(points: int) -> Refusal:
    """The refusal of points off the scale of 1 to 5."""
    facts = {"criterion": "capacity", "points": points, "lowest": 1, "highest": 5}
    return Refusal("points_out_of_range", facts)


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({}, []),
        ({"capacity": 1}, []),
        ({"capacity": 0}, [out_of_range(0)]),
        ({"capacity": 6}, [out_of_range(6)]),
        ({"capacity": None}, []),
        (dict.fromkeys(KEYS), [Refusal("all_abstained")]),
        ({"unknown": 99}, []),
    ],
)
def test_check_points(changes: Any, refusals: list[Refusal]) -> None:
    assert list(check_points(RUBRIC, FULL | changes)) == refusals


def test_open_criteria_are_told_and_are_no_abstentions() -> None:
    open_ones = [Refusal("criterion_open", {"criterion": key}) for key in KEYS]

    assert list(check_points(RUBRIC, {})) == open_ones
    assert list(check_points(RUBRIC, {"cooperation": None})) == open_ones[1:]


def test_a_rubric_may_forbid_abstaining() -> None:
    rubric = replace(RUBRIC, may_abstain=False)

    refusals = check_points(rubric, FULL | {"capacity": None})

    assert list(refusals) == [Refusal("no_abstention", {"criterion": "capacity"})]


@pytest.mark.parametrize(("points", "share"), [(1, 0), (3, 50), (5, 100)])
def test_percent(points: int, share: int) -> None:
    assert percent(RUBRIC, points) == share


def test_weights_count() -> None:
    points = {"cooperation": 5, "achievement": 1, "development": 1, "capacity": 1}

    assert review_score(RUBRIC, points) == 35
    assert review_score(RUBRIC, dict.fromkeys(KEYS)) is None
    assert review_score(RUBRIC, {}) is None


def test_summary_rounds_half_to_even_and_keeps_what_it_is_made_of() -> None:
    reviews = {"r1": FULL, "r2": FULL | {"capacity": 4}, "r3": dict.fromkeys(KEYS)}

    summary = summarise(RUBRIC, "N1", reviews)

    assert summary == ScoreSummary(
        nomination="N1",
        reviews=3,
        mean_points=Decimal("98.75"),
        by_criterion={
            "cooperation": Decimal("100.00"),
            "achievement": Decimal("100.00"),
            "development": Decimal("100.00"),
            "capacity": Decimal("87.50"),
        },
        by_review={"r1": Decimal("100.00"), "r2": Decimal("97.50"), "r3": None},
        lowest=Decimal("97.50"),
        highest=Decimal("100.00"),
    )


def test_nobody_scored() -> None:
    summary = summarise(RUBRIC, "N1", {})

    assert (summary.mean_points, summary.lowest, summary.highest) == (None, None, None)
    assert summary.by_criterion == dict.fromkeys(KEYS)


POINTS = st.fixed_dictionaries({key: st.integers(1, 5) for key in KEYS})


@given(POINTS, st.integers(1, 5))
def test_a_higher_point_never_lowers_a_score(points: dict[str, int], better: int) -> None:
    raised = points | {"cooperation": max(points["cooperation"], better)}

    before, after = review_score(RUBRIC, points), review_score(RUBRIC, raised)

    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 100


@given(st.integers(1, 5), st.sets(st.sampled_from(KEYS), max_size=3))
def test_abstaining_by_itself_neither_helps_nor_hurts(points: int, left_out: set[str]) -> None:
    """Whoever judges all alike gives the same score wherever he or she abstains."""
    given_points = {key: None if key in left_out else points for key in KEYS}

    assert review_score(RUBRIC, given_points) == percent(RUBRIC, points)


@given(POINTS, st.sampled_from(KEYS))
def test_abstaining_moves_the_score_towards_the_other_criteria(
    points: dict[str, int], left_out: str
) -> None:
    full = review_score(RUBRIC, points)
    rest = review_score(RUBRIC, points | {left_out: None})

    assert full is not None
    assert rest is not None
    own = percent(RUBRIC, points[left_out])
    assert min(rest, own) - Decimal("1e-20") <= full <= max(rest, own) + Decimal("1e-20")


@given(st.lists(POINTS, min_size=1, max_size=5), st.randoms())
def test_reviews_count_the_same_in_any_order(reviews: list[Any], random: Any) -> None:
    named = {f"r{number}": points for number, points in enumerate(reviews)}
    shuffled = list(named.items())
    random.shuffle(shuffled)

    assert summarise(RUBRIC, "N", dict(shuffled)) == summarise(RUBRIC, "N", named)
