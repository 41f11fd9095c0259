"""What a reviewer's act leaves behind: the audit event, and letters to the secretariat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.audit import service as audit
from prize_app.nominations.standing import Seen
from prize_app.notices import service as notices
from prize_app.reviews.queries import impartial_secretaries


def record(
    session: Session,
    actor: Actor,
    seen: Seen,
    event: str,
    facts: dict[str, Any],
    *,
    now: datetime,
) -> None:
    """Append an event about the nomination. No score ever stands in `facts`."""
    audit.record(
        session,
        seen.edition.id,
        event,
        actor_id=actor.id,
        subject_id=seen.nomination.id,
        facts=facts,
        at=seen.edition.time(now),
        now=now,
    )


def tell_secretariat(
    session: Session, letter: str, seen: Seen, *, now: datetime, **words: Any
) -> None:
    """A letter to each of the secretariat who may hear of the nomination."""
    nomination, edition = seen.nomination, seen.edition
    for person in impartial_secretaries(session, edition, nomination):
        notices.queue(
            session,
            letter,
            to=person.email,
            now=now,
            edition_id=edition.id,
            name=person.name,
            reference=nomination.reference,
            category_key=nomination.category_key,
            edition=edition.row.title,
            slug=edition.row.slug,
            **words,
        )
