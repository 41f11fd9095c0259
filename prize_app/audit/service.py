"""Appending to the audit log, in the transaction of what it tells."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.audit import AuditEvent, AuditHead

GENESIS = "0" * 64


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


def digest(event: AuditEvent) -> str:
    """SHA-256 over every column of an event and the hash before it, as canonical JSON.

    Canonical: keys sorted, no spaces, UTF-8, instants in UTC with microseconds (after RFC 8785).
    """
    content = {
        "edition": str(event.edition_id),
        "number": event.number,
        "at": _instant(event.at),
        "recorded_at": _instant(event.recorded_at),
        "actor": str(event.actor_id) if event.actor_id else None,
        "event": event.event,
        "subject": str(event.subject_id) if event.subject_id else None,
        "facts": event.facts,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Any) -> bytes:
    """JSON bytes that are the same for the same content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
