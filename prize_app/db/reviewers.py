"""Reviewers: invitations and their history, capacity, accepted terms, thanks for their service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList, JsonTable


class Invitation(Base):
    """Somebody asked to review in an edition; one row for each address and role, however often.

    `role` is what accepting gives: one of the roles that review in the plan's rounds. `categories`
    are keys of the plan, none meaning all; `details` is what an imported list says of themes,
    keywords, languages and capacity. `person_id` is set once the invited person is known: who
    accepted. That an invitation has expired is told by `expires_at`, never stored.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("edition_id", "email", "role"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn')", name="state_is_known"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(20), default="reviewer")
    name: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    categories: Mapped[JsonList] = mapped_column(default=list)
    details: Mapped[JsonTable] = mapped_column(default=dict)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )


class InvitationLink(Base):
    """A private link of one letter; only its hash is kept. Every link opens the same invitation."""

    __tablename__ = "invitation_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]


class InvitationEvent(Base):
    """What became of an invitation, step by step. `days` is set of a reminder by the plan."""

    __tablename__ = "invitation_event"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    days: Mapped[int | None]


class SuggestedReviewer(Base):
    """Somebody whom an invited person proposes instead; only the secretariat invites."""

    __tablename__ = "suggested_reviewer"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'invited', 'dismissed')", name="state_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), index=True
    )
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    made_at: Mapped[datetime]


class ReviewerCapacity(Base):
    """How many nominations of a category somebody takes on in a role; none said: the plan's."""

    __tablename__ = "reviewer_capacity"
    __table_args__ = (CheckConstraint("most >= 0", name="most_is_a_count"),)

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    category_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True, default="reviewer")
    most: Mapped[int]


class TermsAcceptance(Base):
    """That somebody accepted a version of the plan's terms; the text stands in the plan version."""

    __tablename__ = "terms_acceptance"
    __table_args__ = (UniqueConstraint("person_id", "edition_id", "terms_key", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), index=True
    )
    plan_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT")
    )
    terms_key: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(64))
    accepted_at: Mapped[datetime]


class ServiceCertificate(Base):
    """Thanks to a reviewer in words that are fixed when it is issued; the PDF follows from them."""

    __tablename__ = "service_certificate"
    __table_args__ = (UniqueConstraint("edition_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    check_code: Mapped[str] = mapped_column(String(40), unique=True)
    words: Mapped[JsonTable]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    issued_at: Mapped[datetime]
