"""Circles that nobody has to walk: only the calendar goes round, and never stops."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from workflows.plan.evaluation import Action, Role, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan


def faults(plan: Plan) -> Iterator[Fault]:
    """Look in every workflow for a circle of actions that the calendar may take."""
    for key, workflow in plan.workflows.items():
        yield from _circles(f"workflows.{key}", workflow)


def _circles(place: str, workflow: Workflow) -> Iterator[Fault]:
    ways = _ways_out(workflow)
    told: set[str] = set()
    for stage in workflow.stages:
        if stage in told:
            continue
        path = _back_to(stage, ways)
        if path:
            told |= set(path[::2])
            yield Fault(
                f"{place}.stages.{stage}",
                FaultCode.AUTOMATIC_CIRCLE,
                "the calendar alone goes round here for ever; let a person take one of the "
                "actions, or lead one of them elsewhere",
                path,
            )


def _ways_out(workflow: Workflow) -> dict[str, list[Action]]:
    """Stage -> actions out of it that need no person."""
    ways: dict[str, list[Action]] = {key: [] for key in workflow.stages}
    for action in workflow.actions.values():
        if Role.SYSTEM in action.by:
            for source in action.sources:
                ways.get(source, []).append(action)
    return ways


def _back_to(start: str, ways: dict[str, list[Action]]) -> tuple[str, ...]:
    """A shortest way from a stage back to itself: stage, action, stage; empty without one."""
    paths: dict[str, tuple[str, ...]] = {}
    waiting: deque[tuple[str, tuple[str, ...]]] = deque([(start, (start,))])
    while waiting:
        here, path = waiting.popleft()
        for action in ways.get(here, ()):
            further = (*path, action.key, action.target)
            if action.target == start:
                return further
            if action.target not in paths:
                paths[action.target] = further
                waiting.append((action.target, further))
    return ()
