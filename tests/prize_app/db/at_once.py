"""Two who do something at the same moment, each on a connection and in a transaction of its own."""

from __future__ import annotations

import threading

from sqlalchemy import text

SECONDS = 20


def wait_until_blocked(database, thread):
    """Until somebody waits for a lock; SQLite's second writer waits before its first statement."""
    if database.url.get_backend_name() == "sqlite":
        return
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.engine.connect() as watcher:
        while thread.is_alive() and not watcher.scalar(waiting):
            watcher.rollback()
            thread.join(0.01)


class Attempt(threading.Thread):
    """Something done in a transaction of its own; `raised` is what it came to."""

    def __init__(self, database, what):
        super().__init__(daemon=True)
        self._database, self._what, self.raised = database, what, None
        self.start()

    def run(self):
        try:
            with self._database.transaction() as session:
                self._what(session)
        except Exception as raised:
            self.raised = raised

    def ended(self):
        self.join(SECONDS)
        assert not self.is_alive()
        return self.raised
