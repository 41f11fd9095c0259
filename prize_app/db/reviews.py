"""Who reviews what, who must not, and what was said."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList, JsonTable


class ConflictOfInterest(Base):
    """A reason why somebody has nothing to do with a nomination, on any channel.

    `source` says who brought it up: the person (oneself), nominee, nominator, secretariat, the
    engine (detected and confirmed), or another account of the same person (identity). `evidence`
    are the lines of the suggestion it was confirmed from, `window_since` the first day that counted
    then; `declared_by` is who put it on record.
    """

    __tablename__ = "conflict_of_interest"
    __table_args__ = (
        UniqueConstraint("nomination_id", "person_id"),
        CheckConstraint(
            "source in ('oneself', 'nominee', 'nominator', 'secretariat', 'detected', 'identity')",
            name="source_is_known",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    explanation: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(12), default="oneself", server_default="oneself")
    is_strict: Mapped[bool] = mapped_column(default=False, server_default=false())
    evidence: Mapped[JsonList] = mapped_column(default=list, server_default="[]")
    window_since: Mapped[date | None]
    declared_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Assignment(Base):
    """A nomination given to a reviewer. `status`: assigned, declined, recused, released.

    `round` is the key of the plan's round of review, nothing where the plan has no rounds.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("nomination_id", "reviewer_id", "round"),
        CheckConstraint(
            "status in ('assigned', 'declined', 'recused', 'released')", name="status_is_known"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    round: Mapped[str] = mapped_column(String(60), default="", server_default="")
    status: Mapped[str] = mapped_column(String(12), default="assigned")
    reason: Mapped[str] = mapped_column(Text, default="")
    proposed_by_engine: Mapped[bool] = mapped_column(default=False)
    assigned_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    assigned_at: Mapped[datetime]


class PairRuling(Base):
    """What the secretariat ruled on a pair: `ruling` is locked, forbidden, or lifted.

    An assignment always has a locked pair and never a forbidden one.
    """

    __tablename__ = "pair_ruling"
    __table_args__ = (
        UniqueConstraint("nomination_id", "reviewer_id"),
        CheckConstraint("ruling in ('locked', 'forbidden', 'lifted')", name="ruling_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    ruling: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    ruled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ruled_at: Mapped[datetime]


class ReviewerBid(Base):
    """What a reviewer said when asked whether to read a nomination. `answer`: yes, maybe, no."""

    __tablename__ = "reviewer_bid"
    __table_args__ = (
        UniqueConstraint("nomination_id", "reviewer_id"),
        CheckConstraint("answer in ('yes', 'maybe', 'no')", name="answer_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    answer: Mapped[str] = mapped_column(String(8))
    answered_at: Mapped[datetime]


class Review(Base):
    """A reviewer's points and words on a nomination: one draft, then submitted.

    What counts stands here; every state in which it was in is a `ReviewVersion`. `points` is
    criterion key -> whole number, or null for an abstention; `reasons` is criterion key -> words;
    `confidence` a grade of the rubric. `saved_from` names the page that saved last and
    `saved_number` its save, so that its own autosaves count in the order in which they were sent.
    """

    __tablename__ = "review"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    assignment_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), unique=True
    )
    points: Mapped[JsonTable] = mapped_column(default=dict)
    strengths: Mapped[str] = mapped_column(Text, default="")
    weaknesses: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[JsonTable] = mapped_column(default=dict)
    confidence: Mapped[int | None]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    saved_from: Mapped[str] = mapped_column(String(40), default="")
    saved_number: Mapped[int] = mapped_column(default=0, server_default="0")
    lock_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock_version}


class ReviewVersion(Base):
    """A review as it was handed in, or changed afterwards, at one moment; never written again.

    `number` counts from 1, which is the first that was in; `change_reason` says why a later one
    was made.
    """

    __tablename__ = "review_version"
    __table_args__ = (
        UniqueConstraint("review_id", "number"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    points: Mapped[JsonTable] = mapped_column(default=dict)
    reasons: Mapped[JsonTable] = mapped_column(default=dict)
    confidence: Mapped[int | None]
    strengths: Mapped[str] = mapped_column(Text, default="")
    weaknesses: Mapped[str] = mapped_column(Text, default="")
    change_reason: Mapped[str] = mapped_column(Text, default="")
    handed_in_at: Mapped[datetime]


class ReviewChange(Base):
    """What a reviewer writes in order to change a review that is in; nobody else reads it.

    The review counts as it is until the change is kept, which makes a `ReviewVersion` of this and
    ends it. `based_on` is the number of the version it was begun from. Columns as in `Review`.
    """

    __tablename__ = "review_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), unique=True
    )
    based_on: Mapped[int]
    points: Mapped[JsonTable] = mapped_column(default=dict)
    reasons: Mapped[JsonTable] = mapped_column(default=dict)
    confidence: Mapped[int | None]
    strengths: Mapped[str] = mapped_column(Text, default="")
    weaknesses: Mapped[str] = mapped_column(Text, default="")
    change_reason: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime]
    saved_from: Mapped[str] = mapped_column(String(40), default="")
    saved_number: Mapped[int] = mapped_column(default=0)
    lock_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock_version}


class ReviewRemark(Base):
    """What a reviewer said to the others of a nomination in a round; never written again."""

    __tablename__ = "review_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    round: Mapped[str] = mapped_column(String(60), default="", server_default="")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
