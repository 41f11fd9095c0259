"""Plans on their way: drafts, the signatures under them, and amendments that editions took."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList, JsonTable


class PlanDraft(Base):
    """A plan that the secretariat of an edition is writing, from the version it started with.

    `source` is the TOML document as it stands; it may be faulty. `mapping` says where running
    nominations go whose stage the new plan lacks: workflow -> old stage -> new stage; `decisions`
    are the author's words on what the amendment does to things under way. A draft that
    is proposed is not edited until it is taken back; an edition has one open draft at a time.
    """

    __tablename__ = "plan_draft"
    __table_args__ = (
        CheckConstraint(
            "state in ('writing', 'proposed', 'taken', 'dropped')", name="state_is_known"
        ),
        Index(
            "uq_plan_draft_open",
            "edition_id",
            unique=True,
            sqlite_where=text("state in ('writing', 'proposed')"),
            postgresql_where=text("state in ('writing', 'proposed')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    base_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT")
    )
    source: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="writing")
    mapping: Mapped[JsonTable] = mapped_column(default=dict)
    decisions: Mapped[JsonTable] = mapped_column(default=dict)
    begun_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    begun_at: Mapped[datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime]
    lock_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock_version}


class PlanSignature(Base):
    """Somebody's name under a draft with exactly this content; a change makes it void."""

    __tablename__ = "plan_signature"
    __table_args__ = (UniqueConstraint("draft_id", "person_id", "content_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("plan_draft.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    content_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[datetime]


class Amendment(Base):
    """An edition went over from one published plan to another. Never changed.

    `number` counts an edition's amendments from 1. `content_hash` is what was signed: document,
    mapping and decisions. `verdicts` are those that changed, each with the conditions and their
    evidence, as they were at that moment.
    """

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="RESTRICT"), index=True
    )
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_draft.id", ondelete="SET NULL"))
    from_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_version.id", ondelete="RESTRICT")
    )
    to_version_id: Mapped[UUID] = mapped_column(ForeignKey("plan_version.id", ondelete="RESTRICT"))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[JsonTable] = mapped_column(default=dict)
    decisions: Mapped[JsonTable] = mapped_column(default=dict)
    verdicts: Mapped[JsonList] = mapped_column(default=list)
    moved: Mapped[int] = mapped_column(default=0)
    taken_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime]
