"""The calendar: zones that exist, deadlines in order, neither too near nor too far apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from workflows import calendar
from workflows.instants import zone_named
from workflows.plan.checking.references import missing
from workflows.plan.deadlines import Deadline
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

YEARS: Final = range(1970, 2301)
"""Years that a deadline may lie in; zones are known for no others."""


def faults(plan: Plan) -> Iterator[Fault]:
    """Check zones and years first: without them there is no order."""
    wrong = [*_zones(plan), *_years(plan)]
    yield from wrong
    for key, deadline in plan.calendar.items():
        if deadline.after is not None:
            place = f"calendar.{key}.after"
            yield from missing(place, deadline.after, plan.calendar, "deadline")
        yield from _distance(f"calendar.{key}", deadline)
    if not wrong:
        yield from _orders(plan)


def is_readable(plan: Plan) -> bool:
    """Whether every deadline can be told as an instant."""
    return not [*_zones(plan), *_years(plan)]


def _zones(plan: Plan) -> Iterator[Fault]:
    named = {"prize.zone": plan.prize.zone}
    named |= {f"calendar.{d.key}.zone": d.zone for d in plan.calendar.values() if d.zone}
    for place, name in named.items():
        if zone_named(name) is None:
            yield Fault(place, FaultCode.UNKNOWN_REFERENCE, f"there is no time zone {name!r}")


def _years(plan: Plan) -> Iterator[Fault]:
    for deadline in plan.calendar.values():
        if deadline.at.year not in YEARS:
            sentence = f"the year {deadline.at.year} is not between {YEARS[0]} and {YEARS[-1]}"
            yield Fault(f"calendar.{deadline.key}.at", FaultCode.OUT_OF_RANGE, sentence)


def _orders(plan: Plan) -> Iterator[Fault]:
    for deadline in plan.calendar.values():
        earlier = plan.calendar.get(deadline.after or "")
        if earlier is not None:
            yield from _order(plan, deadline, earlier)


def _distance(place: str, deadline: Deadline) -> Iterator[Fault]:
    least, most = deadline.at_least_days, deadline.at_most_days
    if deadline.after is None and (least is not None or most is not None):
        sentence = "days are counted from the deadline named in `after`; name it"
        yield Fault(f"{place}.after", FaultCode.MISSING_KEY, sentence)
    if least is not None and most is not None and least > most:
        sentence = f"nothing is at least {least} and at most {most} days later"
        yield Fault(f"{place}.at_least_days", FaultCode.OUT_OF_RANGE, sentence)


def _order(plan: Plan, deadline: Deadline, earlier: Deadline) -> Iterator[Fault]:
    first = calendar.instant(earlier, plan.prize.zone)
    ended = first + timedelta(minutes=earlier.grace_minutes)
    second = calendar.instant(deadline, plan.prize.zone)
    place = f"calendar.{deadline.key}"
    least, most = deadline.at_least_days, deadline.at_most_days
    told = f"{deadline.key} ({_told(second)})"
    if second <= first:
        sentence = f"{told} is not after {earlier.key} ({_told(first)}); move one of them"
        yield Fault(f"{place}.at", FaultCode.DEADLINE_ORDER, sentence)
    elif second < ended + timedelta(days=least or 0):
        wanted = f"{least} days after" if least else "after"
        sentence = f"{told} is not {wanted} the end of {earlier.key} ({_told(ended)})"
        yield Fault(f"{place}.at", FaultCode.DEADLINE_OVERLAP, f"{sentence}; move it later")
    elif most is not None and second > first + timedelta(days=most):
        sentence = f"{told} is more than {most} days after {earlier.key} ({_told(first)})"
        yield Fault(f"{place}.at", FaultCode.DEADLINE_GAP, f"{sentence}; move it earlier")


def _told(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
