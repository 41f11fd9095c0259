"""Proves a plan before anyone may use it. Each family of faults has its own file."""

from __future__ import annotations

from collections.abc import Iterator, Set

from workflows.plan.checking import (
    conditions,
    dates,
    forms,
    graph,
    money,
    panels,
    prize,
    references,
    reminders,
    rubrics,
    secrecy,
    words,
)
from workflows.plan.checking.doubts import is_doubtful
from workflows.plan.faults import Fault
from workflows.plan.model import Plan

FAMILIES = (
    prize,
    references,
    words,
    forms,
    graph,
    secrecy,
    conditions,
    dates,
    rubrics,
    panels,
    money,
    reminders,
)


def faults_of(plan: Plan, broken: Set[str] = frozenset()) -> Iterator[Fault]:
    """Everything wrong with a plan that could be read, all families, in no particular order.

    Args:
        broken: places that hold neutral values because the document's could not be read; faults
            that may only be their consequence are left out.
    """
    for family in FAMILIES:
        yield from (fault for fault in family.faults(plan) if not is_doubtful(fault, broken))
