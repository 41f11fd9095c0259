"""Invitations and terms: reminders while an answer is possible, terms of roles that are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from workflows.plan.evaluation import Role
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

NEVER_GRANTED: Final = (Role.NOMINATOR, Role.SYSTEM)


def faults(plan: Plan) -> Iterator[Fault]:
    """Check the days of reminders, then each of the terms."""
    yield from _reminders(plan)
    for terms in plan.terms.values():
        for number, role in enumerate(terms.by):
            if role in NEVER_GRANTED:
                sentence = f"{role.value!r} is no role that is given to anybody, so none is asked"
                yield Fault(f"terms.{terms.key}.by[{number}]", FaultCode.TERMS_UNASKED, sentence)


def _reminders(plan: Plan) -> Iterator[Fault]:
    place, days = "reviewing.invitation_reminders", plan.reviewing.invitation_days
    for number, day in enumerate(plan.reviewing.invitation_reminders):
        if not 1 <= day < days:
            sentence = f"{day} days before is not within the {days} days that an invitation stands"
            yield Fault(f"{place}[{number}]", FaultCode.OUT_OF_RANGE, sentence)
    for day, count in Counter(plan.reviewing.invitation_reminders).items():
        if count > 1:
            yield Fault(place, FaultCode.REPEATED, f"{day} days are named more than once")
