"""What a service may reach besides its session: files, background work, the public address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session


class JobQueue(Protocol):
    """Background work; `prize_app.jobs` has the one engine behind it."""

    def enqueue(self, session: Session, job: str, subject_id: UUID) -> None:
        """Ask for a job in the session's own transaction: rolled back means never asked."""


class Files(Protocol):
    """Storage by content hash; `prize_app.files` has it."""

    def put(self, content: bytes) -> str:
        """Store, and return the hash."""

    def get(self, sha256: str) -> bytes:
        """The bytes under a hash."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Handed to every session when it is made, so that services need no globals."""

    files: Files
    jobs: JobQueue
    public_url: str
    mail_from: str
    demonstration: bool


def surroundings(session: Session) -> Surroundings:
    """What the session was made with."""
    found: Surroundings = session.info["surroundings"]
    return found
