"""What the worker does every few minutes: every reminder that is due, once each."""

from __future__ import annotations

from datetime import datetime

from prize_app.db.session import Database
from prize_app.editions.queries import list_editions
from prize_app.reminders import service
from prize_app.reminders.queries import letters_due


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
    return written
