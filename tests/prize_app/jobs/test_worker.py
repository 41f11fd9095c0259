"""Background work by a worker of its own: what was committed is done, once, even after kill -9.

The tests follow one another with one worker, because starting it takes seconds.
"""

from __future__ import annotations

import hashlib
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from prize_app.db.laureates import Certificate
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.jobs import Job
from prize_app.notices import service as notices
from tests.prize_app.certificates.making import certificates, laureate
from tests.prize_app.db.real import committed
from tests.prize_app.procedure.ways import CATEGORY

SECONDS = 40


def wait_for(what):
    """Ask again and again until the answer is something; fails after a while."""
    pause, until = threading.Event(), time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        pause.wait(0.1)
    raise AssertionError(f"waited {SECONDS} seconds in vain")


def write(make, number):
    return notices.queue(
        make.session, "new-password", to=f"{number}@people.example", now=make.now,
        name="Amina Haddad", token=f"token-{number}",
    )  # fmt: skip


def arrived(mailbox, letter):
    return [m for m in mailbox.letters if m["Message-ID"] == letter.message_id]


def sent_at(own, letter):
    with own.reading() as session:
        return session.get_one(Notice, letter.id).sent_at


def state(own, job, subject_id):
    """What the queue says of a job; None if nobody asked for it."""
    table = "workflow_status" if own.url.get_backend_name() == "sqlite" else "dbos.workflow_status"
    wanted = text(f"SELECT status FROM {table} WHERE workflow_uuid = :id")  # noqa: S608
    with own.engine.connect() as connection:
        return connection.scalar(wanted, {"id": f"{job}:{subject_id}"})


@pytest.fixture(scope="module")
def due(own):
    """A nomination whose public notice is over; a worker looks for such when it begins."""
    with committed(own) as make:
        make.edition(passed="corrections-close")
        return make.nomination(
            category=CATEGORY, stage="notice", stage_since=make.now - timedelta(days=31)
        ).id


@pytest.fixture(scope="module")
def interrupted(own, mailbox, start, due):
    """A letter in the middle of whose sending the worker was killed; another one was started."""
    with committed(own) as make:
        letter = write(make, "killed")
    mailbox.goes_on.clear()
    first = start()
    assert mailbox.begun.wait(SECONDS), "the worker never began"
    first.kill()
    assert first.wait(timeout=SECONDS) == -9
    assert sent_at(own, letter) is None
    mailbox.answers = ["451 The first sending was not taken"]
    mailbox.goes_on.set()
    start()
    return letter


@pytest.fixture(scope="module")
def worker(interrupted):
    """The worker that was started after the one that was killed."""


def test_a_worker_that_was_killed_in_between_has_its_work_done_by_the_next(
    own, mailbox, interrupted
):
    wait_for(lambda: sent_at(own, interrupted))
    wait_for(lambda: state(own, Job.DELIVER_NOTICE, interrupted.id) == "SUCCESS")

    # At least once: killed between sending and marking, a letter goes out again. Both carry the
    # same Message-ID, so that the receiving side can tell.
    assert {m["Message-ID"] for m in arrived(mailbox, interrupted)} == {interrupted.message_id}


def test_a_letter_of_a_transaction_that_ended_is_sent(own, mailbox, worker):
    with committed(own) as make:
        letter = write(make, "committed")

    wait_for(lambda: sent_at(own, letter))

    assert len(arrived(mailbox, letter)) == 1


def test_a_letter_of_a_transaction_that_failed_is_not_sent(own, mailbox, worker):
    with pytest.raises(ZeroDivisionError), committed(own) as make:
        lost = write(make, "lost")
        raise ZeroDivisionError
    with committed(own) as make:
        later = write(make, "later")

    wait_for(lambda: sent_at(own, later))

    assert state(own, Job.DELIVER_NOTICE, lost.id) is None
    assert arrived(mailbox, lost) == []


def test_the_same_job_asked_twice_runs_once(own, mailbox, worker):
    with committed(own) as make:
        letter = write(make, "twice")
        around = make.session.info["surroundings"]
        around.jobs.enqueue(make.session, Job.DELIVER_NOTICE, letter.id)
    wait_for(lambda: sent_at(own, letter))
    with own.transaction() as session:
        around.jobs.enqueue(session, Job.DELIVER_NOTICE, letter.id)
    with committed(own) as make:
        later = write(make, "afterwards")

    wait_for(lambda: sent_at(own, later))

    assert len(arrived(mailbox, letter)) == 1


def test_a_letter_that_the_server_does_not_take_at_first_is_tried_again(own, mailbox, worker):
    mailbox.answers = ["451 Try again later"]
    with committed(own) as make:
        letter = write(make, "greylisted")

    wait_for(lambda: sent_at(own, letter))

    assert mailbox.answers == []
    assert len(arrived(mailbox, letter)) == 1


def test_a_certificate_that_was_issued_is_drawn(own, worker):
    with committed(own) as make:
        make.edition()
        laureate(make)
        [certificate] = certificates(make)

    def drawn():
        with own.reading() as session:
            return session.get_one(Certificate, certificate.id).sha256

    sha256 = wait_for(drawn)

    pdf = make.session.info["surroundings"].files.get(sha256)
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == sha256


def test_what_the_calendar_takes_is_taken(own, worker, due):
    def awarded():
        with own.reading() as session:
            return session.get_one(Nomination, due).stage == "awarded"

    wait_for(awarded)
