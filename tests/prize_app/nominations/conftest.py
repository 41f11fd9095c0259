"""Tests of nominations: some need a database with real commits."""

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
