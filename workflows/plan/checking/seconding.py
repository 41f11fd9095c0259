"""Actions that need a second person: there can be one, and it is clear for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workflows.plan.evaluation import Action, Role, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.judging import reviews_in
from workflows.plan.model import Plan

MANY: Final = 1_000
"""More people than any plan asks for: grants without an upper limit."""


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every action that is marked as seconded."""
    for workflow in plan.workflows.values():
        people = people_of(plan, workflow)
        for action in workflow.actions.values():
            if action.seconded:
                place = f"workflows.{workflow.key}.actions.{action.key}"
                yield from _action(place, action, people)


def _action(place: str, action: Action, people: Mapping[Role, int]) -> Iterator[Fault]:
    if Role.SYSTEM in action.by:
        sentence = "what the calendar takes has no second person; leave out seconded or system"
        yield Fault(f"{place}.seconded", FaultCode.SECOND_PERSON, sentence)
    elif action.by and sum(people[role] for role in set(action.by)) < 2:
        roles = " and ".join(sorted(set(action.by)))
        sentence = (
            f"only one person can be {roles} of a nomination, so nobody can second; "
            "add a role, or leave out seconded"
        )
        yield Fault(f"{place}.by", FaultCode.SECOND_PERSON, sentence)
    if action.collective:
        sentence = (
            "an action for a whole category cannot wait for a second person; "
            "leave out collective or seconded"
        )
        yield Fault(f"{place}.collective", FaultCode.SECOND_PERSON, sentence)


def people_of(plan: Plan, workflow: Workflow) -> Mapping[Role, int]:
    """Role -> how many people can be it towards one nomination of this workflow.

    The nominator counts for none: nobody proposes or seconds what concerns their own nomination.
    """
    using = [c for c in plan.categories.values() if c.workflow == workflow.key]
    panels = [plan.panels[c.panel] for c in using if c.panel in plan.panels]
    # The smallest panel: a second person must be possible in every category.
    members = min((panel.members for panel in panels), default=MANY)
    return dict.fromkeys(Role, MANY) | {
        Role.NOMINATOR: 0,
        Role.SYSTEM: 0,
        Role.CHAIR: 1,
        Role.DEPUTY: 1,
        Role.COMMITTEE: members,
        Role.REVIEWER: min(reviews_in(plan, key) for key in plan.rounds or ("",)),
        Role.EXTERNAL: 0,
    }
