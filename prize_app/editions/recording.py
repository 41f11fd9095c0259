"""Appending to an edition's audit log what happens now, at the edition's time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.audit import service as audit
from prize_app.editions.queries import RunningEdition


def append_event(
    session: Session,
    edition: RunningEdition,
    event: str,
    *,
    actor_id: UUID | None,
    subject_id: UUID | None = None,
    facts: dict[str, Any] | None = None,
    now: datetime,
) -> None:
    """Append one event of this moment; `now` is the real time. Nobody acts for the calendar."""
    audit.record(
        session,
        edition.id,
        event,
        actor_id=actor_id,
        subject_id=subject_id,
        facts=facts,
        at=edition.time(now),
        now=now,
    )
