"""Appending to the audit log what somebody did about a nomination."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.editions.recording import append_event
from prize_app.nominations.standing import Seen


def record(
    session: Session, actor: Actor, seen: Seen, event: str, facts: dict[str, Any], *, now: datetime
) -> None:
    """Append an event about the nomination, which a conflict of interest hides with it.

    No score ever stands in `facts`: the log is read by people who may not read the reviews.
    """
    append_event(
        session,
        seen.edition,
        event,
        actor_id=actor.id,
        subject_id=seen.nomination.id,
        facts=facts,
        now=now,
    )
