"""Rubrics: weights that make 100, anchors on the scale and at its ends, fields that are seen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workflows.blindness import sight
from workflows.plan.evaluation import Criterion, Order, Record, Role, Rubric, Trait
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Form
from workflows.plan.judging import most_in, reviews_in, rounds_by, rubrics_used
from workflows.plan.model import Plan
from workflows.plan.reading import nearest
from workflows.policy import Standing

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
        if not rubric.may_abstain:
            sentence = "a reviewer who cannot judge would have to invent points; take this away"
            yield Fault(f"{place}.may_abstain", FaultCode.NO_ABSTENTION, sentence)
        for criterion in rubric.criteria.values():
            yield from _anchors(f"{place}.criteria.{criterion.key}.anchors", rubric, criterion)
            yield from _judged_from(f"{place}.criteria.{criterion.key}", plan, key, criterion)
        if rubric.ordered_by is Order.CALIBRATED:
            yield from _never_calibrated(f"{place}.ordered_by", plan, key)


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


def _never_calibrated(place: str, plan: Plan, rubric: str) -> Iterator[Fault]:
    """With n reviews of each of k nominations, m at most by a reviewer, kn - k - kn/m must exceed
    -1 for anything to be left that measures noise: not with one review, nor with one nomination.
    """
    rounds = rounds_by(plan, rubric)
    why = None
    if any(reviews_in(plan, key) == 1 for key in rounds):
        why = "a nomination has one review, so no two reviewers can ever be compared"
    elif any(most_in(plan, key) == 1 for key in rounds):
        why = "a reviewer has one nomination, so no two nominations are ever tied together"
    if why:
        sentence = f"{why}: calibration would always be refused"
        yield Fault(place, FaultCode.NEVER_CALIBRATED, sentence)
    for key, category in plan.categories.items():
        workflow = plan.workflows.get(category.workflow)
        if workflow is None or rubric not in rubrics_used(plan, key):
            continue
        if not any(Record.RANKING in action.records for action in workflow.actions.values()):
            sentence = f"no action of workflow {workflow.key!r} records a ranking of {key!r}"
            yield Fault(place, FaultCode.NEVER_CALIBRATED, sentence)


def _judged_from(place: str, plan: Plan, rubric: str, criterion: Criterion) -> Iterator[Fault]:
    """The fields must be in every form that is judged by this rubric, and reviewers see them."""
    forms = {c.form for c in plan.categories.values() if rubric in rubrics_used(plan, c.key)}
    for number, name in enumerate(criterion.judged_from):
        for form in sorted(forms & plan.forms.keys()):
            here = f"{place}.judged_from[{number}]"
            fields = plan.forms[form].fields
            if name not in fields:
                sentence = f"form {form!r} has no {name!r}{nearest(name, fields)}"
                yield Fault(here, FaultCode.UNKNOWN_FIELD, sentence)
            elif name in closed_to_reviewers(plan, plan.forms[form]):
                sentence = (
                    f"{name!r} of form {form!r} is hidden from reviewers, who need it here; show "
                    "it to them, or judge from another field"
                )
                yield Fault(here, FaultCode.HIDDEN_FIELD, sentence)


def closed_to_reviewers(plan: Plan, form: Form) -> frozenset[str]:
    """What reviewers cannot read in some stage in which they write reviews."""
    reviewing = {
        frozenset(stage.traits)
        for workflow in plan.workflows.values()
        for stage in workflow.stages.values()
        if Trait.REVIEWING in stage.traits
    } or {frozenset({Trait.REVIEWING})}
    return frozenset(
        field
        for traits in reviewing
        for field in sight(
            plan,
            Standing(roles=frozenset({Role.REVIEWER}), handed_in=True, traits=traits),
            [form],
        ).closed_fields
    )
