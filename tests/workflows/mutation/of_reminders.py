"""Defects of reminders: letters that come too late to be answered, to nobody, or on no day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.workflows.mutation.seeding import (
    Changes,
    Document,
    Path,
    Seeded,
    edited,
    operator,
    written,
)
from workflows.plan.faults import FaultCode


def _reminders(document: Document) -> Iterator[tuple[Path, dict[str, Any]]]:
    for key, deadline in document["calendar"].items():
        for name, reminder in deadline.get("reminders", {}).items():
            yield ("calendar", key, "reminders", name), reminder


@operator(FaultCode.REMINDER_LATE)
def reminded_when_the_door_is_shut(seeded: Seeded) -> Changes:
    for path, reminder in _reminders(seeded.document):
        if reminder["to"] == "hand-in":
            place = f"{written((*path, 'overdue'))}[0]"
            yield place, edited(seeded.document, (*path, "overdue"), [1])


@operator(FaultCode.REMINDER_IDLE)
def reminder_of_another_debt(seeded: Seeded) -> Changes:
    for path, reminder in _reminders(seeded.document):
        if reminder["to"] == "review":
            yield written((*path, "to")), edited(seeded.document, (*path, "to"), "vote")
        if reminder["to"] == "vote":
            yield written((*path, "to")), edited(seeded.document, (*path, "to"), "review")


@operator(FaultCode.REMINDER_IDLE)
def reminder_without_a_day(seeded: Seeded) -> Changes:
    for path, reminder in _reminders(seeded.document):
        kept = {key: value for key, value in reminder.items() if key not in ("before", "overdue")}
        yield written(path), edited(seeded.document, path, kept)


@operator(FaultCode.TERMS_UNASKED)
def terms_of_a_role_that_nobody_is_given(seeded: Seeded) -> Changes:
    for key, terms in seeded.document.get("terms", {}).items():
        path = ("terms", key, "by")
        yield f"{written(path)}[0]", edited(seeded.document, path, ["system", *terms["by"]])


@operator(FaultCode.OUT_OF_RANGE)
def invitation_reminded_of_when_it_has_expired(seeded: Seeded) -> Changes:
    path = ("reviewing", "invitation_reminders")
    yield f"{written(path)}[0]", edited(seeded.document, path, [300])


@operator(FaultCode.OUT_OF_RANGE)
def reminder_years_ahead(seeded: Seeded) -> Changes:
    for path, _ in _reminders(seeded.document):
        yield written(path), edited(seeded.document, (*path, "before"), [4000])


@operator(FaultCode.REPEATED)
def reminder_twice_on_a_day(seeded: Seeded) -> Changes:
    for path, _ in _reminders(seeded.document):
        yield written(path), edited(seeded.document, (*path, "before"), [7, 7])
