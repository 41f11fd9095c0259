"""Laureates and their certificates."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonTable


class Laureate(Base):
    """Somebody who is honoured, with the words that stand on the certificate."""

    __tablename__ = "laureate"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="RESTRICT"), unique=True
    )
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="RESTRICT"), index=True
    )
    category_key: Mapped[str] = mapped_column(String(60))
    citation: Mapped[JsonTable]
    honoured_at: Mapped[datetime]


class Certificate(Base):
    """A certificate as it was issued: its words, and the PDF by its hash once it is drawn."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("laureate_id"),
        CheckConstraint("length(serial) > 0", name="serial_is_set"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    laureate_id: Mapped[UUID] = mapped_column(ForeignKey("laureate.id", ondelete="RESTRICT"))
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    check_code: Mapped[str] = mapped_column(String(40), unique=True)
    words: Mapped[JsonTable]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    issued_at: Mapped[datetime]
    sha256: Mapped[str | None] = mapped_column(String(64))
    revoked_at: Mapped[datetime | None]
    revocation_reason: Mapped[str] = mapped_column(Text, default="")
