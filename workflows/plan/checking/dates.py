"""The calendar: zones that exist, deadlines in order, actions whose time never comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from workflows import calendar
from workflows.instants import zone_named
from workflows.plan.checking.references import missing
from workflows.plan.evaluation import Action
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Deadline, Plan

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
    if not wrong:
        yield from _orders(plan)
        yield from _windows(plan)


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


def _order(plan: Plan, deadline: Deadline, earlier: Deadline) -> Iterator[Fault]:
    first = calendar.instant(earlier, plan.prize.zone)
    second = calendar.instant(deadline, plan.prize.zone)
    if second <= first:
        yield Fault(
            f"calendar.{deadline.key}.at",
            FaultCode.DEADLINE_ORDER,
            f"{deadline.key} ({second:%Y-%m-%d %H:%M} UTC) is not after "
            f"{earlier.key} ({first:%Y-%m-%d %H:%M} UTC)",
        )


def _windows(plan: Plan) -> Iterator[Fault]:
    closing = calendar.closing_times(plan)
    for key, workflow in plan.workflows.items():
        for action in workflow.actions.values():
            yield from _window(f"workflows.{key}.actions.{action.key}.guards", action, closing)


def _window(place: str, action: Action, closing: Mapping[str, datetime]) -> Iterator[Fault]:
    ends = _deadlines(action, "before_deadline", closing)
    starts = _deadlines(action, "after_deadline", closing)
    starts |= _deadlines(action, "opened", closing)
    if not ends or not starts:
        return
    last, first = min(ends, key=ends.__getitem__), max(starts, key=starts.__getitem__)
    if ends[last] <= starts[first]:
        yield Fault(
            place,
            FaultCode.NEVER_POSSIBLE,
            f"possible only after {first} and before {last}, and {last} is not later",
        )


def _deadlines(action: Action, guard: str, closing: Mapping[str, datetime]) -> dict[str, datetime]:
    named = (use.use.parameters.deadline for use in action.guards if use.name == guard)
    return {key: closing[key] for key in named if key in closing}
