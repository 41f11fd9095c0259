"""Who gets what from every address: the table in role_matrix.toml, every cell of it asked for.

A new address fails here until it has a row; a change of who may do what shows as a change of the
table.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.answers import INDIVIDUAL
from tests.factories import Make
from tests.house.world import called, make_world

TABLE = tomllib.loads(Path(__file__).with_name("role_matrix.toml").read_text("utf-8"))
COLUMNS = TABLE["columns"]
ROWS = TABLE["rows"]
NOMINEE = INDIVIDUAL["nominee-name"]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")


@pytest.fixture(scope="module")
def opened(database, connection):
    """A session in a transaction that is taken back after all cells."""
    outer = connection.begin()
    database.writer.configure(bind=connection, join_transaction_mode="create_savepoint")
    database.reader.configure(bind=connection, join_transaction_mode="rollback_only")
    with database.writer() as session:
        yield session
    outer.rollback()


@pytest.fixture(scope="module")
def world(opened):
    """The edition that the table speaks of."""
    made = make_world(Make(opened))
    opened.commit()
    return made


@pytest.fixture
def written(database):
    """Statements that change something, as they are sent."""
    found = []

    def note(_connection, _cursor, statement, *_rest):
        if WRITES.match(statement):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def ask(app, connection, world, row, column):
    """The status of one cell; whatever the request did is taken back."""
    method, endpoint = row["ask"].split()
    values = world.values_at(row.get("at", ""))
    values |= {k: row[k] for k in ("action_key", "token") if k in row}
    client = app.test_client()
    if column != "stranger":
        person = world.people[column]
        with client.session_transaction() as kept:
            kept["_user_id"] = f"{person.id}:{person.sign_in_epoch}"
            kept["_fresh"] = True
    with app.test_request_context():
        wanted = {a for r in app.url_map.iter_rules(endpoint) for a in r.arguments}
        address = app.url_for(endpoint, **{k: v for k, v in values.items() if k in wanted})
    undo = connection.begin_nested()
    answer = client.open(address, method=method, data=row.get("form", {}))
    undo.rollback()
    return answer


def name_of(row):
    parts = (row["ask"], row.get("at"), row.get("action_key"), "filled in" if "form" in row else "")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_everybody_gets_what_the_table_says(app, connection, world, written, row):
    answers = {column: ask(app, connection, world, row, column) for column in COLUMNS}

    assert {column: answer.status_code for column, answer in answers.items()} == dict(
        zip(COLUMNS, row["gets"], strict=True)
    )
    if row["ask"].startswith("GET"):
        assert written == []
    if not row.get("public"):
        assert told_to_the_recused(answers) == []
        assert told_to_the_blind(answers) == []


def told_to_the_recused(answers):
    """Where a nominee is named to somebody who has a conflict of interest with the nomination."""
    return [c for c in COLUMNS if c.startswith("recused-") and NOMINEE in read(answers[c])]


def read(answer):
    """What a page says; files that only a program can read are tested where they are made."""
    readable = answer.mimetype.startswith("text/") or answer.mimetype == "image/svg+xml"
    return answer.text if readable else ""


def told_to_the_blind(answers):
    """Where a reviewer is told who nominated, or another reviewer's name."""
    hidden = [called(column) for column in ("owner", "unassigned")]
    return [name for name in hidden if name in read(answers["assigned"])]


def test_strangers_are_led_to_the_sign_in(app, connection, world):
    led = {
        (row["ask"], ask(app, connection, world, row, "stranger").headers["Location"].split("?")[0])
        for row in ROWS
        if row["gets"][0] == 302
    }

    assert {where for _, where in led} == {"/sign-in"}


def test_every_address_has_a_row(app):
    wanted = {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert {row["ask"] for row in ROWS} == wanted


def test_a_conflict_of_interest_hides_whatever_others_of_the_role_see():
    """Where a row is about one nomination, the recused get what a stranger to it gets."""
    recused = {"recused-secretary", "recused-member", "recused-chair"}
    about_one = [row for row in ROWS if "at" in row and not row.get("public")]

    seen = [
        (name_of(row), column, status)
        for row in about_one
        for column, status in zip(COLUMNS, row["gets"], strict=True)
        if column in recused and status != 404
    ]
    assert seen == []
    assert len(about_one) > 20
