"""Whom invited persons propose instead: the secretariat invites them, or puts them aside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.editions.recording import append_event
from prize_app.reviewers.inviting import administered
from prize_app.reviewers.queries import get_suggested


def dismiss(
    session: Session, actor: Actor, slug: str, suggested_id: UUID, *, now: datetime
) -> None:
    """Put a proposed reviewer aside; the person hears nothing of it.

    Raises:
        NotFound, NotAllowed: as elsewhere.
    """
    edition = administered(session, actor, slug)
    row = get_suggested(session, edition, suggested_id)
    row.state = "dismissed"
    append_event(
        session,
        edition,
        "invitation:dismiss",
        actor_id=actor.id,
        subject_id=row.invitation_id,
        facts={},
        now=now,
    )
