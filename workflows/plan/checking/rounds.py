"""Rounds of review: stages name them, somebody can be assigned and review, shares are shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows.plan.checking.references import missing
from workflows.plan.evaluation import Role, Stage, Trait, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.judging import reviews_in
from workflows.plan.model import Plan
from workflows.plan.rounds import Keeping, Pool, ReviewRound

OF_A_ROUND: Final = frozenset({Trait.ASSIGNABLE, Trait.REVIEWING})
"""Traits of stages that have to name a round, where a plan has rounds."""


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every round, then what stages and actions say of rounds."""
    for round_ in plan.rounds.values():
        place = f"rounds.{round_.key}"
        if round_.rubric is not None:
            yield from missing(f"{place}.rubric", round_.rubric, plan.rubrics, "rubric")
        yield from _shortlist(place, round_)
        yield from _used(place, plan, round_)
        yield from _people(place, plan, round_)
    for workflow in plan.workflows.values():
        for stage in workflow.stages.values():
            yield from _stage(f"workflows.{workflow.key}.stages.{stage.key}", plan, stage)
        yield from _actions(workflow)


def _shortlist(place: str, round_: ReviewRound) -> Iterator[Fault]:
    if round_.keep is not Keeping.EQUALS and not round_.has_shortlist:
        sentence = "the rule leaves nobody out; name first_places, least_points or above_median"
        yield Fault(f"{place}.keep", FaultCode.SHORTLIST_EMPTY, sentence)


def _used(place: str, plan: Plan, round_: ReviewRound) -> Iterator[Fault]:
    """In some workflow there must be a stage for assigning and one for reviewing."""
    for workflow in plan.workflows.values():
        here = [s for s in workflow.stages.values() if s.round == round_.key]
        if {trait for stage in here for trait in stage.traits} >= OF_A_ROUND:
            return
    sentence = (
        "no workflow has stages of this round in which reviewers are assigned and review; "
        f"write round = {round_.key!r} at them"
    )
    yield Fault(place, FaultCode.ROUND_IDLE, sentence)


def _people(place: str, plan: Plan, round_: ReviewRound) -> Iterator[Fault]:
    """A committee is as large as the panel; of other pools a plan does not say how large."""
    if round_.by is not Pool.COMMITTEE:
        return
    wanted = reviews_in(plan, round_.key)
    for category in plan.categories.values():
        panel, workflow = plan.panels.get(category.panel), plan.workflows.get(category.workflow)
        if panel is None or workflow is None or wanted <= panel.members:
            continue
        if any(stage.round == round_.key for stage in workflow.stages.values()):
            own = round_.reviews_per_nomination is not None
            at = f"{place}.reviews_per_nomination" if own else f"{place}.by"
            sentence = (
                f"{wanted} reviews of each nomination, but panel {panel.key!r} has "
                f"{panel.members} members"
            )
            yield Fault(at, FaultCode.ROUND_TOO_SMALL, sentence)
            return


def _stage(place: str, plan: Plan, stage: Stage) -> Iterator[Fault]:
    if stage.round is not None:
        yield from missing(f"{place}.round", stage.round, plan.rounds, "round")
    elif plan.rounds and OF_A_ROUND & set(stage.traits):
        sentence = f"reviewers are asked here, but in which round? one of {', '.join(plan.rounds)}"
        yield Fault(f"{place}.round", FaultCode.ROUND_MISSING, sentence)


def _actions(workflow: Workflow) -> Iterator[Fault]:
    for action in workflow.actions.values():
        place = f"workflows.{workflow.key}.actions.{action.key}"
        if Role.EXTERNAL in action.by:
            sentence = (
                "external referees act as reviewers of what they are given; name 'reviewer' instead"
            )
            yield Fault(f"{place}.by", FaultCode.NOBODY_MAY, sentence)
        for number, guard in enumerate(action.guards):
            share = getattr(guard.use.parameters, "share", None)
            if share is not None and not 0 < share <= 1:
                yield Fault(
                    f"{place}.guards[{number}].{guard.name}.share",
                    FaultCode.OUT_OF_RANGE,
                    "a share is more than 0 and at most 1",
                )
