"""Motions lapse when the nomination moves, or the plan changes, before a second person agrees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.motions import Motion
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.editions.recording import append_event
from prize_app.nominations.motions import action_of


def lapse_on(
    session: Session, edition: RunningEdition, nomination_ids: Sequence[UUID], *, now: datetime
) -> None:
    """Let everything lapse that still waits on nominations that have just moved."""
    waiting = session.scalars(
        select(Motion).where(Motion.nomination_id.in_(nomination_ids), Motion.state == "open")
    ).all()
    for motion in waiting:
        lapse(session, edition, motion, now=now)


def lapse(session: Session, edition: RunningEdition, motion: Motion, *, now: datetime) -> None:
    """Close a motion that no longer holds, and record it; the edition is locked."""
    motion.state, motion.settled_at = "void", edition.time(now)
    append_event(
        session,
        edition,
        "motion:lapse",
        actor_id=None,
        subject_id=motion.nomination_id,
        facts={"action": motion.action_key},
        now=now,
    )


def stale_motions(session: Session) -> list[UUID]:
    """Open motions whose nomination or plan changed by another way than a step."""
    rows = session.execute(
        select(Motion, Nomination)
        .join(Nomination, Nomination.id == Motion.nomination_id)
        .where(Motion.state == "open")
    )
    return [
        motion.id
        for motion, nomination in rows
        if action_of(edition_by_id(session, nomination.edition_id), motion, nomination) is None
    ]


def lapse_stale(session: Session, motion_id: UUID, *, now: datetime) -> bool:
    """Let one motion lapse that no longer holds. False when it was settled meanwhile."""
    motion = session.get_one(Motion, motion_id)
    nomination = session.get_one(Nomination, motion.nomination_id)
    lock_edition(session, nomination.edition_id)
    session.refresh(motion)
    session.refresh(nomination)
    edition = edition_by_id(session, nomination.edition_id)
    if motion.state != "open" or action_of(edition, motion, nomination) is not None:
        return False
    lapse(session, edition, motion, now=now)
    return True
