"""The background queue: one small port, DBOS behind it, in the application's own database."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from dbos import DBOS, DBOSClient, WorkflowSerializationFormat
from sqlalchemy.orm import Session

QUEUE = "prize"
# Pinned: after a change of code a worker must still take up what an older one left behind.
APPLICATION_VERSION = "1"


class Job(StrEnum):
    """Every kind of background work. A job gets one id and reads the rest from the database."""

    DELIVER_NOTICE = "deliver-notice"
    DRAW_CERTIFICATE = "draw-certificate"


class DbosQueue:
    """Asks for jobs inside the caller's transaction; running them is the worker's business.

    The tables of DBOS live in the application's database, so that a job and the row it is about
    are written, or not written, together.
    """

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._client: DBOSClient | None = None

    def enqueue(self, session: Session, job: str, subject_id: UUID) -> None:
        """Ask for a job once: the same job for the same subject is not taken twice."""
        self._connected().enqueue_in_transaction(
            session,
            {
                "queue_name": QUEUE,
                "workflow_name": Job(job).value,
                "workflow_id": f"{job}:{subject_id}",
                "app_version": APPLICATION_VERSION,
                "serialization_type": WorkflowSerializationFormat.PORTABLE,
            },
            str(subject_id),
        )

    def _connected(self) -> DBOSClient:
        if self._client is None:
            self._client = DBOSClient(system_database_url=self._url, lazy=True)
        return self._client

    def close(self) -> None:
        """Close the client's connections."""
        if self._client is not None:
            self._client.destroy()
            self._client = None


def migrate(database_url: str) -> None:
    """Create or upgrade the tables of DBOS."""
    DBOS.migrate(database_url)
