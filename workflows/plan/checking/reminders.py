"""Reminders: days that make sense, somebody to remind, and time left to answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from workflows import reminding
from workflows.calendar import due_of
from workflows.instants import zone_named
from workflows.plan.checking.dates import YEARS
from workflows.plan.deadlines import Deadline, Reminder
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

DAYS: Final = range(1, 367)


def faults(plan: Plan) -> Iterator[Fault]:
    """Check days first; instants only where zones and years are known."""
    for deadline in plan.calendar.values():
        for reminder in deadline.reminders.values():
            yield from _days(_place(deadline, reminder), reminder)
    if not all(_is_readable(plan, deadline) for deadline in plan.calendar.values()):
        return
    for deadline in plan.calendar.values():
        yield from _hard(plan, deadline)
        for reminder in deadline.reminders.values():
            if all(day in DAYS for day in (*reminder.before, *reminder.overdue)):
                yield from _answerable(plan, deadline, reminder)


def _place(deadline: Deadline, reminder: Reminder) -> str:
    return f"calendar.{deadline.key}.reminders.{reminder.key}"


def _is_readable(plan: Plan, deadline: Deadline) -> bool:
    """Whether instants can be reckoned from it; what cannot is another family's fault."""
    zone = zone_named(deadline.zone or plan.prize.zone)
    return zone is not None and deadline.at.year in YEARS


def _days(place: str, reminder: Reminder) -> Iterator[Fault]:
    if not reminder.before and not reminder.overdue:
        yield Fault(place, FaultCode.REMINDER_IDLE, "it names no day on which a letter goes out")
    for key, days in (("before", reminder.before), ("overdue", reminder.overdue)):
        for number, day in enumerate(days):
            if day not in DAYS:
                sentence = f"{day} is not between {DAYS[0]} and {DAYS[-1]} days"
                yield Fault(f"{place}.{key}[{number}]", FaultCode.OUT_OF_RANGE, sentence)
        for day, count in Counter(days).items():
            if count > 1:
                sentence = f"{day} days are named more than once"
                yield Fault(f"{place}.{key}", FaultCode.REPEATED, sentence)


def _hard(plan: Plan, deadline: Deadline) -> Iterator[Fault]:
    """Whoever has an extension is done before what must come after the deadline."""
    hard = due_of(deadline, plan).hard_at
    for other in plan.calendar.values():
        if deadline.hard_days and other.after == deadline.key:
            at = due_of(other, plan).at
            if hard >= at > due_of(deadline, plan).at:
                yield Fault(
                    f"calendar.{deadline.key}.hard_days",
                    FaultCode.DEADLINE_ORDER,
                    f"extensions could reach {hard:%Y-%m-%d %H:%M} UTC, which is not before "
                    f"{other.key} ({at:%Y-%m-%d %H:%M} UTC)",
                )


def _answerable(plan: Plan, deadline: Deadline, reminder: Reminder) -> Iterator[Fault]:
    place, due = _place(deadline, reminder), due_of(deadline, plan)
    owing = [
        (workflow, stage)
        for workflow in plan.workflows.values()
        for stage in sorted(reminding.stages_owing(workflow, reminder.to, deadline.key))
    ]
    if not owing:
        sentence = f"nobody owes {reminder.to.value!r} by {deadline.key!r}: no stage says so"
        yield Fault(f"{place}.to", FaultCode.REMINDER_IDLE, sentence)
        return
    moments = [reminding.last_moment(plan, w, stage, reminder.to) for w, stage in owing]
    if None in moments:
        return
    last = max(moment for moment in moments if moment is not None)
    for letter in reminding.timed(due, reminder):
        if letter.at > last:
            yield _late(place, reminder, letter, f"{last:%Y-%m-%d %H:%M}")


def _late(place: str, reminder: Reminder, letter: reminding.Timed, last: str) -> Fault:
    key, days = ("overdue", letter.days) if letter.days > 0 else ("before", -letter.days)
    number = getattr(reminder, key).index(days)
    return Fault(
        f"{place}.{key}[{number}]",
        FaultCode.REMINDER_LATE,
        f"this letter, {letter.at:%Y-%m-%d %H:%M} UTC, comes when nothing can be done any more: "
        f"the last moment is {last} UTC",
    )
