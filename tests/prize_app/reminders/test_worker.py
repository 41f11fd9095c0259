"""A worker that is killed in the middle of a batch: the next one goes on, nobody hears twice."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.db.deadlines import Reminder
from prize_app.db.notices import Notice
from tests.prize_app.db.real import committed, own, own_folder, own_url  # noqa: F401 - fixtures
from tests.prize_app.jobs.conftest import mailbox, start  # noqa: F401 - fixtures

MANY, SECONDS = 200, 60


def count(own, model=Reminder):  # noqa: F811
    with own.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def wait_for(what):
    pause, until = threading.Event(), time.monotonic() + SECONDS
    while time.monotonic() < until:
        if what():
            return
        pause.wait(0.01)
    raise AssertionError(f"waited {SECONDS} seconds in vain")


@pytest.fixture
def owing(own):  # noqa: F811
    """Many nominators whose forms are due in less than seven days."""
    with committed(own) as make:
        # Whatever the time of day and zone: the seventh day before has begun, the second has not.
        make.edition(passed="nominations-close", days=-5, is_demonstration=False)
        for _ in range(MANY):
            nomination = make.nomination(stage="draft")
            nomination.stage_since = make.now - timedelta(days=90)
            make.session.flush()


def test_a_worker_killed_in_the_middle_leaves_nothing_out_and_nothing_twice(
    own,  # noqa: F811
    start,  # noqa: F811
    owing,
):
    first = start()
    wait_for(lambda: count(own) > 0)
    first.kill()
    assert first.wait(timeout=SECONDS) == -9
    done = count(own)
    assert 0 < done < MANY, "it was not in the middle"
    assert count(own, Notice) == done, "a letter without its row, or a row without its letter"

    start()
    wait_for(lambda: count(own) == MANY)

    with own.reading() as session:
        recipients = session.scalars(select(Notice.recipient)).all()
        jobs = session.scalars(select(Notice.is_demonstration).distinct()).all()
    assert len(recipients) == len(set(recipients)) == MANY
    assert jobs == [False]
