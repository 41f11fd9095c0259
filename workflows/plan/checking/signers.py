"""Actions that wait for somebody who may not be there: recused, or a signer already."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from workflows.plan.checking.graph import ways_from_start
from workflows.plan.evaluation import Action, Record, Role, Trait, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

HELD_BY_ONE: Final = frozenset({Role.CHAIR, Role.DEPUTY})
"""Roles that one person has; the others are held by as many as are granted them."""

_SIGNING: Final = frozenset({Record.DECISION, Record.APPROVAL})
_MANY: Final = 1000


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every action that one recusal may leave to nobody."""
    for key, workflow in plan.workflows.items():
        ways = ways_from_start(workflow)
        for action in workflow.actions.values():
            place = f"workflows.{key}.actions.{action.key}"
            path = next((ways[s] for s in action.sources if s in ways), ())
            path = (*path, action.key) if path else ()
            yield from _substitute(place, action, path)
            yield from _signer(plan, place, workflow, action, path)
            yield from _asked(place, action)


def _substitute(place: str, action: Action, path: tuple[str, ...]) -> Iterator[Fault]:
    if len(set(action.by)) == 1 and set(action.by) <= HELD_BY_ONE:
        (role,) = set(action.by)
        yield Fault(
            f"{place}.by",
            FaultCode.NO_SUBSTITUTE,
            f"one recusal leaves nobody: only one person is {role}; name another role in `by`",
            path,
        )


def _signer(
    plan: Plan, place: str, workflow: Workflow, action: Action, path: tuple[str, ...]
) -> Iterator[Fault]:
    if not action.by or all(guard.name != "approver_is_new" for guard in action.guards):
        return
    people = _people(plan, workflow, set(action.by))
    signed = _signatures_before(workflow, action)
    if people - 1 - signed >= 1:
        return
    yield Fault(
        f"{place}.by",
        FaultCode.SAME_SIGNER,
        f"{people} may sign here at most; after one recusal and {signed} earlier signature(s) of "
        "theirs nobody is left who is new; name a further role in `by`",
        path,
    )


def _people(plan: Plan, workflow: Workflow, roles: Set[Role]) -> int:
    """How many people hold these roles at least, as far as the plan can say."""
    return sum(1 if r in HELD_BY_ONE else _held(plan, workflow, r) for r in roles)


def _held(plan: Plan, workflow: Workflow, role: Role) -> int:
    if role is not Role.COMMITTEE:
        return _MANY
    panels = {c.panel for c in plan.categories.values() if c.workflow == workflow.key}
    return min((plan.panels[p].members for p in panels if p in plan.panels), default=_MANY)


def _signatures_before(workflow: Workflow, action: Action) -> int:
    """How many signatures of the same roles may stand under the decision when it comes here."""
    decided = workflow.stages_with(Trait.DECIDED)
    before, waiting = set(action.sources) & decided, list(set(action.sources) & decided)
    signing: set[str] = set()
    while waiting:
        here = waiting.pop()
        for earlier in workflow.actions.values():
            if earlier.target != here or earlier.key == action.key:
                continue
            if _SIGNING & set(earlier.records) and set(earlier.by) & set(action.by):
                signing.add(earlier.key)
            more = (set(earlier.sources) & decided) - before
            before |= more
            waiting += more
    return len(signing)


def _asked(place: str, action: Action) -> Iterator[Fault]:
    if set(action.by) == {Role.SYSTEM} and action.asks:
        sentence = "the calendar cannot write what `asks` wants; leave it out or name a person"
        yield Fault(f"{place}.asks", FaultCode.NOBODY_MAY, sentence)
