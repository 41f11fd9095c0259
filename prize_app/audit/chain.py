"""How events hang together: each one's hash covers the event and the hash before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from prize_app.db.audit import AuditEvent

GENESIS = "0" * 64


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
