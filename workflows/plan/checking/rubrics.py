"""Rubrics: weights that make 100, anchors that lie on the scale and hold its ends."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workflows.plan.evaluation import Criterion, Rubric
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

WHOLE = Decimal(100)


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every rubric by itself."""
    for key, rubric in plan.rubrics.items():
        place = f"rubrics.{key}"
        total = sum((c.weight for c in rubric.criteria.values()), Decimal(0))
        if total != WHOLE:
            yield Fault(f"{place}.criteria", FaultCode.WEIGHTS, f"weights make {total}, not 100")
        if rubric.highest <= rubric.lowest:
            yield Fault(f"{place}.highest", FaultCode.OUT_OF_RANGE, "the scale has no width")
        for criterion in rubric.criteria.values():
            yield from _anchors(f"{place}.criteria.{criterion.key}.anchors", rubric, criterion)


def _anchors(place: str, rubric: Rubric, criterion: Criterion) -> Iterator[Fault]:
    for points in criterion.anchors:
        if points not in map(str, range(rubric.lowest, rubric.highest + 1)):
            yield Fault(
                f"{place}.{points}",
                FaultCode.ANCHORS,
                f"{points!r} is not on the scale {rubric.lowest} to {rubric.highest}",
            )
    for end in (rubric.lowest, rubric.highest):
        if str(end) not in criterion.anchors:
            sentence = f"{end} points, an end of the scale, have no anchor"
            yield Fault(place, FaultCode.ANCHORS, sentence)
