"""Tests of amendments: some need connections of their own."""

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
