"""Proves a plan before anyone may use it. Each family of faults has its own file."""

from __future__ import annotations

from collections.abc import Iterator, Set

from workflows.plan.checking import (
    assigning,
    blindness,
    circles,
    conditions,
    conflicts,
    dates,
    forms,
    graph,
    guards,
    money,
    panels,
    prize,
    references,
    reminders,
    reviewers,
    reviews,
    rounds,
    rubrics,
    seconding,
    secrecy,
    signers,
    ties,
    timing,
    translations,
    words,
)
from workflows.plan.checking.doubts import Doubts
from workflows.plan.checking.translations import stale_translations
from workflows.plan.faults import Fault
from workflows.plan.model import Plan

__all__ = ["FAMILIES", "faults_of", "stale_translations"]

FAMILIES = (
    prize, references, words, translations, forms, graph, secrecy, circles, signers, seconding,
    guards, timing, conditions, dates, rubrics, panels, ties, money, reminders, conflicts,
    assigning, blindness, rounds, reviewers, reviews,
)  # fmt: skip


def faults_of(plan: Plan, broken: Set[str] = frozenset()) -> Iterator[Fault]:
    """Everything wrong with a plan that could be read, all families, in no particular order.

    Args:
        broken: places that hold neutral values because the document's could not be read; faults
            that may only be their consequence are left out.
    """
    doubts = Doubts(broken)
    for family in FAMILIES:
        yield from (fault for fault in family.faults(plan) if not doubts.is_doubtful(fault))
