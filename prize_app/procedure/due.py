"""Steps that the calendar takes: each in its own transaction, once, however often it is asked."""

from __future__ import annotations

from datetime import datetime

from prize_app.db.session import Database
from prize_app.procedure import lapsing, service


def take_all_due(database: Database, *, now: datetime) -> int:
    """Take every due step and return how many were taken."""
    with database.reading() as session:
        due = service.due_steps(session, now=now)
    taken = 0
    for nomination_id, action_key in due:
        with database.transaction() as session:
            taken += service.take_due_step(session, nomination_id, action_key, now=now)
    _lapse(database, now=now)
    return taken


def _lapse(database: Database, *, now: datetime) -> None:
    """Close what waits for a second person and no longer can be agreed to."""
    with database.reading() as session:
        stale = lapsing.stale_motions(session)
    for motion_id in stale:
        with database.transaction() as session:
            lapsing.lapse_stale(session, motion_id, now=now)
