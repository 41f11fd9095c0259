"""The audit log: append-only, hash-chained per edition."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonTable


class AuditEvent(Base):
    """One thing that happened. `number` counts from 1 without gaps within an edition.

    `at` is the edition's time, `recorded_at` the real one; they differ only in demonstrations.
    `hash` covers every other column and the hash of the event before.
    """

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    number: Mapped[int]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    event: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    facts: Mapped[JsonTable]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last event of each edition; its row is the lock that keeps the chain single."""

    __tablename__ = "audit_head"

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
