"""How far a reviewer has come, and how much time is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.calendar import Due
from workflows.instants import days_between, has_passed

SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the queue: `done` of `total` reviews. Of this review: `answered` of `criteria`."""

    done: int
    total: int
    answered: int
    criteria: int


def time_left(due: Due | None, at: datetime) -> str:
    """What is left until a deadline, in words; nothing where there is no deadline."""
    if due is None:
        return ""
    left = due.at - at
    if has_passed(due.at, at):
        days = days_between(due.at, at, due.zone)
        return "over since today" if days == 0 else f"over for {_counted(days, 'day')}"
    if left <= SOON:
        hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
        return f"{_counted(hours, 'hour')} left" if hours else f"{_counted(minutes, 'minute')} left"
    return f"{_counted(left.days, 'day')} left"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
