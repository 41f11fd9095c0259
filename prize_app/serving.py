"""The processes: a web server, one worker, and whoever looks after the two."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import TYPE_CHECKING
from uuid import UUID

from dbos import DBOS
from flask import Flask
from sqlalchemy.exc import OperationalError

from prize_app.certificates import drawing
from prize_app.clock import now
from prize_app.db.session import Database
from prize_app.jobs import APPLICATION_VERSION, QUEUE, Job
from prize_app.notices import sending
from prize_app.pdf.rendering import environment
from prize_app.places import TEMPLATES
from prize_app.procedure.due import take_all_due
from prize_app.reminders.taking import remind_all

if TYPE_CHECKING:
    from config import Config

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 20
LOOKS_BETWEEN_REMINDERS = 9
# DBOS takes an id that is already running for a crashed one: exactly one process may have it.
EXECUTOR = "worker-0"


def work_forever(app: Flask, config: Config) -> None:
    """Run the jobs of the queue and take what the calendar takes, until told to stop."""
    database: Database = app.extensions["database"]
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stopping.set())
    start_worker(app, config)
    for number in count():
        done = _look(database, config)
        if number % LOOKS_BETWEEN_REMINDERS == 0:
            done = _remind(database) and done
        if stopping.wait(SECONDS_BETWEEN_LOOKS if done else 1):
            break
    DBOS.destroy()


def start_worker(app: Flask, config: Config) -> None:
    """Register the jobs and begin taking them from the queue; used by tests as well."""
    DBOS(
        config={
            "name": "anso-prize",
            "system_database_url": config.database_url,
            "application_version": APPLICATION_VERSION,
            "executor_id": EXECUTOR,
            "log_level": "WARNING",
        }
    )
    for job, work in _jobs(app, config).items():
        _register(job, work)
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=4, polling_interval_sec=0.5)


def _register(job: Job, work: Callable[[UUID], None]) -> None:
    # A step is at least once: each job looks first whether its work is done.
    step = DBOS.step(
        name=f"{job}-step", retries_allowed=True, max_attempts=6, interval_seconds=2.0
    )(lambda subject: work(UUID(subject)))

    @DBOS.workflow(name=job.value)
    def run(subject: str) -> None:
        step(subject)


def _jobs(app: Flask, config: Config) -> dict[Job, Callable[[UUID], None]]:
    database: Database = app.extensions["database"]
    env = environment(TEMPLATES)

    def deliver_notice(notice_id: UUID) -> None:
        sending.deliver(
            database, notice_id, smtp_url=config.smtp_url, mail_from=config.mail_from, now=now()
        )

    def draw_certificate(certificate_id: UUID) -> None:
        # Drawn outside the transaction: half a second of work must not hold SQLite's write lock.
        with database.reading() as session:
            content = drawing.rendered(session, certificate_id, env)
        with database.transaction() as session:
            drawing.keep_drawing(session, certificate_id, content, now=now())

    return {Job.DELIVER_NOTICE: deliver_notice, Job.DRAW_CERTIFICATE: draw_certificate}


def _look(database: Database, config: Config) -> bool:
    """Take and send what is due. False when the database could not be reached: look again soon."""
    try:
        take_all_due(database, now=now())
        sending.deliver_overdue(
            database, smtp_url=config.smtp_url, mail_from=config.mail_from, now=now()
        )
    except OperationalError:
        log.warning("the database could not be reached; trying again")
        return False
    return True


def _remind(database: Database) -> bool:
    """Write the reminders that are due. False when the database could not be reached."""
    try:
        remind_all(database, now=now())
    except OperationalError:
        log.warning("the database could not be reached; reminders wait")
        return False
    return True


def serve_forever(host: str, port: int, workers: int) -> None:
    """Start gunicorn and the worker, restart the worker if it dies, stop both when told."""
    children = {"web": _web(host, port, workers), "worker": _worker()}
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    while not stopping.wait(1):
        if children["web"].poll() is not None:
            break
        if children["worker"].poll() is not None:
            log.warning(
                "the worker ended with %s; starting it again", children["worker"].returncode
            )
            time.sleep(1)
            children["worker"] = _worker()
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        child.wait(timeout=30)
    sys.exit(0 if stopping.is_set() else 1)


def _web(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
        [
            sys.executable,
            "-m",
            "gunicorn",
            "wsgi:app",
            "--bind",
            f"{host}:{port}",
            "--workers",
            str(workers),
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--access-logfile",
            os.devnull,
            "--log-level",
            "warning",
        ],
    )


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "prize", "work"])
