"""What happens to certificates, in the audit log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.db.laureates import Certificate
from prize_app.editions.queries import RunningEdition
from prize_app.editions.recording import append_event


def record_event(
    session: Session,
    edition: RunningEdition,
    event: str,
    actor_id: UUID | None,
    nomination_id: UUID,
    certificate: Certificate,
    now: datetime,
) -> None:
    """Audit under the nomination, so that a conflict of interest hides these events too."""
    facts = {"serial": certificate.serial}
    if certificate.sha256 is not None:
        facts["sha256"] = certificate.sha256
    if certificate.revocation_reason:
        facts["reason"] = certificate.revocation_reason
    append_event(
        session,
        edition,
        event,
        actor_id=actor_id,
        subject_id=nomination_id,
        facts=facts,
        now=now,
    )
