"""Health: alive is not ready, and what is missing is named without a secret."""

from __future__ import annotations

import shutil

import pytest

from prize_app.dashboards.health import files_work, is_migrated
from prize_app.db.session import Database
from prize_app.files import FileStore

SCRIPT = """
revision = "{revision}"
down_revision = {before}
branch_labels = depends_on = None
def upgrade(): pass
def downgrade(): pass
"""


@pytest.fixture
def migrations(tmp_path):
    """A folder of two migrations as alembic lays it out."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "env.py").write_text("")
    for revision, before in (("a1", "None"), ("b2", '"a1"')):
        text = SCRIPT.format(revision=revision, before=before)
        (tmp_path / "versions" / f"{revision}.py").write_text(text)
    return tmp_path


def stands_at(session, *revisions):
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM alembic_version")
    for revision in revisions:
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")  # noqa: S608


def test_the_process_answers(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_ready_when_everything_is_there(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ready"})


def test_a_database_behind_its_migrations_is_not_ready(session, client):
    stands_at(session, "0001")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json() == {"status": "not ready", "missing": ["migrations"]}


@pytest.mark.parametrize(
    ("revisions", "migrated"), [(["b2"], True), (["a1"], False), ([], False), (["c3"], False)]
)
def test_the_database_must_stand_at_the_newest_migration(session, migrations, revisions, migrated):
    stands_at(session, *revisions)

    assert is_migrated(session, migrations) is migrated


def test_without_migrations_there_is_nothing_to_compare(session, tmp_path):
    assert is_migrated(session, tmp_path)


def test_a_database_that_does_not_answer_is_named_without_its_address(app, client, tmp_path):
    working = app.extensions["database"]
    app.extensions["database"] = Database(f"sqlite:////{tmp_path}/no/such/folder/prize.sqlite3")
    try:
        answer = client.get("/readyz")
    finally:
        app.extensions["database"].dispose()
        app.extensions["database"] = working

    assert answer.status_code == 503
    assert "database" in answer.get_json()["missing"]
    assert str(tmp_path) not in answer.text


def test_missing_fonts_are_noticed(client, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.get_json()["missing"]) == (503, ["fonts"])


def test_a_folder_that_is_gone_keeps_no_files(tmp_path):
    folder = tmp_path / "files"
    store = FileStore.open("", folder)
    assert files_work(store, folder)
    assert files_work(store, folder)

    shutil.rmtree(folder)

    assert not files_work(store, folder)
