"""The two doors to the database, and that nothing is lost or half done behind them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from prize_app.db.editions import Edition
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.notices import service as notices
from tests.prize_app.db.real import committed

ROOT = Path(__file__).parents[3]
PROCESSES = 4
TIMES = {"sqlite": 200, "postgresql": 40}  # PostgreSQL locks rows: fewer rounds tell as much

ADDING = """
import sys
from uuid import UUID
from sqlalchemy import select
from prize_app.db.editions import Edition
from prize_app.db.session import Database

database = Database(sys.argv[1])
for _ in range(int(sys.argv[3])):
    with database.transaction() as session:
        wanted = select(Edition).where(Edition.id == UUID(sys.argv[2])).with_for_update()
        edition = session.scalars(wanted).one()
        edition.clock_shift_seconds = edition.clock_shift_seconds + 1
database.dispose()
"""


def test_no_update_is_lost_between_processes(own, own_url):
    """Each process reads, adds one and writes, again and again, all on one row."""
    with committed(own) as make:
        edition_id = make.edition(is_demonstration=True).id

    times = TIMES[own.url.get_backend_name()]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ADDING, own_url, str(edition_id), str(times)], cwd=ROOT
        )
        for _ in range(PROCESSES)
    ]
    ended = [process.wait(timeout=80) for process in started]

    assert ended == [0] * PROCESSES
    with own.reading() as session:
        assert session.get_one(Edition, edition_id).clock_shift_seconds == PROCESSES * times


# ---- reading cannot write


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO sign_in_attempt (id, email_hash, at) "
        "VALUES ('00000000000000000000000000000001', '2', '2027-01-01')",
        "UPDATE person SET name = 'x'",
        "DELETE FROM notice",
    ],
)
def test_a_reading_session_cannot_write(own, statement):
    with own.reading() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.execute(text(statement))


def test_after_reading_the_same_connection_writes_again(own):
    with own.reading() as session:
        session.execute(select(Person.id)).all()

    with committed(own) as make:
        person = make.person()

    with own.reading() as session:
        assert session.get_one(Person, person.id).email == person.email


# ---- instants


@pytest.mark.parametrize("column", ["created_at", "email_confirmed_at"])
def test_a_naive_instant_is_refused(session, make, column):
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        make.person(**{column: datetime(2027, 1, 1, 12)})  # noqa: DTZ001 - what is refused


def test_an_instant_comes_back_in_utc(session, make):
    noon_in_beijing = datetime(2027, 1, 1, 12, 0, 0, 123456, timezone(timedelta(hours=8)))
    person = make.person(created_at=noon_in_beijing)
    session.expire(person)

    assert person.created_at == noon_in_beijing
    assert person.created_at.tzinfo is UTC


# ---- all or nothing


def _asked_jobs(own):
    schema = None if own.url.get_backend_name() == "sqlite" else "dbos"
    assert "workflow_status" in inspect(own.engine).get_table_names(schema)
    table = "workflow_status" if schema is None else "dbos.workflow_status"
    with own.engine.connect() as connection:
        return set(connection.scalars(text(f"SELECT workflow_uuid FROM {table}")))  # noqa: S608


def _write(own, address):
    """A person, a letter and its job in one transaction; gives the letter's id."""
    with committed(own) as make:
        make.person(email=address)
        letter = notices.queue(
            make.session, "new-password", to=address, now=make.now, name="A", token="t"
        )
        yield letter.id


def _rows_about(own, address):
    with own.reading() as session:
        people = session.scalars(select(Person).where(Person.email == address)).all()
        letters = session.scalars(select(Notice).where(Notice.recipient == address)).all()
        return len(people), len(letters)


def test_a_transaction_that_ends_leaves_row_letter_and_job(own):
    address = f"{uuid4()}@people.example"

    [letter_id] = _write(own, address)

    assert _rows_about(own, address) == (1, 1)
    assert f"deliver-notice:{letter_id}" in _asked_jobs(own)


def test_a_transaction_that_fails_leaves_neither_row_nor_letter_nor_job(own):
    address = f"{uuid4()}@people.example"
    writing = _write(own, address)
    letter_id = next(writing)

    with pytest.raises(ZeroDivisionError):
        writing.throw(ZeroDivisionError())

    assert _rows_about(own, address) == (0, 0)
    assert f"deliver-notice:{letter_id}" not in _asked_jobs(own)


# ---- what the tables themselves refuse


def test_only_a_demonstration_has_a_clock_of_its_own(session, make):
    edition = make.edition(is_demonstration=False)

    edition.row.clock_shift_seconds = 60

    with pytest.raises(IntegrityError, match="clock"), session.begin_nested():
        session.flush()
    session.expire_all()


def test_an_address_with_capitals_is_refused(session, make):
    with pytest.raises(IntegrityError, match="email_is_lower_case"), session.begin_nested():
        make.person(email="Amina@people.example")
