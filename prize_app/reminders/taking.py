"""What the worker does every few minutes: every reminder that is due, once each."""

from __future__ import annotations

from datetime import datetime

from prize_app.db.session import Database
from prize_app.editions.queries import edition_by_id, list_editions
from prize_app.reminders import service
from prize_app.reminders.queries import letters_due
from prize_app.reviewers.reminding import (
    due_reminders,
    open_editions,
    write_invitation_reminders,
)


def remind_all(database: Database, *, now: datetime) -> int:
    """Write all letters that are due, a few in each transaction; how many."""
    with database.reading() as session:
        waiting = [
            edition.id
            for edition in list_editions(session)
            if letters_due(session, edition, at=edition.time(now))
        ]
    written = 0
    for edition_id in waiting:
        while True:
            with database.transaction() as session:
                count = service.write_due(session, edition_id, now=now)
            if not count:
                break
            written += count
    return written + _invitations(database, now=now)


def _invitations(database: Database, *, now: datetime) -> int:
    """Remind of invitations to review, each edition in a transaction of its own; how many."""
    with database.reading() as session:
        waiting = [
            edition.id
            for edition_id in open_editions(session)
            if due_reminders(
                session,
                edition := edition_by_id(session, edition_id),
                at=edition.time(now),
            )
        ]
    written = 0
    for edition_id in waiting:
        with database.transaction() as session:
            written += write_invitation_reminders(session, edition_id, now=now)
    return written
