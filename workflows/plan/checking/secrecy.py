"""Stages that a nominator knows by one name: nothing else may tell them apart either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from workflows.plan.evaluation import Role, Stage, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Words
from workflows.plan.model import Plan

Name = frozenset[tuple[str, str]]


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every workflow by itself."""
    for key, workflow in plan.workflows.items():
        for alike in _called_alike(workflow):
            yield from _told_apart(f"workflows.{key}", workflow, alike)


def public_words(stage: Stage) -> Words:
    """What a nominator reads."""
    return stage.public_label or stage.label


def _called_alike(workflow: Workflow) -> list[list[Stage]]:
    groups: dict[Name, list[Stage]] = defaultdict(list)
    for stage in workflow.stages.values():
        groups[frozenset(public_words(stage).items())].append(stage)
    return [stages for stages in groups.values() if len(stages) > 1]


def _told_apart(place: str, workflow: Workflow, alike: list[Stage]) -> Iterator[Fault]:
    first, *others = alike
    for stage in others:
        if stage.tone is not first.tone:
            yield Fault(
                f"{place}.stages.{stage.key}.tone",
                FaultCode.TELLS_STAGE,
                f"nominators read the same of {first.key!r} and {stage.key!r}, but the tones"
                f" {first.tone} and {stage.tone} tell them apart",
            )
    for action in workflow.actions.values():
        if Role.NOMINATOR not in action.by:
            continue
        open_in = [stage.key for stage in alike if stage.key in action.sources]
        if open_in and len(open_in) < len(alike):
            closed_in = [stage.key for stage in alike if stage.key not in action.sources]
            yield Fault(
                f"{place}.actions.{action.key}.from",
                FaultCode.TELLS_STAGE,
                f"nominators read the same of {_listed(open_in)} and {_listed(closed_in)}, but"
                " this action of theirs starts from the former alone",
            )


def _listed(keys: list[str]) -> str:
    return " and ".join(map(repr, keys))
