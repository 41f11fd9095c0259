"""Nominations, their handed-in versions, attachments, the nominee's consent, screenings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList, JsonTable


class Nomination(Base):
    """One nominee put forward by one nominator, in one category of one edition.

    `stage` is written only by `prize_app.nominations.moving`, always with an audit event.
    `answers` holds the form as the plan describes it; the named columns are copies of the answers
    with a meaning, for lists. `lock_version` makes a second, staler writer fail; `saved_from` names
    the page that saved last and `saved_number` its save, so that its own autosaves count in the
    order in which they were sent.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        UniqueConstraint("edition_id", "reference"),
        CheckConstraint(
            "consent in ('not-asked', 'awaited', 'given', 'refused')", name="consent_is_known"
        ),
        Index("ix_nomination_list", "edition_id", "category_key", "stage", "reference"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    plan_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT")
    )
    category_key: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(30))
    nominator_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    nominee_name: Mapped[str] = mapped_column(String(300), default="")
    nominee_original_name: Mapped[str] = mapped_column(String(300), default="")
    nominee_language: Mapped[str] = mapped_column(String(20), default="")
    nominee_email: Mapped[str] = mapped_column(String(254), default="")
    nominee_country: Mapped[str] = mapped_column(String(2), default="")
    nominee_institution: Mapped[str] = mapped_column(String(300), default="")
    theme: Mapped[str] = mapped_column(String(60), default="")
    answers: Mapped[JsonTable] = mapped_column(default=dict)
    stage: Mapped[str] = mapped_column(String(60))
    stage_since: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    consent: Mapped[str] = mapped_column(String(12), default="not-asked")
    consent_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    saved_from: Mapped[str] = mapped_column(String(40), default="")
    saved_number: Mapped[int] = mapped_column(default=0, server_default="0")
    lock_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock_version}


class NominationVersion(Base):
    """The form exactly as it was handed in; a correction is a further version.

    `plan_version_id` is the plan whose form it is.
    """

    __tablename__ = "nomination_version"
    __table_args__ = (UniqueConstraint("nomination_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    plan_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT")
    )
    number: Mapped[int]
    answers: Mapped[JsonTable]
    attachments: Mapped[JsonList]
    content_hash: Mapped[str] = mapped_column(String(64))
    handed_in_at: Mapped[datetime]


class Attachment(Base):
    """A PDF that belongs to a field of the form. The file is stored under its SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("nomination_id", "field_key", "sha256"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    field_key: Mapped[str] = mapped_column(String(60))
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    pages: Mapped[int]
    attached_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Screening(Base):
    """What the entry conditions said when the secretariat decided, and what it decided."""

    __tablename__ = "screening"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    action_key: Mapped[str] = mapped_column(String(60))
    plan_hash: Mapped[str] = mapped_column(String(64))
    findings: Mapped[JsonList]
    reason: Mapped[str] = mapped_column(Text, default="")
    screened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    screened_at: Mapped[datetime]


class Settlement(Base):
    """What the secretariat established where an entry condition was not known. Never changed.

    `settles` is the fingerprint of what was not known then; when the nomination or a register
    changes, it settles nothing any more. The latest row of a condition counts.
    """

    __tablename__ = "settlement"
    __table_args__ = (CheckConstraint("length(evidence) > 0", name="evidence_is_given"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    condition_key: Mapped[str] = mapped_column(String(60))
    holds: Mapped[bool]
    evidence: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(300), default="")
    settles: Mapped[str] = mapped_column(String(64))
    plan_hash: Mapped[str] = mapped_column(String(64))
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime]


class ConsentLink(Base):
    """A further private link to the question of consent, sent with a reminder.

    The first link stays valid; this one works as long as its address is still the nominee's.
    """

    __tablename__ = "consent_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
