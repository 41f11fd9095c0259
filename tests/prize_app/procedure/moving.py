"""Taking actions in tests, one by one and for a category, and what came of them."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.editions import Grant
from prize_app.db.notices import Notice
from prize_app.procedure.seconding import agree, propose_action
from prize_app.procedure.service import take_action, take_for_category
from tests.factories import actor
from tests.prize_app.procedure.ways import CATEGORY, REASON
from workflows.plan.evaluation import Role


def together(session, make, edition, who, key, category=CATEGORY):
    taken = take_for_category(session, actor(who), edition.row.slug, category, key, now=make.now)
    session.flush()
    return taken


def alone(session, make, who, nomination, key, given=REASON):
    take_action(session, actor(who), nomination.id, key, given, now=make.now)
    session.flush()


def in_twos(session, make, first, nomination, key, given=REASON):
    """One proposes, somebody new in the same role agrees."""
    role = session.scalars(select(Grant.role).where(Grant.person_id == first.id)).first()
    motion = propose_action(session, actor(first), nomination.id, key, given, now=make.now)
    agree(session, actor(make.grant(Role(role))), motion.id, now=make.now)
    session.flush()


def stages(nominations):
    return [n.stage for n in nominations]


def letters(session):
    return Counter((n.kind, n.recipient) for n in session.scalars(select(Notice)))


def events(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
