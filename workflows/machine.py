"""Where a nomination may go next, and why not: the one place where a step is decided."""

from __future__ import annotations

from collections.abc import Iterable, Set
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
        """Whether nothing speaks against it; where it is seconded, against proposing it."""
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
        Option(action, _of_rules(action, roles, facts))
        for action in workflow.actions.values()
        if stage in action.sources and roles & set(action.by)
    )


def why_not(
    workflow: Workflow, stage: str, roles: Set[Role], facts: Facts, *, everybodys: bool
) -> tuple[Option, ...]:
    """The actions of these roles, wherever they start, each with all that speaks against it.

    Args:
        everybodys: also the actions that others may take from this stage. Only for readers who
            may know the stage: what can be done next tells where a nomination stands.
    """
    return tuple(
        Option(action, reasons_against(workflow, stage, action, roles, facts))
        for action in workflow.actions.values()
        if roles & set(action.by) or (everybodys and stage in action.sources)
    )


def reasons_against(
    workflow: Workflow, stage: str, action: Action, roles: Set[Role], facts: Facts
) -> tuple[Refusal, ...]:
    """Everything against an action: whose it is, where it starts, and what its guards say.

    Guards are asked only where the action starts: elsewhere they would judge another stage.
    """
    reasons = []
    if not roles & set(action.by):
        yours = [role for role in Role if role in roles]
        reasons.append(Refusal("role_needed", {"roles": _keys(action.by), "yours": _keys(yours)}))
    if stage not in action.sources:
        starts = _keys(key for key in workflow.stages if key in action.sources)
        return (
            *reasons,
            Refusal("starts_elsewhere", {"action": action.key, "stage": stage, "starts": starts}),
        )
    return (*reasons, *_of_rules(action, roles, facts))


def _keys(keys: Iterable[str]) -> str:
    return ",".join(keys)


def _of_rules(action: Action, roles: Set[Role], facts: Facts) -> tuple[Refusal, ...]:
    own = action.seconded and Role.NOMINATOR in roles
    return (*((Refusal("own_nomination"),) if own else ()), *refusals_of(action, facts))


def refusals_of(action: Action, facts: Facts) -> tuple[Refusal, ...]:
    """All reasons of an action's guards, not only the first."""
    refusals = (guard.refuses(facts) for guard in action.guards)
    return tuple(refusal for refusal in refusals if refusal is not None)


def propose(
    workflow: Workflow, stage: str, action_key: str, roles: Set[Role], facts: Facts
) -> Action:
    """Decide that an action may be proposed to a second person; the same is asked as of a step.

    Raises:
        NotAllowed: no such action, it needs no second person, or none of the roles may take it.
        WrongStage: the nomination does not stand where the action starts.
        RuleBroken: guards refuse, or the actor nominated this nominee; all reasons are in it.
    """
    action = _asked_for(workflow, stage, action_key, roles, facts)
    if not action.seconded:
        raise NotAllowed([Refusal("not_yours", {"action": action_key})])
    return action


def advance(
    workflow: Workflow, stage: str, action_key: str, roles: Set[Role], facts: Facts
) -> Step:
    """Decide one step. Who is asked before when, so that a refusal tells a stranger nothing.

    Raises:
        NotAllowed: no such action, or none of the roles may take it.
        WrongStage: the nomination does not stand where the action starts.
        RuleBroken: guards refuse, or a second person is missing; all reasons are in it.
    """
    action = _asked_for(workflow, stage, action_key, roles, facts)
    if action.seconded and not facts.proposed_by:
        raise RuleBroken([Refusal("second_missing", {"action": action_key})])
    if action.seconded and facts.proposed_by == facts.actor:
        raise RuleBroken([Refusal("own_motion")])
    return Step(action, stage, action.target, facts.now)


def _asked_for(
    workflow: Workflow, stage: str, action_key: str, roles: Set[Role], facts: Facts
) -> Action:
    action = workflow.actions.get(action_key)
    if action is None or not roles & set(action.by):
        raise NotAllowed([Refusal("not_yours", {"action": action_key})])
    if stage not in action.sources:
        raise WrongStage([Refusal("moved_on", {"action": action_key, "stage": stage})])
    refusals = _of_rules(action, roles, facts)
    if refusals:
        raise RuleBroken(refusals)
    return action
