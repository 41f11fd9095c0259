"""What reviewers say without points: the order of what they have, answers to pairs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonTable


class ReviewOrder(Base):
    """The order of one reviewer in one round of a category: one draft, then handed in for good.

    `places` is nomination id -> place from 1, equals share one; whatever has none is not placed
    yet.
    """

    __tablename__ = "review_order"
    __table_args__ = (UniqueConstraint("edition_id", "category_key", "round", "reviewer_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    category_key: Mapped[str] = mapped_column(String(60))
    round: Mapped[str] = mapped_column(String(60))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    places: Mapped[JsonTable] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    lock_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock_version}


class PairAnswer(Base):
    """Which of two nominations a reviewer called better. `first_id` is the smaller of the two."""

    __tablename__ = "pair_answer"
    __table_args__ = (
        UniqueConstraint("round", "reviewer_id", "first_id", "second_id"),
        CheckConstraint("answer in ('first', 'second', 'equal')", name="answer_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round: Mapped[str] = mapped_column(String(60))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    first_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    second_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    answer: Mapped[str] = mapped_column(String(6))
    answered_at: Mapped[datetime]
