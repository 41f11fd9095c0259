"""Deadlines as instants: advertised, with grace, hard; zones; extensions; what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from workflows.instants import days_from, has_passed, in_utc, zone_named
from workflows.plan.deadlines import MOST_DAYS, MOST_GRACE, Deadline
from workflows.plan.evaluation import Stage
from workflows.plan.forms import Words
from workflows.plan.model import Plan

NOBODYS: Final[Mapping[str, datetime]] = MappingProxyType({})
"""No personal deadlines."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as people meet it; instants are in UTC.

    `at` is what is told: the advertised instant or, with an extension, the personal one. Doors
    close at `closes_at`, the grace later. No extension reaches beyond `hard_at`. `advertised_at`
    is what the call says, for everybody. `zone` is the deadline's own, `prize_zone` the prize's.
    """

    key: str
    label: Words
    at: datetime
    closes_at: datetime
    hard_at: datetime
    advertised_at: datetime
    zone: str
    prize_zone: str

    @property
    def is_extended(self) -> bool:
        """Whether this is somebody's personal deadline."""
        return self.at != self.advertised_at

    @property
    def is_extendable(self) -> bool:
        """Whether the plan leaves room for an extension beyond what is told here."""
        return self.hard_at > self.at


def instant(deadline: Deadline, default_zone: str) -> datetime:
    """The instant in UTC; of a local time that is ambiguous the later reading.

    Raises:
        ValueError: a zone that does not exist; the check refuses plans that name one.
    """
    zone = zone_named(deadline.zone or default_zone)
    if zone is None:
        raise ValueError(f"there is no time zone {deadline.zone or default_zone!r}")
    return in_utc(deadline.at, zone)


def due_of(deadline: Deadline, plan: Plan) -> Due:
    """A deadline of a plan as the call tells it."""
    # The check needs instants of plans, too, whose numbers are out of range.
    grace, hard = min(deadline.grace_minutes, MOST_GRACE), min(deadline.hard_days, MOST_DAYS)
    at = instant(deadline, plan.prize.zone)
    zone = deadline.zone or plan.prize.zone
    return Due(
        deadline.key,
        deadline.label,
        at,
        closes_at=at + timedelta(minutes=max(0, grace)),
        hard_at=days_from(at, max(0, hard), zone),
        advertised_at=at,
        zone=zone,
        prize_zone=plan.prize.zone,
    )


def extended(due: Due, until: datetime | None) -> Due:
    """The deadline of somebody whose time goes on until an instant; never earlier than told."""
    if until is None or until <= due.at:
        return due
    return replace(due, at=until, closes_at=until + (due.closes_at - due.at))


def for_everybody(due: Due) -> Due:
    """The deadline as it is without anybody's extension."""
    grace = due.closes_at - due.at
    return replace(due, at=due.advertised_at, closes_at=due.advertised_at + grace)


def calendar_of(plan: Plan, personal: Mapping[str, datetime] = NOBODYS) -> tuple[Due, ...]:
    """All deadlines of a plan, earliest first; `personal` is deadline key -> extended until."""
    dues = (
        extended(due_of(deadline, plan), personal.get(deadline.key))
        for deadline in plan.calendar.values()
    )
    return tuple(sorted(dues, key=lambda due: due.at))


def closing_times(plan: Plan, personal: Mapping[str, datetime] = NOBODYS) -> Mapping[str, datetime]:
    """Deadline key -> its instant with grace; the whole second of it still counts."""
    return {due.key: due.closes_at for due in calendar_of(plan, personal)}


def due_at(plan: Plan, stage: Stage, personal: Mapping[str, datetime] = NOBODYS) -> Due | None:
    """What falls due for a nomination in a stage, passed or not; None where the plan names none."""
    deadline = plan.calendar.get(stage.due or "")
    if deadline is None:
        return None
    return extended(due_of(deadline, plan), personal.get(deadline.key))


def next_due(plan: Plan, now: datetime) -> Due | None:
    """The earliest deadline that has not passed."""
    return next((due for due in calendar_of(plan) if not has_passed(due.at, now)), None)
