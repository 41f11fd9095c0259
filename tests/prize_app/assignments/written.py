"""What a test finds written, and why something was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.audit import AuditEvent
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment


def assignments(session: Session) -> Sequence[Assignment]:
    """All assignments."""
    return session.scalars(select(Assignment)).all()


def events(session: Session) -> Sequence[AuditEvent]:
    """All events of the audit log, in order."""
    return session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()


def event_names(session: Session) -> list[str]:
    """What happened, in order."""
    return [event.event for event in events(session)]


def letters(session: Session) -> Counter[tuple[str, str]]:
    """(kind, recipient) -> how many letters."""
    return Counter((n.kind, n.recipient) for n in session.scalars(select(Notice)))


def codes(refused: Any) -> list[str]:
    """The codes of the refusals that pytest caught."""
    return [refusal.code for refusal in refused.value.refusals]


def assert_nothing_told(session: Session) -> None:
    """Neither an event nor a letter was written."""
    session.expire_all()
    assert event_names(session) == []
    assert letters(session) == {}
