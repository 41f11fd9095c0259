"""Deadlines as instants: zones, Anywhere on Earth, grace, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.instants import has_passed, in_utc, zone_named
from workflows.plan.evaluation import Stage
from workflows.plan.forms import Words
from workflows.plan.model import Deadline, Plan


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as people meet it: its instant in UTC, without and with grace."""

    key: str
    label: Words
    at: datetime
    closes_at: datetime
    zone: str


def instant(deadline: Deadline, default_zone: str) -> datetime:
    """The instant in UTC; of a local time that is ambiguous the later reading.

    Raises:
        ValueError: a zone that does not exist; the check refuses plans that name one.
    """
    zone = zone_named(deadline.zone or default_zone)
    if zone is None:
        raise ValueError(f"there is no time zone {deadline.zone or default_zone!r}")
    return in_utc(deadline.at, zone)


def calendar_of(plan: Plan) -> tuple[Due, ...]:
    """All deadlines of a plan, earliest first."""
    dues = [
        Due(
            deadline.key,
            deadline.label,
            at := instant(deadline, plan.prize.zone),
            at + timedelta(minutes=deadline.grace_minutes),
            deadline.zone or plan.prize.zone,
        )
        for deadline in plan.calendar.values()
    ]
    return tuple(sorted(dues, key=lambda due: due.at))


def closing_times(plan: Plan) -> Mapping[str, datetime]:
    """Deadline key -> its instant with grace; the whole second of it still counts."""
    return {due.key: due.closes_at for due in calendar_of(plan)}


def due_at(plan: Plan, stage: Stage) -> Due | None:
    """What falls due for a nomination in a stage, passed or not; None where the plan names none."""
    return next((due for due in calendar_of(plan) if due.key == stage.due), None)


def next_due(plan: Plan, now: datetime) -> Due | None:
    """The earliest deadline that has not passed."""
    return next((due for due in calendar_of(plan) if not has_passed(due.at, now)), None)
