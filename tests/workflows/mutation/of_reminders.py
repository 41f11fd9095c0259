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


@operator(FaultCode.REMINDER_IDLE)
def reminder_on_no_day(seeded: Seeded) -> Changes:
    for path, reminder in _reminders(seeded.document):
        yield written(path), edited(seeded.document, path, {"to": reminder["to"]})


@operator(FaultCode.REMINDER_IDLE)
def reminder_to_nobody(seeded: Seeded) -> Changes:
    for path, reminder in _reminders(seeded.document):
        idle = "vote" if reminder["to"] != "vote" else "consent"
        yield written(path), edited(seeded.document, (*path, "to"), idle)


@operator(FaultCode.REMINDER_LATE)
def reminder_of_what_cannot_be_handed_in(seeded: Seeded) -> Changes:
    """Handing in is guarded by its deadline: a week later nothing can be answered."""
    for path, reminder in _reminders(seeded.document):
        if reminder["to"] == "hand-in":
            yield written(path), edited(seeded.document, (*path, "overdue"), [7])


@operator(FaultCode.OUT_OF_RANGE)
def reminder_years_ahead(seeded: Seeded) -> Changes:
    for path, _ in _reminders(seeded.document):
        yield written(path), edited(seeded.document, (*path, "before"), [4000])


@operator(FaultCode.REPEATED)
def reminder_twice_on_a_day(seeded: Seeded) -> Changes:
    for path, _ in _reminders(seeded.document):
        yield written(path), edited(seeded.document, (*path, "before"), [7, 7])
