"""Reasons at the ends of the scale, grades of confidence, and the time of a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.shipped import PLAN
from workflows.calendar import due_of, extended
from workflows.errors import Refusal
from workflows.plan.kinds import Late
from workflows.reviewing import (
    NO_GROUNDS,
    Grounds,
    asks_reasons,
    check_confidence,
    check_reasons,
    check_time,
    is_late,
)

RUBRIC = PLAN.rubrics["individual"]
KEYS = list(RUBRIC.criteria)
MIDDLE = dict.fromkeys(KEYS, 3)
DUE = due_of(PLAN.calendar["reviews-due"], PLAN)
SECOND = timedelta(seconds=1)
LAX = replace(PLAN, reviewing=replace(PLAN.reviewing, late_reviews=Late.ACCEPTED))


@pytest.mark.parametrize(
    ("points", "codes"),
    [
        (1, ["points_reason_missing"]),
        (2, []),
        (4, []),
        (5, ["points_reason_missing"]),
        (None, ["abstention_reason_missing"]),
        (6, []),  # off the scale: that is said already
    ],
)
def test_reasons_are_asked_for_at_the_ends_and_for_abstentions(
    points: int | None, codes: list[str]
) -> None:
    given = MIDDLE | {KEYS[0]: points}

    assert [r.code for r in check_reasons(RUBRIC, given, NO_GROUNDS)] == codes
    assert check_reasons(RUBRIC, given, Grounds({KEYS[0]: "Because."})) == ()
    blank = [r.code for r in check_reasons(RUBRIC, given, Grounds({KEYS[0]: " \n"}))]
    assert blank == codes


def test_open_criteria_and_a_rubric_without_the_rule_need_no_reasons() -> None:
    free = replace(RUBRIC, reasons_up_to=None, reasons_from=None, abstention_reasons=False)

    assert check_reasons(RUBRIC, {}, NO_GROUNDS) == ()
    assert check_reasons(RUBRIC, dict.fromkeys(KEYS), NO_GROUNDS) == ()
    assert check_reasons(free, dict.fromkeys(KEYS, 5), NO_GROUNDS) == ()
    assert (asks_reasons(RUBRIC), asks_reasons(free)) == (True, False)


def test_confidence_is_a_grade_of_the_rubric_or_left_open() -> None:
    assert check_confidence(RUBRIC, NO_GROUNDS) == ()
    assert check_confidence(RUBRIC, Grounds(confidence=4)) == ()
    for grade in (0, 5):
        refused = check_confidence(RUBRIC, Grounds(confidence=grade))
        assert refused == (Refusal("confidence_unknown"),)


def test_the_second_of_the_closing_instant_still_counts_and_the_next_is_late() -> None:
    assert not is_late(PLAN, DUE, DUE.closes_at)
    assert is_late(PLAN, DUE, DUE.closes_at + SECOND)
    [refusal] = check_time(PLAN, DUE, DUE.closes_at + SECOND)
    assert (refusal.code, set(refusal.facts)) == ("review_late", {"until"})


def test_an_extension_moves_the_time_of_one_reviewer() -> None:
    longer = extended(DUE, DUE.at + timedelta(days=3))

    assert check_time(PLAN, longer, DUE.closes_at + SECOND) == ()
    assert is_late(PLAN, longer, longer.closes_at + SECOND)


def test_a_plan_that_accepts_late_reviews_and_a_stage_without_a_deadline_refuse_none() -> None:
    assert check_time(LAX, DUE, DUE.closes_at + timedelta(days=99)) == ()
    assert check_time(PLAN, None, DUE.closes_at + SECOND) == ()
