"""Letters to the secretariat about what a reviewer did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from prize_app.nominations.standing import Seen
from prize_app.notices import service as notices
from prize_app.reviews.queries import impartial_secretaries


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
