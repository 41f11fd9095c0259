"""Appending to the audit log, in the transaction of what it tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.audit.chain import GENESIS, digest
from prize_app.db.audit import AuditEvent, AuditHead


def record(
    session: Session,
    edition_id: UUID,
    event: str,
    *,
    actor_id: UUID | None,
    subject_id: UUID | None = None,
    facts: dict[str, Any] | None = None,
    at: datetime,
    now: datetime,
) -> AuditEvent:
    """Append one event. `at` is the edition's time, `now` the real one.

    The head's row is locked until the transaction ends, so the chain has one end only.
    """
    head = session.scalar(
        select(AuditHead).where(AuditHead.edition_id == edition_id).with_for_update()
    )
    if head is None:
        head = AuditHead(edition_id=edition_id, number=0, hash=GENESIS)
        session.add(head)
    entry = AuditEvent(
        edition_id=edition_id,
        number=head.number + 1,
        at=at,
        recorded_at=now,
        actor_id=actor_id,
        event=event,
        subject_id=subject_id,
        facts=facts or {},
        previous_hash=head.hash,
        hash="",
    )
    entry.hash = digest(entry)
    session.add(entry)
    head.number, head.hash = entry.number, entry.hash
    return entry
