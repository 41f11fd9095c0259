"""Actions that one person has proposed and a second one must agree to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonTable


class Motion(Base):
    """A step that waits for a second person, with all that the first one gave with it.

    It holds for the nomination as it stood: at this stage since this instant, under this plan. If
    one of them changes, it lapses: its state is then void. `proposed_at` and `settled_at` are the
    edition's time.
    """

    __tablename__ = "motion"
    __table_args__ = (
        CheckConstraint(
            "state in ('open', 'agreed', 'refused', 'taken-back', 'void')", name="state_is_known"
        ),
        CheckConstraint("settled_by <> proposed_by OR state <> 'agreed'", name="two_persons"),
        # Two who propose the same step at once get one motion.
        Index(
            "uq_motion_open",
            "nomination_id",
            "action_key",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), index=True
    )
    action_key: Mapped[str] = mapped_column(String(60))
    stage: Mapped[str] = mapped_column(String(60))
    stage_since: Mapped[datetime]
    plan_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    citation: Mapped[JsonTable] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="open")
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]
    settled_reason: Mapped[str] = mapped_column(Text, default="")
