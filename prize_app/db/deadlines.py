"""Personal extensions of deadlines, and the reminders that were sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base


class Extension(Base):
    """More time for one person, one nomination and one deadline: asked for, then decided.

    `until` is the personal deadline without grace, as asked; once granted, as granted. It expires
    by itself. Whoever decides is neither the author nor the person; nobody decides on what comes
    together with a review that is taken over from somebody else (`comes_with_review`).
    `like_id` names the extension for whose sake this one was entered: the same for everybody in
    the same situation.
    """

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("state in ('asked', 'granted', 'refused')", name="state_is_known"),
        CheckConstraint("debt in ('hand-in', 'review')", name="debt_is_known"),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint("decided_by <> person_id", name="not_by_oneself"),
        # One open request at a time: two windows make one.
        Index(
            "uq_extension_open",
            "deadline_key",
            "nomination_id",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
        Index("ix_extension_list", "edition_id", "deadline_key", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    deadline_key: Mapped[str] = mapped_column(String(60))
    debt: Mapped[str] = mapped_column(String(12))
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    asked_until: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="asked")
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    like_id: Mapped[UUID | None] = mapped_column(ForeignKey("extension.id", ondelete="SET NULL"))
    comes_with_review: Mapped[bool] = mapped_column(default=False, server_default=false())


class Reminder(Base):
    """One reminder that was written. The unique key is what makes it once, whatever crashes.

    `recipient` is a person's id, or "nominee", who has no account. `subject_id` is the nomination
    or the ballot. `due_at` belongs to the key: when the deadline moves, its reminders move with it.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint(
            "recipient",
            "subject_id",
            "deadline_key",
            "debt",
            "days",
            "due_at",
            name="uq_reminder_once",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), index=True
    )
    recipient: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    deadline_key: Mapped[str] = mapped_column(String(60))
    debt: Mapped[str] = mapped_column(String(12))
    days: Mapped[int]
    due_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
