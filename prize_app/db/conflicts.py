"""What was settled about possible conflicts of interest, and who is known to be one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList


class ConflictDismissal(Base):
    """The secretariat found that a suggested conflict of interest is none. Never changed.

    It holds as long as the evidence has this fingerprint. `tie` is the kind of tie.
    """

    __tablename__ = "conflict_dismissal"
    __table_args__ = (
        UniqueConstraint("nomination_id", "person_id", "fingerprint"),
        CheckConstraint("length(reason) > 0", name="reason_is_given"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    tie: Mapped[str] = mapped_column(String(30))
    fingerprint: Mapped[str] = mapped_column(String(64))
    evidence: Mapped[JsonList] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(Text)
    dismissed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    dismissed_at: Mapped[datetime]


class Objection(Base):
    """Somebody whom the nominee asks to leave out of the review, and why."""

    __tablename__ = "objection"
    __table_args__ = (CheckConstraint("length(reason) > 0", name="reason_is_given"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class SamePerson(Base):
    """Whether two accounts are one person's, as the secretariat found. Never changed.

    The ids stand in order; the latest row of a pair counts. `fingerprint` is that of the evidence:
    where it changes the question may be asked again. One that `is_taking_back` ends what was found
    by mistake; what it was is in the row before.
    """

    __tablename__ = "same_person"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id", "fingerprint", "is_taking_back"),
        CheckConstraint("one_id < other_id", name="ids_in_order"),
        CheckConstraint("not (is_same and is_taking_back)", name="taking_back_is_a_no"),
        CheckConstraint("length(reason) > 0", name="reason_is_given"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    one_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    is_same: Mapped[bool]
    is_taking_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime]
