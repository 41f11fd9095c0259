"""People who sign in, and the links that prove an address is theirs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList


class Person(Base):
    """Somebody with an account. `email` is lower case; `password_hash` is Argon2id.

    `sign_in_epoch` rises when the password changes: sessions from before are then void. `zone` is
    the IANA zone in which deadlines are shown; empty means the browser's.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    original_name: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    zone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    themes: Mapped[JsonList] = mapped_column(default=list)
    password_hash: Mapped[str] = mapped_column(String(200))
    sign_in_epoch: Mapped[int] = mapped_column(default=0)
    email_confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class EmailLink(Base):
    """A link sent by mail; only its hash is kept, and it works once."""

    __tablename__ = "email_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A failed sign-in, kept for a while to slow down guessing. Addresses are stored hashed."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_recent", "email_hash", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Affiliation(Base):
    """Where somebody works or worked, in their own words; a day that is not known is empty.

    `organization_id` is the node of the organization tree it was recognized as, if any.
    """

    __tablename__ = "affiliation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("registered_organization.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(300))
    country: Mapped[str] = mapped_column(String(2), default="")
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class ReviewerProfile(Base):
    """What somebody knows, across editions. `languages` are BCP 47 tags of those they read."""

    __tablename__ = "reviewer_profile"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    keywords: Mapped[JsonList] = mapped_column(default=list)
    languages: Mapped[JsonList] = mapped_column(default=list)
    changed_at: Mapped[datetime]
