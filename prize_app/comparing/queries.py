"""Reading orders and answers to pairs, with conflicts of interest left out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.comparing import PairAnswer, ReviewOrder
from prize_app.db.reviews import Assignment, ConflictOfInterest
from workflows.comparing import Answer, Order, Pair, groups_of


def find_order(
    session: Session, edition_id: UUID, category_key: str, round_key: str, person_id: UUID
) -> ReviewOrder | None:
    """Somebody's order in a round of a category, draft or handed in."""
    return session.scalar(
        select(ReviewOrder).where(
            ReviewOrder.edition_id == edition_id,
            ReviewOrder.category_key == category_key,
            ReviewOrder.round == round_key,
            ReviewOrder.reviewer_id == person_id,
        )
    )


def counted_orders(
    session: Session,
    edition_id: UUID,
    category_key: str,
    round_key: str,
    nomination_ids: Sequence[UUID],
) -> dict[str, Order]:
    """Reviewer -> order of some nominations, as it counts: three statements.

    Handed in, by whoever is still assigned, without what a conflict of interest takes away.
    """
    counts = _counting(session, nomination_ids, round_key)
    rows = session.scalars(
        select(ReviewOrder)
        .where(
            ReviewOrder.edition_id == edition_id,
            ReviewOrder.category_key == category_key,
            ReviewOrder.round == round_key,
            ReviewOrder.submitted_at.is_not(None),
        )
        .order_by(ReviewOrder.id)
    )
    found = {}
    for row in rows:
        places = {
            name: place
            for name, place in row.places.items()
            if (UUID(name), row.reviewer_id) in counts
        }
        if places:
            found[str(row.id)] = groups_of(places, sorted(places))
    return found


def counted_pairs(
    session: Session, round_key: str, nomination_ids: Sequence[UUID]
) -> list[tuple[str, Pair]]:
    """(reviewer, answer) of every answer about two of these nominations that counts."""
    counts = _counting(session, nomination_ids, round_key)
    rows = session.scalars(
        select(PairAnswer)
        .where(
            PairAnswer.round == round_key,
            PairAnswer.first_id.in_(nomination_ids),
            PairAnswer.second_id.in_(nomination_ids),
        )
        .order_by(PairAnswer.answered_at, PairAnswer.id)
    )
    return [
        (str(row.reviewer_id), Pair(str(row.first_id), str(row.second_id), Answer(row.answer)))
        for row in rows
        if {(row.first_id, row.reviewer_id), (row.second_id, row.reviewer_id)} <= counts
    ]


def _counting(
    session: Session, nomination_ids: Sequence[UUID], round_key: str
) -> set[tuple[UUID, UUID]]:
    """(nomination, reviewer) of assignments in the round without a conflict of interest."""
    rows = session.execute(
        select(Assignment.nomination_id, Assignment.reviewer_id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_(nomination_ids),
            Assignment.round == round_key,
            Assignment.status == "assigned",
            ConflictOfInterest.id.is_(None),
        )
    )
    return {(nomination_id, reviewer_id) for nomination_id, reviewer_id in rows}


def own_answers(session: Session, round_key: str, person_id: UUID) -> list[PairAnswer]:
    """Somebody's answers in a round, the latest last."""
    wanted = (
        select(PairAnswer)
        .where(PairAnswer.round == round_key, PairAnswer.reviewer_id == person_id)
        .order_by(PairAnswer.answered_at, PairAnswer.id)
    )
    return list(session.scalars(wanted))
