"""Who owes what, and which reminder is due: over years, in real zones, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN, WORKFLOW, plan_with
from workflows.calendar import Due, calendar_of, closing_times, due_at, due_of, extended
from workflows.instants import days_between, days_from, has_passed, zone_named, zone_names
from workflows.plan.deadlines import Reminder
from workflows.plan.kinds import Debt
from workflows.reminding import STALE, Timed, coming, due_now, last_moment, stages_owing, timed

CLOSE = due_of(PLAN.calendar["nominations-close"], PLAN)
LETTERS = (
    Timed(-14, CLOSE.at - timedelta(days=14)),
    Timed(-7, CLOSE.at - timedelta(days=7)),
    Timed(-2, CLOSE.at - timedelta(days=2)),
)
LONG_AGO = CLOSE.at - timedelta(days=100)
ZONES = st.sampled_from(["AoE", *zone_names()])
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("debt", "deadline", "stages"),
    [
        (Debt.HAND_IN, "nominations-close", {"draft"}),
        (Debt.HAND_IN, "corrections-close", {"returned"}),
        (Debt.CONSENT, "corrections-close", {"submitted", "returned"}),
        (Debt.CONSENT, "nominations-close", set()),
        (Debt.SCREENING, "corrections-close", {"submitted"}),
        (Debt.REVIEW, "reviews-due", {"in-review"}),
        (Debt.VOTE, "committee-meets", {"ranked", "shortlisted"}),
        (Debt.APPROVAL, "committee-meets", {"proposed"}),
        (Debt.APPROVAL, "board-confirms", {"approved"}),
        (Debt.REVIEW, "ceremony", set()),
    ],
)
def test_stages_traits_and_records_say_who_owes_what(debt, deadline, stages) -> None:
    assert stages_owing(WORKFLOW, debt, deadline) == stages


def test_the_last_moment_is_when_the_door_closes_or_the_calendar_leads_on() -> None:
    closing = closing_times(PLAN)

    assert last_moment(PLAN, WORKFLOW, "draft", Debt.HAND_IN) == closing["nominations-close"]
    assert last_moment(PLAN, WORKFLOW, "returned", Debt.CONSENT) == closing["corrections-close"]
    assert last_moment(PLAN, WORKFLOW, "submitted", Debt.SCREENING) is None
    assert last_moment(PLAN, WORKFLOW, "in-review", Debt.REVIEW) is None


@pytest.mark.parametrize(
    ("now", "taken", "days"),
    [
        (LETTERS[0].at - timedelta(seconds=1), set(), None),
        (LETTERS[0].at, set(), -14),
        (LETTERS[0].at, {-14}, None),
        (LETTERS[1].at, {-14}, -7),
        (LETTERS[2].at, set(), -2),  # late to it all: one letter, not three
        (LETTERS[2].at, {-2}, None),
        (CLOSE.at, {-14, -7}, -2),
        (CLOSE.at + timedelta(seconds=1), {-14, -7}, None),  # no days are left to speak of
        (LETTERS[0].at + STALE, set(), -7),
    ],
)
def test_which_letter_is_due(now, taken, days) -> None:
    found = due_now(CLOSE, LETTERS, owed_since=LONG_AGO, taken=taken, now=now)

    assert (found.days if found else None) == days


def test_nobody_is_reminded_of_a_day_before_the_debt_began() -> None:
    begun = LETTERS[1].at + timedelta(hours=1)

    assert due_now(CLOSE, LETTERS, owed_since=begun, taken=set(), now=begun) is None
    found = due_now(CLOSE, LETTERS, owed_since=begun, taken=set(), now=LETTERS[2].at)
    assert found == LETTERS[2]


def test_a_letter_that_nobody_could_send_for_a_week_is_left_out() -> None:
    late = Timed(1, CLOSE.at + timedelta(days=1))

    def found(after: timedelta) -> Timed | None:
        return due_now(CLOSE, [late], owed_since=LONG_AGO, taken=set(), now=late.at + after)

    assert found(STALE) == late
    assert found(STALE + timedelta(seconds=1)) is None


def test_what_comes_next() -> None:
    assert coming(LETTERS, taken={-14}, now=LONG_AGO) == LETTERS[1]
    assert coming(LETTERS, taken=set(), now=CLOSE.at) is None


def test_an_extension_moves_the_deadline_its_grace_and_its_reminders() -> None:
    until = CLOSE.at + timedelta(days=5)
    reminder = PLAN.calendar["nominations-close"].reminders["drafts"]

    due = extended(CLOSE, until)

    assert (due.at, due.closes_at - due.at) == (until, CLOSE.closes_at - CLOSE.at)
    assert (due.advertised_at, due.hard_at) == (CLOSE.at, CLOSE.hard_at)
    assert due.is_extended
    assert [t.at - CLOSE.at for t in timed(due, reminder)] == [
        timedelta(days=-9), timedelta(days=-2), timedelta(days=3),
    ]  # fmt: skip
    assert extended(CLOSE, CLOSE.at - timedelta(days=1)) == CLOSE
    assert extended(CLOSE, None) == CLOSE


def test_a_personal_deadline_reaches_the_guards_and_what_a_stage_names() -> None:
    personal = {"nominations-close": CLOSE.at + timedelta(days=3)}

    assert closing_times(PLAN, personal)["nominations-close"] == CLOSE.closes_at + timedelta(days=3)
    due = due_at(PLAN, WORKFLOW.stages["draft"], personal)
    assert due is not None
    assert due.at == personal["nominations-close"]
    assert [d.key for d in calendar_of(PLAN, personal)] == [d.key for d in calendar_of(PLAN)]


def test_without_days_for_it_a_deadline_cannot_be_extended() -> None:
    due = due_of(plan_with(("hard_days = 14\n", "")).calendar["nominations-close"], PLAN)

    assert due.hard_at == due.at
    assert not due.is_extendable


# ---------------------------------------------------------------- clocks

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("deadline", "days", "expected"),
    [
        # Clocks went forward on 28 March 2027: the day before the 28th is 23 hours away.
        (datetime(2027, 3, 28, 12, tzinfo=BERLIN), -1, datetime(2027, 3, 27, 12, tzinfo=BERLIN)),
        # 02:30 does not come on that day: the later reading, 03:30 summer time.
        (datetime(2027, 3, 29, 2, 30, tzinfo=BERLIN), -1, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # 02:30 comes twice on 31 October 2027: the later one, winter time.
        (datetime(2027, 11, 1, 2, 30, tzinfo=BERLIN), -1,
         datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        # Leap days are days like any other.
        (datetime(2028, 3, 1, 9, tzinfo=BERLIN), -1, datetime(2028, 2, 29, 9, tzinfo=BERLIN)),
        (datetime(2027, 3, 1, 9, tzinfo=BERLIN), -1, datetime(2027, 2, 28, 9, tzinfo=BERLIN)),
        (datetime(2028, 2, 29, 9, tzinfo=BERLIN), 366, datetime(2029, 3, 1, 9, tzinfo=BERLIN)),
    ],
)  # fmt: skip
def test_days_are_counted_on_the_wall(deadline, days, expected) -> None:
    assert days_from(deadline.astimezone(UTC), days, "Europe/Berlin") == expected.astimezone(UTC)


def test_samoa_skipped_a_whole_day() -> None:
    """30 December 2011 never was in Apia: a reminder of that day comes when the 31st does."""
    deadline = datetime(2012, 1, 1, 10, tzinfo=ZoneInfo("Pacific/Apia")).astimezone(UTC)

    two_before, one_before = (days_from(deadline, -n, "Pacific/Apia") for n in (2, 1))

    assert one_before - two_before <= timedelta(days=1)
    assert deadline - one_before == timedelta(days=1)


@given(ZONES, INSTANTS, st.integers(-366, 366))
@settings(max_examples=400, deadline=None)
def test_a_day_later_is_the_next_day_of_the_calendar_at_nearly_the_same_hour(zone, at, days):
    found = days_from(at, days, zone)
    clocks = zone_named(zone)
    local, moved = at.astimezone(clocks), found.astimezone(clocks)

    wanted = local.date() + timedelta(days=days)
    # A missing hour, or Samoa's missing day, moves it on; nothing ever moves it back.
    assert (
        timedelta(0)
        <= moved.replace(tzinfo=None) - datetime.combine(wanted, local.time())
        <= timedelta(days=1)
    )
    if days == 0:
        assert found == at


@given(ZONES, INSTANTS, st.sets(st.integers(1, 60), max_size=5), st.sets(st.integers(1, 30)))
@settings(max_examples=200, deadline=None)
def test_reminders_come_in_order_and_before_means_before(zone, at, before, overdue):
    due = Due("d", {}, at, at, at, at, zone, "UTC")
    reminder = Reminder("r", to=Debt.REVIEW, before=tuple(before), overdue=tuple(overdue))

    letters = timed(due, reminder)

    assert [x.at for x in letters] == sorted(x.at for x in letters)
    assert {x.days for x in letters} == {-n for n in before} | overdue
    assert all((x.at > at) == (x.days > 0) for x in letters)
    assert all(days_between(x.at, at, zone) <= -x.days for x in letters)


@given(
    ZONES,
    INSTANTS,
    st.lists(st.integers(0, 40 * 24 * 60), min_size=1, max_size=40),
    st.integers(0, 40 * 24 * 60),
)
@settings(max_examples=200, deadline=None)
def test_whenever_the_worker_looks_each_letter_is_written_at_most_once(zone, at, looks, begun):
    """Looks at arbitrary minutes from 21 days before: what is taken is never due again."""
    due = Due("d", {}, at, at, at, at, zone, "UTC")
    reminder = Reminder("r", to=Debt.REVIEW, before=(14, 7, 2), overdue=(1,))
    letters, taken = timed(due, reminder), []
    start = at - timedelta(days=21)
    since = start + timedelta(minutes=begun)

    for minute in sorted(looks):
        now = start + timedelta(minutes=minute)
        found = due_now(due, letters, owed_since=since, taken=set(taken), now=now)
        if found is not None:
            taken.append(found.days)
            assert since <= found.at <= now
            assert found.days > 0 or not has_passed(at, now)

    assert taken == sorted(set(taken))
