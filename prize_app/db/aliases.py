"""The alias under which somebody is known around one nomination; given once, never given on."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    event,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from prize_app.db.base import Base
from prize_app.db.committee import Approval, Decision
from prize_app.db.motions import Motion
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment
from workflows.aliases import drawn_number

Part = tuple[UUID, UUID, str]
"""A nomination, a person, and the round of review in which they meet."""


class Alias(Base):
    """Somebody's letter around a nomination, as a number from 0: see `workflows.aliases`.

    A row outlives the assignment it was given with, so a letter never changes hands. Whoever
    reviews in several rounds has a letter in each, so that nothing said in one is known by it in
    another; `round` is "" in plans without rounds, and for what is decided.
    """

    __tablename__ = "alias"
    __table_args__ = (
        UniqueConstraint("nomination_id", "number"),
        CheckConstraint("number >= 0", name="counted_from_zero"),
    )

    nomination_id: Mapped[UUID] = mapped_column(
        ForeignKey("nomination.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True
    )
    round: Mapped[str] = mapped_column(String(60), primary_key=True, default="", server_default="")
    number: Mapped[int]


def alias_of_reviewer() -> ColumnElement[bool]:
    """On what to join `Alias` to `Assignment`: every assignment has exactly one."""
    return (
        (Alias.nomination_id == Assignment.nomination_id)
        & (Alias.person_id == Assignment.reviewer_id)
        & (Alias.round == Assignment.round)
    )


def give_aliases(session: Session, wanted: Collection[Part]) -> None:
    """Give an alias to each part that has none yet: two statements and the rows.

    The nominations are locked meanwhile, so that two who come at the same time do not draw the
    same letter.
    """
    nominations = sorted({nomination for nomination, _, _ in wanted})
    locked = select(Nomination.id).where(Nomination.id.in_(nominations)).order_by(Nomination.id)
    session.execute(locked.with_for_update())
    taken: dict[UUID, set[int]] = defaultdict(set)
    known = set()
    given = select(Alias.nomination_id, Alias.person_id, Alias.round, Alias.number)
    for nomination, person, of_round, number in session.execute(
        given.where(Alias.nomination_id.in_(nominations))
    ):
        taken[nomination].add(number)
        known.add((nomination, person, of_round))
    # By id: who is drawn for first is no order that means anything.
    for nomination, person, of_round in sorted(set(wanted) - known):
        number = drawn_number(taken[nomination], secrets.randbits(64))
        taken[nomination].add(number)
        session.add(
            Alias(nomination_id=nomination, person_id=person, round=of_round, number=number)
        )


@event.listens_for(Session, "before_flush")
def _with_every_part_taken(session: Session, _context: Any, _instances: Any) -> None:
    """Whoever reviews or decides has an alias from then on, whichever service stored it."""
    with session.no_autoflush:
        new = {pair for row in session.new if (pair := _concerned(session, row)) is not None}
        if new:
            give_aliases(session, new)


def _concerned(session: Session, row: Any) -> Part | None:
    """The nomination, who took a part in it, and in which round; a step has none."""
    match row:
        case Assignment():
            return row.nomination_id, row.reviewer_id, row.round or ""
        case Motion() if row.proposed_by is not None:
            return row.nomination_id, row.proposed_by, ""
        case Decision() if row.proposed_by is not None:
            return row.nomination_id, row.proposed_by, ""
        case Approval() if row.approved_by is not None:
            decision = session.get(Decision, row.decision_id)
            return (decision.nomination_id, row.approved_by, "") if decision else None
    return None
