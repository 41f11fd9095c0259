"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.notices import Notice


def list_demonstration(
    session: Session, *, before: datetime | None = None, limit: int = 30
) -> Sequence[Notice]:
    """Letters of demonstrations, latest first."""
    wanted = select(Notice).where(Notice.is_demonstration)
    if before is not None:
        wanted = wanted.where(Notice.written_at < before)
    return session.scalars(wanted.order_by(Notice.written_at.desc()).limit(limit)).all()


def list_unsent(
    session: Session, after: datetime, before: datetime, *, limit: int
) -> Sequence[UUID]:
    """Letters written between two instants that are to be sent and were not, oldest first."""
    wanted = select(Notice.id).where(
        Notice.sent_at.is_(None),
        Notice.is_demonstration.is_(False),
        Notice.written_at.between(after, before),
    )
    return session.scalars(wanted.order_by(Notice.written_at).limit(limit)).all()


def find_demonstration(session: Session, notice_id: UUID) -> Notice | None:
    """One letter of a demonstration."""
    notice = session.get(Notice, notice_id)
    return notice if notice is not None and notice.is_demonstration else None
