"""Where a nomination may go next, and why not: the one place where a step is decided."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import NotAllowed, Refusal, RuleBroken, WrongStage
from workflows.guards import Facts
from workflows.plan.evaluation import Action, Role, Workflow


@dataclass(frozen=True, slots=True)
class Option:
    """An action that somebody in these roles could take here, and the reasons against."""

    action: Action
    refusals: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Step:
    """A move that was decided: what the caller stores, in one transaction."""

    action: Action
    source: str
    target: str
    at: datetime


def options(workflow: Workflow, stage: str, roles: Set[Role], facts: Facts) -> tuple[Option, ...]:
    """Every action that these roles may take from this stage, open or with its refusals."""
    return tuple(
        Option(action, refusals_of(action, facts))
        for action in workflow.actions.values()
        if stage in action.sources and roles & set(action.by)
    )


def refusals_of(action: Action, facts: Facts) -> tuple[Refusal, ...]:
    """All reasons against an action, not only the first."""
    refusals = (guard.refuses(facts) for guard in action.guards)
    return tuple(refusal for refusal in refusals if refusal is not None)


def advance(
    workflow: Workflow, stage: str, action_key: str, roles: Set[Role], facts: Facts
) -> Step:
    """Decide one step. Who is asked before when, so that a refusal tells a stranger nothing.

    Raises:
        NotAllowed: no such action, or none of the roles may take it.
        WrongStage: the nomination does not stand where the action starts.
        RuleBroken: guards refuse; all their reasons are in it.
    """
    action = workflow.actions.get(action_key)
    if action is None or not roles & set(action.by):
        raise NotAllowed([Refusal("not_yours", {"action": action_key})])
    if stage not in action.sources:
        raise WrongStage([Refusal("moved_on", {"action": action_key, "stage": stage})])
    refusals = refusals_of(action, facts)
    if refusals:
        raise RuleBroken(refusals)
    return Step(action, stage, action.target, facts.now)
