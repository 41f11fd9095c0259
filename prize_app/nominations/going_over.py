"""Going over to the form of the present plan: the nominator's own step, answers kept by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.db.nominations import Attachment
from prize_app.editions.recording import append_event
from prize_app.nominations.own_form import unasked_between
from prize_app.nominations.service import copy_meanings, writable
from prize_app.nominations.standing import Seen
from workflows.errors import Refusal, RuleBroken
from workflows.plan.forms import Field, Form


@dataclass(frozen=True, slots=True)
class Comparison:
    """What becomes of a nomination's answers on the present form."""

    new: Sequence[Field]
    lost: Sequence[tuple[Field, Any]]
    kept: int


def has_newer_form(seen: Seen) -> bool:
    """Whether the present plan asks this nomination's category for another form."""
    return seen.form != present_form(seen)


def present_form(seen: Seen) -> Form:
    """The form that a nomination begun now would be written on."""
    return seen.edition.plan.form_of(seen.nomination.category_key)


def compare(seen: Seen) -> Comparison:
    """Which questions are new, and which answers have no place any more."""
    own, present, answers = seen.form, present_form(seen), seen.nomination.answers
    asked_anew = unasked_between(own, present)
    stays = {key for key in present.fields if key not in asked_anew}
    lost = [(own.fields[key], answers[key]) for key in answers if key in own.fields.keys() - stays]
    return Comparison(
        [present.fields[key] for key in asked_anew], lost, len(answers.keys() & stays)
    )


def go_over(
    session: Session, actor: Actor, nomination_id: UUID, *, lock_version: int, now: datetime
) -> Seen:
    """Put a nomination on the present form; answers stay where the question did.

    Raises:
        NotFound, NotAllowed, WrongStage: not the nominator's, or not to be written any more.
        RuleBroken: it is on the present form already.
        StaleDataError: answers were saved since the comparison was shown. Nothing was written.
    """
    seen = writable(session, actor, nomination_id)
    nomination, edition = seen.nomination, seen.edition
    if not has_newer_form(seen):
        raise RuleBroken([Refusal("form_is_current")])
    if nomination.lock_version != lock_version:
        raise StaleDataError("the nomination was saved meanwhile")
    present, anew = present_form(seen), unasked_between(seen.form, present_form(seen))
    nomination.answers = {
        key: value
        for key, value in nomination.answers.items()
        if key in present.fields and key not in anew
    }
    copy_meanings(nomination, present)
    _take_off_files(session, nomination_id, present, now)
    nomination.plan_version_id, nomination.updated_at = edition.published.id, now
    append_event(
        session,
        edition,
        "form:go-over",
        actor_id=actor.id,
        subject_id=nomination.id,
        facts={"plan": edition.published.content_hash},
        now=now,
    )
    return seen


def _take_off_files(session: Session, nomination_id: UUID, form: Form, now: datetime) -> None:
    """Files of a question that is not asked any more would be handed in unseen."""
    wanted = select(Attachment).where(
        Attachment.nomination_id == nomination_id,
        Attachment.removed_at.is_(None),
        Attachment.field_key.not_in(list(form.fields)),
    )
    for attachment in session.scalars(wanted):
        attachment.removed_at = now
