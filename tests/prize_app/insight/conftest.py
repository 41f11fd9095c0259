"""The shipped plan's text, for tests that change a line of it."""

from __future__ import annotations

import pytest

from tests.factories import plan_text


@pytest.fixture
def plan_source(make):
    """As `make.edition` uses it."""
    today = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return plan_text("nominations-open", 30, today)
