"""Deadlines of a plan as instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.workflows.shipped import PLAN, plan_with
from workflows.calendar import calendar_of, closing_times, instant, next_due
from workflows.plan.deadlines import Deadline

CLOSE = datetime(2027, 5, 1, 11, 59, 59, tzinfo=UTC)


def test_nominations_close_when_the_day_has_ended_everywhere() -> None:
    due = {due.key: due for due in calendar_of(PLAN)}["nominations-close"]

    assert (due.at, due.closes_at, due.zone) == (CLOSE, CLOSE + timedelta(minutes=15), "AoE")
    assert due.label["en"] == "Nominations close"


def test_the_prizes_own_zone_is_the_default() -> None:
    due = {due.key: due for due in calendar_of(PLAN)}["reviews-due"]

    assert due.zone == "Asia/Shanghai"
    assert due.at == datetime(2027, 7, 31, 15, 59, 59, tzinfo=UTC)


def test_the_calendar_is_in_order_of_instants_not_of_the_document() -> None:
    plan = plan_with(
        ("at = 2027-01-15T09:00:00", "at = 2027-04-30T23:59:59"),
        ('after = "nominations-open"\n', ""),
    )

    assert [due.key for due in calendar_of(plan)][:2] == ["nominations-open", "nominations-close"]
    assert closing_times(PLAN)["nominations-close"] == CLOSE + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        (CLOSE - timedelta(seconds=1), "nominations-close"),
        (CLOSE, "nominations-close"),
        (CLOSE + timedelta(seconds=1), "corrections-close"),
        (datetime(2030, 1, 1, tzinfo=UTC), None),
    ],
)
def test_next_due(now: datetime, key: str | None) -> None:
    due = next_due(PLAN, now)

    assert (due.key if due else None) == key


def test_an_unknown_zone_is_an_error_not_a_guess() -> None:
    deadline = Deadline("x", label={}, at=datetime(2027, 1, 1), zone="Nowhere")  # noqa: DTZ001

    with pytest.raises(ValueError, match="Nowhere"):
        instant(deadline, "UTC")
