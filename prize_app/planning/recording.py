"""What an act on a draft leaves behind in the audit log: being written, signed or dropped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.plans import PlanDraft
from prize_app.editions.queries import RunningEdition
from prize_app.editions.recording import append_event


def record_on_draft(
    session: Session,
    edition: RunningEdition,
    draft: PlanDraft,
    event: str,
    actor: Actor,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    """Append an event about the draft."""
    append_event(
        session,
        edition,
        event,
        actor_id=actor.id,
        subject_id=draft.id,
        facts=facts,
        now=now,
    )
