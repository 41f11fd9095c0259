"""Engines and sessions; the only place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session, sessionmaker

BUSY_MILLISECONDS = 10_000


class Database:
    """One database with two doors: one for writing, one that cannot write.

    SQLite is opened so that no update is lost: a writing transaction takes the write lock before
    its first SELECT (``BEGIN IMMEDIATE``), because the driver's default would let two of them read
    the same row and silently drop one change. Readers use ``BEGIN`` and never wait for a writer.
    """

    def __init__(self, url: str, info: dict[str, Any] | None = None) -> None:
        self.url: URL = make_url(url)
        self.engine = _engine(self.url)
        self.writer = sessionmaker(self.engine, expire_on_commit=False, info=info)
        self.reader = sessionmaker(
            self.engine.execution_options(prize_readonly=True, postgresql_readonly=True),
            expire_on_commit=False,
            autoflush=False,
            info=info,
        )

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises."""
        with self.writer() as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write."""
        with self.reader() as session:
            yield session

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """A connection for changing tables, in one transaction that commits when the block ends.

        SQLite changes a table by copying it and dropping the old one. With foreign keys enforced,
        the drop would delete whatever hangs on its rows; so they are checked at the end instead
        (https://www.sqlite.org/lang_altertable.html, section 7).

        Raises:
            RuntimeError: a row refers to one that is not there; nothing was changed.
        """
        with self.engine.connect() as connection:
            if self.url.get_backend_name() == "sqlite":
                connection.detach()  # closed at the end, never used for anything else
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            yield connection
            if self.url.get_backend_name() == "sqlite":
                _require_whole(connection)
            connection.commit()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8)
    engine = create_engine(url)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _require_whole(connection: Connection) -> None:
    """Every row that is referred to must be there."""
    torn = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if torn:
        raise RuntimeError(f"rows refer to rows that are not there: {torn[:5]}")


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        # FULL, not NORMAL: an acknowledged write survives a power cut, not only kill -9.
        "synchronous=FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    readonly = connection.get_execution_options().get("prize_readonly", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if readonly else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
