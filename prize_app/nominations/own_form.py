"""The form that a nomination was written on: that of the plan version it was begun under."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.plans import plan_by_id
from workflows.plan.forms import Field, Form, Words
from workflows.plan.model import Plan


def form_plan(session: Session, nomination: Nomination) -> Plan:
    """The plan whose form, labels and themes hold for a nomination; read once a process."""
    return plan_by_id(session, nomination.plan_version_id).plan


def form_for(session: Session, nomination: Nomination) -> Form:
    """The form of a nomination."""
    return form_plan(session, nomination).form_of(nomination.category_key)


def unasked(
    session: Session, edition: RunningEdition, nomination: Nomination
) -> Mapping[str, Words]:
    """Questions that the edition's present plan asks and this nomination's form did not."""
    if nomination.plan_version_id == edition.published.id:
        return {}
    return unasked_between(
        form_for(session, nomination), edition.plan.form_of(nomination.category_key)
    )


def unasked_between(own: Form, present: Form) -> Mapping[str, Words]:
    """Field key -> label of what only the present form asks, or asks for another kind of answer."""
    before = own.fields
    return {
        key: question.label
        for key, question in present.fields.items()
        if key not in before or not _same_answer(before[key], question)
    }


def _same_answer(one: Field, two: Field) -> bool:
    return one.kind is two.kind and set(two.columns) <= set(one.columns)
