"""What an act on a draft came to."""

from __future__ import annotations

from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.notices import Notice


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


def letters(session, kind):
    return session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)).all()


def events(session, desk):
    wanted = select(AuditEvent.event).where(AuditEvent.edition_id == desk.edition.id)
    return list(session.scalars(wanted.order_by(AuditEvent.number)))
