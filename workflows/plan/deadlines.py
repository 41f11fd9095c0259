"""The calendar as data: deadlines with their grace, their order, and the letters around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflows.plan.forms import Words
from workflows.plan.kinds import Debt
from workflows.plan.reading import spec

MOST_GRACE: Final = 7 * 24 * 60
MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Reminder:
    """Letters around a deadline to whoever still owes something by it."""

    key: str
    to: Debt = spec(
        "whom: those with this debt, in stages whose `due` is the deadline (`hand-in` nominators, "
        "`consent` nominees, `screening` secretariat, `review` reviewers, `vote` committee, "
        "`approval` whoever has to sign)"
    )
    before: tuple[int, ...] = spec(
        "days before it, each a letter, at the deadline's time of day", default=(), maximum=12
    )
    overdue: tuple[int, ...] = spec(
        "days after it, for debts that can still be paid", default=(), maximum=12
    )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A named instant of the calendar: advertised, with a silent grace, and at the very last."""

    key: str
    label: Words = spec("what falls due")
    at: datetime = spec("local date and time; the second itself still counts")
    zone: str | None = spec("zone of this deadline; AoE is Anywhere on Earth", default=None)
    grace_minutes: int = spec(
        "silently added for whoever is just late, after an extension too",
        default=0,
        minimum=0,
        maximum=MOST_GRACE,
    )
    hard_days: int = spec(
        "days after it when the hard deadline falls, at the same time of day: the latest that a "
        "personal extension may reach; without them there are none",
        default=0,
        minimum=0,
        maximum=MOST_DAYS,
    )
    after: str | None = spec(
        "the deadline that must come before", default=None, refers_to="calendar"
    )
    at_least_days: int | None = spec(
        "fewest days of 24 hours after the end (grace included) of the deadline before",
        default=None,
        minimum=0,
        maximum=3650,
    )
    at_most_days: int | None = spec(
        "most days of 24 hours after the deadline before: no hole is left",
        default=None,
        minimum=0,
        maximum=3650,
    )
    reminders: Mapping[str, Reminder] = spec("who is reminded of it, and when", default={})
