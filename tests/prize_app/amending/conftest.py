"""Tests of amendments: some need connections of their own."""

from __future__ import annotations

import pytest

from tests.factories import Make
from tests.prize_app.amending.drafting import Table, table
from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures


@pytest.fixture
def desk(make: Make) -> Table:
    """An edition of the shipped plan and its secretariat."""
    return table(make)
