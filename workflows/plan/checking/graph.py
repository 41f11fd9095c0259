"""The workflow as a graph: stages nobody reaches, traps, exits from an end, actions for nobody."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping

from workflows.plan.evaluation import Action, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every workflow by itself."""
    for key, workflow in plan.workflows.items():
        place = f"workflows.{key}"
        if workflow.initial in workflow.stages:
            yield from _reachability(place, workflow)
        yield from _actions(place, workflow)


def _reachability(place: str, workflow: Workflow) -> Iterator[Fault]:
    ways = ways_from_start(workflow)
    for stage in workflow.stages.values():
        if stage.key not in ways:
            yield Fault(
                f"{place}.stages.{stage.key}",
                FaultCode.UNREACHABLE_STAGE,
                f"no action leads to {stage.key!r} from the start",
            )
    if any(stage.final for stage in workflow.stages.values()):
        yield from _traps(place, workflow, ways)
    else:
        sentence = "no stage is final: nothing ever ends"
        yield Fault(f"{place}.stages", FaultCode.TRAP, sentence)


def _traps(place: str, workflow: Workflow, ways: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Stages that never lead to an end, and those that do not once deadlines have passed."""
    ever = leading_to_an_end(workflow, workflow.actions.values())
    late = leading_to_an_end(
        workflow,
        [
            a
            for a in workflow.actions.values()
            if all(g.name != "before_deadline" for g in a.guards)
        ],
    )
    for key, way in ways.items():
        if key in late or key not in workflow.stages:
            continue
        when = "" if key not in ever else ", once the deadlines have passed,"
        sentence = f"from {key!r}{when} no way leads to a final stage"
        yield Fault(f"{place}.stages.{key}", FaultCode.TRAP, sentence, way)


def _actions(place: str, workflow: Workflow) -> Iterator[Fault]:
    for action in workflow.actions.values():
        here = f"{place}.actions.{action.key}"
        if not action.by:
            yield Fault(f"{here}.by", FaultCode.NOBODY_MAY, "no role may take this action")
        for source in action.sources:
            stage = workflow.stages.get(source)
            if stage and stage.final and not action.extraordinary:
                yield Fault(
                    f"{here}.from",
                    FaultCode.EXIT_FROM_FINAL,
                    f"{source!r} is final; an action out of it must be marked extraordinary",
                )


def ways_from_start(workflow: Workflow) -> Mapping[str, tuple[str, ...]]:
    """Stage -> a shortest way to it: stage, action, stage, action, …, stage."""
    ways: dict[str, tuple[str, ...]] = {workflow.initial: (workflow.initial,)}
    waiting = deque([workflow.initial])
    while waiting:
        here = waiting.popleft()
        for action in workflow.actions.values():
            if here in action.sources and action.target not in ways:
                ways[action.target] = (*ways[here], action.key, action.target)
                waiting.append(action.target)
    return ways


def stages_before(workflow: Workflow, stages: Collection[str]) -> frozenset[str]:
    """These stages and all in which a nomination can have been before it came there."""
    found, waiting = set(stages), list(stages)
    while waiting:
        here = waiting.pop()
        for action in workflow.actions.values():
            if action.target == here:
                more = set(action.sources) - found
                found |= more
                waiting += more
    return frozenset(found)


def leading_to_an_end(workflow: Workflow, actions: Collection[Action]) -> set[str]:
    """The stages from which these actions lead to a final one."""
    reached = {stage.key for stage in workflow.stages.values() if stage.final}
    while True:
        more = {
            source for action in actions if action.target in reached for source in action.sources
        } - reached
        if not more:
            return reached
        reached |= more
