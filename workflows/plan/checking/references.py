"""Keys that name something which does not exist."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in, nearest


def faults(plan: Plan) -> Iterator[Fault]:
    """Categories that use unknown parts, actions between unknown stages, proposals of nothing."""
    yield from _categories(plan)
    yield from _actions(plan)
    yield from _proposals(plan)


def _categories(plan: Plan) -> Iterator[Fault]:
    parts: Mapping[str, Collection[str]] = {
        "form": plan.forms,
        "rubric": plan.rubrics,
        "panel": plan.panels,
        "workflow": plan.workflows,
    }
    for key, category in plan.categories.items():
        used = {
            "form": category.form,
            "rubric": category.rubric,
            "panel": category.panel,
            "workflow": category.workflow,
        }
        for part, name in used.items():
            yield from missing(f"categories.{key}.{part}", name, parts[part], part)
        for number, name in enumerate(category.conditions):
            place = f"categories.{key}.conditions[{number}]"
            yield from missing(place, name, plan.conditions, "entry condition")
    numbers = [c.number for c in plan.categories.values()]
    for key, category in plan.categories.items():
        if numbers.count(category.number) > 1:
            yield Fault(
                f"categories.{key}.number",
                FaultCode.REPEATED,
                f"number {category.number} is used by more than one category",
            )


def _actions(plan: Plan) -> Iterator[Fault]:
    for key, workflow in plan.workflows.items():
        place = f"workflows.{key}"
        yield from missing(f"{place}.initial", workflow.initial, workflow.stages, "stage")
        for stage in workflow.stages.values():
            if stage.due is not None:
                here = f"{place}.stages.{stage.key}.due"
                yield from missing(here, stage.due, plan.calendar, "deadline")
        for action in workflow.actions.values():
            here = f"{place}.actions.{action.key}"
            for number, source in enumerate(action.sources):
                yield from missing(f"{here}.from[{number}]", source, workflow.stages, "stage")
            yield from missing(f"{here}.to", action.target, workflow.stages, "stage")
            for number, guard in enumerate(action.guards):
                deadline = getattr(guard.use.parameters, "deadline", None)
                if deadline is not None:
                    at = f"{here}.guards[{number}].{guard.name}.deadline"
                    yield from missing(at, deadline, plan.calendar, "deadline")


def _proposals(plan: Plan) -> Iterator[Fault]:
    for key, proposal in plan.proposals.items():
        if not exists(plan, proposal.at):
            yield Fault(
                f"proposals.{key}.at",
                FaultCode.UNKNOWN_REFERENCE,
                f"there is nothing at {proposal.at!r} in this plan",
            )


def exists(plan: Plan, path: str) -> bool:
    """Whether a key path leads somewhere (as far as the plan's tables go)."""
    value: object = plan
    for part in path.split("."):
        if isinstance(value, Mapping):
            if part not in value:
                return False
            value = value[part]
        elif dataclasses.is_dataclass(value):
            declared = declared_in(type(value))
            if part not in declared:
                return False
            value = getattr(value, declared[part].name)
        else:
            return False
    return True


def missing(place: str, name: str, known: Collection[str], what: str) -> Iterator[Fault]:
    """A fault when `name` is none of the known keys."""
    if name not in known:
        yield Fault(
            place,
            FaultCode.UNKNOWN_REFERENCE,
            f"there is no {what} {name!r}{nearest(name, known)}",
        )
