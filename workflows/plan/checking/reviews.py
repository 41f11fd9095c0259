"""Rules of reviews: reasons and confidence on their scales, and stages that fit them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.plan.evaluation import Rubric, Stage, Trait
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.kinds import Late
from workflows.plan.model import Plan

MOST_GRADES = 9


def faults(plan: Plan) -> Iterator[Fault]:
    """Check what rubrics ask besides points, and what stages allow with reviews."""
    for key, rubric in plan.rubrics.items():
        yield from _reasons(f"rubrics.{key}", rubric)
        yield from _confidence(f"rubrics.{key}.confidence", rubric)
    for key, workflow in plan.workflows.items():
        reviewed = bool(workflow.stages_with(Trait.REVIEWING))
        for stage in workflow.stages.values():
            place = f"workflows.{key}.stages.{stage.key}"
            yield from _traits(place, stage, reviewed=reviewed)
            yield from _late(place, plan, stage)


def _reasons(place: str, rubric: Rubric) -> Iterator[Fault]:
    asked = {"reasons_up_to": rubric.reasons_up_to, "reasons_from": rubric.reasons_from}
    for name, points in asked.items() if rubric.lowest < rubric.highest else ():
        if points is not None and not rubric.lowest <= points <= rubric.highest:
            scale = f"{rubric.lowest} to {rubric.highest}"
            sentence = f"{points} is not on the scale {scale}, so it means all points or none"
            yield Fault(f"{place}.{name}", FaultCode.REVIEW_RULES, sentence)


def _confidence(place: str, rubric: Rubric) -> Iterator[Fault]:
    grades = list(rubric.confidence)
    expected = [str(n) for n in range(1, len(grades) + 1)]
    if grades and (sorted(grades) != expected or not 2 <= len(grades) <= MOST_GRADES):
        sentence = f"grades are 1, 2 and so on without a gap, at least 2 and at most {MOST_GRADES}"
        yield Fault(place, FaultCode.REVIEW_RULES, sentence)


def _traits(place: str, stage: Stage, *, reviewed: bool) -> Iterator[Fault]:
    for trait in (Trait.DISCUSSING, Trait.REVISABLE):
        if trait in stage.traits and not reviewed:
            sentence = f"{trait!s}: no stage of this workflow is {Trait.REVIEWING!s}"
            yield Fault(f"{place}.traits", FaultCode.REVIEW_RULES, sentence)
    if {Trait.REVISABLE, Trait.RANKED} <= set(stage.traits):
        sentence = "reviews could change beneath a ranking that is already frozen"
        yield Fault(f"{place}.traits", FaultCode.REVIEW_RULES, sentence)


def _late(place: str, plan: Plan, stage: Stage) -> Iterator[Fault]:
    refused = plan.reviewing.late_reviews is Late.REFUSED
    if refused and Trait.REVIEWING in stage.traits and stage.due is None:
        sentence = "late reviews are refused, but this stage has no deadline (`due`) to be late for"
        yield Fault(f"{place}.due", FaultCode.REVIEW_RULES, sentence)
