"""A database of its own with real commits, for what savepoints hide: processes, snapshots, locks.

A folder's conftest imports the fixtures that its tests want.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from prize_app import jobs
from prize_app.db import Base
from prize_app.db.session import Database
from prize_app.files import FileStore
from prize_app.surroundings import Surroundings
from tests.factories import Make

__all__ = ["committed", "own", "own_url"]

_numbers = count(10_000)


@pytest.fixture(scope="session")
def own_url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Beside the database of all tests another one; its rows stay until the end."""
    url = make_url(database_url)
    name = f"own_{uuid4().hex[:12]}"
    if url.get_backend_name() == "sqlite":
        own = f"sqlite:///{tmp_path_factory.mktemp('own')}/prize.sqlite3"
        _build(own)
        yield own
        return
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    own = url.set(database=name).render_as_string(hide_password=False)
    _build(own)
    yield own
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


def _build(url: str) -> None:
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.dispose()
    jobs.migrate(url)


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder that belongs to it."""
    return tmp_path_factory.mktemp("own-instance")


@pytest.fixture(scope="session")
def own(own_url: str, own_folder: Path) -> Iterator[Database]:
    """An installation that is no demonstration: its letters are to be delivered."""
    queue = jobs.DbosQueue(own_url)
    around = Surroundings(
        files=FileStore.open("", own_folder / "files"),
        jobs=queue,
        public_url="http://prize.test",
        mail_from="prize@prize.test",
        demonstration=False,
    )
    database = Database(own_url, {"surroundings": around})
    yield database
    queue.close()
    database.dispose()


@contextmanager
def committed(database: Database) -> Iterator[Make]:
    """Rows that are committed when the block ends, numbered so that no two blocks collide.

    They can be looked at afterwards; a lock forgets what was read before it.
    """
    with database.transaction() as session:
        yield Make(session, _numbers)
        session.flush()
        for row in list(session):
            if inspect(row).expired_attributes:
                session.refresh(row)
