"""A mail server, and an installation that is no demonstration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
from tests.prize_app.notices.mailbox import Mailbox, mail_server


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """What arrives."""
    with mail_server() as mailbox:
        yield mailbox
