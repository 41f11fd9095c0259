"""Published plans, editions of the prize, and who holds which role in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base


class PlanVersion(Base):
    """A published plan: the document itself under its content hash. Never changed."""

    __tablename__ = "plan_version"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    source: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class Edition(Base):
    """One running of the prize under one plan.

    `clock_shift_seconds` moves the edition's time against the real one. Only a demonstration may
    have one; a constraint sees to it. `amended` counts how often
    the edition went over to another plan.
    """

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("clock_shift_seconds = 0 OR is_demonstration", name="clock_is_real"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    plan_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT"), index=True
    )
    amended: Mapped[int] = mapped_column(default=0)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    clock_shift_seconds: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class Grant(Base):
    """A role of a person in an edition, in all categories or (with a key) in one."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("edition_id", "person_id", "role", "category_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    category_key: Mapped[str] = mapped_column(String(60), default="")
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    granted_at: Mapped[datetime]


class EarlierLaureate(Base):
    """The register of who was honoured before; entry conditions look here."""

    __tablename__ = "earlier_laureate"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(300), index=True)
    original_name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    category_key: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    is_demonstration: Mapped[bool] = mapped_column(default=False)


class RegisteredOrganization(Base):
    """The register of organizations; entry conditions and conflicts of interest look here.

    `kind` is the register's own word (academy, university …); `identifier` names the line where
    it was taken from, such as a ROR id. `parent_id` is the body it is part of: an academy of its
    institutes, an institute of its groups.
    """

    __tablename__ = "registered_organization"
    __table_args__ = (UniqueConstraint("name", "country"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(300))
    original_name: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    kind: Mapped[str] = mapped_column(String(60), default="")
    identifier: Mapped[str] = mapped_column(String(200), default="")
    parent_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("registered_organization.id", ondelete="SET NULL"), index=True
    )
    is_active: Mapped[bool] = mapped_column(default=True)
    is_member: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
