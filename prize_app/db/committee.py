"""Frozen rankings, secret ballots, decisions and approvals."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonList, JsonTable

FIGURE: Final = Numeric(10, 6, asdecimal=True)
"""Of a model on the scale of the points, to a millionth."""


class Ranking(Base):
    """The order of a category at one moment; `input_hash` names the reviews that it rests on.

    `inputs` are those reviews as `python -m workflows calibrate` reads them, `analysis` what
    came of them (`prize_app.committee.analysis`), `result_hash` its SHA-256. All three are
    missing in rankings from before there were any. `ordered_by` is the plan's order.
    """

    __tablename__ = "ranking"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("edition.id", ondelete="RESTRICT"), index=True
    )
    category_key: Mapped[str] = mapped_column(String(60))
    round: Mapped[str] = mapped_column(String(60), default="", server_default="")
    input_hash: Mapped[str] = mapped_column(String(64))
    frozen_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    frozen_at: Mapped[datetime]
    ordered_by: Mapped[str] = mapped_column(String(20), server_default="raw-mean")
    result_hash: Mapped[str | None] = mapped_column(String(64))
    # Large, and on few pages: read where they are asked for.
    inputs: Mapped[JsonTable | None] = mapped_column(deferred=True)
    analysis: Mapped[JsonTable | None] = mapped_column(deferred=True)


class RankingView(Base):
    """A ranking's analysis without the nominations that somebody may not see.

    `left_out` is the SHA-256 of their references: whoever may not see the same ones shares it.
    """

    __tablename__ = "ranking_view"
    __table_args__ = (UniqueConstraint("ranking_id", "left_out"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("ranking.id", ondelete="CASCADE"))
    left_out: Mapped[str] = mapped_column(String(64))
    analysis: Mapped[JsonTable]


class RankingSeverity(Base):
    """What one reviewer adds to the points of a ranking, negative is severe; with its interval.

    `alias` is how those know the reviewer who may not know the name.
    """

    __tablename__ = "ranking_severity"
    __table_args__ = (UniqueConstraint("ranking_id", "reviewer_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("ranking.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    alias: Mapped[str] = mapped_column(String(40))
    reviews: Mapped[int]
    severity: Mapped[Decimal | None] = mapped_column(FIGURE)
    low: Mapped[Decimal | None] = mapped_column(FIGURE)
    high: Mapped[Decimal | None] = mapped_column(FIGURE)


class RankingLine(Base):
    """The place of one nomination. Points are 0..100 in hundredths; ties share a place.

    `merit` is the calibrated score with its interval, on the same scale.
    """

    __tablename__ = "ranking_line"
    __table_args__ = (UniqueConstraint("ranking_id", "nomination_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ranking_id: Mapped[UUID] = mapped_column(ForeignKey("ranking.id", ondelete="CASCADE"))
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="RESTRICT"), index=True
    )
    place: Mapped[int | None]
    mean_points: Mapped[Decimal | None] = mapped_column(Numeric(5, 2, asdecimal=True))
    reviews: Mapped[int]
    summary: Mapped[JsonTable]
    merit: Mapped[Decimal | None] = mapped_column(FIGURE)
    low: Mapped[Decimal | None] = mapped_column(FIGURE)
    high: Mapped[Decimal | None] = mapped_column(FIGURE)


class BallotRound(Base):
    """One vote of the panel over some nominations of a category. Open until `closed_at`."""

    __tablename__ = "ballot_round"
    __table_args__ = (
        # One open round of a ballot at a time: two chairs pressing the button get one round.
        Index(
            "uq_ballot_round_open",
            "edition_id",
            "category_key",
            "ballot_key",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    category_key: Mapped[str] = mapped_column(String(60))
    ballot_key: Mapped[str] = mapped_column(String(60))
    nominations: Mapped[JsonList]
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[JsonTable | None]


class Ballot(Base):
    """One vote, without the voter: nothing here or in its order of storage leads to a person.

    Its key is random and, on SQLite, the table is stored in the order of that key.
    """

    __tablename__ = "ballot"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(
        ForeignKey("ballot_round.id", ondelete="CASCADE"), index=True
    )
    content: Mapped[JsonTable]


class Participation(Base):
    """That a member has voted in a round, not how; and from which nominations he was recused."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("ballot_round.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class Decision(Base):
    """What the committee resolved about a nomination, by whose proposal and why."""

    __tablename__ = "decision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="RESTRICT"), index=True
    )
    action_key: Mapped[str] = mapped_column(String(60))
    reasons: Mapped[str] = mapped_column(Text)
    citation: Mapped[JsonTable] = mapped_column(default=dict)
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class Approval(Base):
    """A signature under a decision, or against it."""

    __tablename__ = "approval"
    __table_args__ = (CheckConstraint("length(action_key) > 0", name="action_is_named"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    decision_id: Mapped[UUID] = mapped_column(
        ForeignKey("decision.id", ondelete="RESTRICT"), index=True
    )
    action_key: Mapped[str] = mapped_column(String(60))
    reasons: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime]
