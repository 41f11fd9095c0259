"""An installation that is no demonstration, a mail server, and a worker as operators start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
from tests.prize_app.notices.mailbox import Mailbox, mail_server

ROOT = Path(__file__).parents[3]
SECONDS = 40

Worker = subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    """What the workers of a module send."""
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def start(
    own_url: str,  # noqa: F811
    own_folder: Path,  # noqa: F811
    mailbox: Mailbox,
) -> Iterator[Callable[[], Worker]]:
    """Start a worker by its command; those that still run are told to stop at the end."""
    started: list[Worker] = []
    environ = {
        **os.environ,
        "PRIZE_SECRET_KEY": "x" * 40,
        "PRIZE_INSTANCE": str(own_folder),
        "DATABASE_URL": own_url,
        "PRIZE_PUBLIC_URL": "http://prize.test",
        "PRIZE_SMTP_URL": mailbox.url,
        "PRIZE_MAIL_FROM": "prize@prize.test",
    }

    def start() -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "prize", "work"],
            cwd=ROOT,
            env=environ,
        )
        started.append(worker)
        return worker

    yield start
    mailbox.goes_on.set()
    for worker in started:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=SECONDS) == 0
