"""What was done in each round of review so far: given out, begun, handed in, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.committee import Ranking
from prize_app.db.comparing import PairAnswer, ReviewOrder
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review
from workflows.amending.consequences import Judged

Place = tuple[str, str]
"""A category and a round."""


def judged_in(session: Session, edition_id: UUID) -> Mapping[Place, Judged]:
    """(category, round) -> what was done there, in four statements.

    An order that is handed in has marked reviews; one that is only saved, and answers to pairs
    whose round is not finished, count as begun.
    """
    given, begun, handed_in = _reviews(session, edition_id)
    begun += _orders(session, edition_id) + _answers(session, edition_id)
    frozen = {
        (category, of_round)
        for category, of_round in session.execute(
            select(Ranking.category_key, Ranking.round).where(Ranking.edition_id == edition_id)
        )
    }
    return {
        place: Judged(given[place], begun[place], handed_in[place], place in frozen)
        for place in {*given, *begun, *frozen}
    }


def _reviews(
    session: Session, edition_id: UUID
) -> tuple[Counter[Place], Counter[Place], Counter[Place]]:
    rows = session.execute(
        select(
            Nomination.category_key,
            Assignment.round,
            func.count(),
            func.count(Review.id),
            func.count(Review.submitted_at),
        )
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.edition_id == edition_id, Assignment.status == "assigned")
        .group_by(Nomination.category_key, Assignment.round)
    )
    given: Counter[Place] = Counter()
    begun: Counter[Place] = Counter()
    handed_in: Counter[Place] = Counter()
    for category, of_round, every, written, submitted in rows:
        place = (category, of_round)
        given[place], begun[place], handed_in[place] = every, written - submitted, submitted
    return given, begun, handed_in


def _orders(session: Session, edition_id: UUID) -> Counter[Place]:
    rows = session.execute(
        select(ReviewOrder.category_key, ReviewOrder.round, func.count())
        .where(ReviewOrder.edition_id == edition_id, ReviewOrder.submitted_at.is_(None))
        .group_by(ReviewOrder.category_key, ReviewOrder.round)
    )
    return Counter({(category, of_round): count for category, of_round, count in rows})


def _answers(session: Session, edition_id: UUID) -> Counter[Place]:
    """Answers to pairs by people who have nothing handed in for the first of the two."""
    rows = session.execute(
        select(Nomination.category_key, PairAnswer.round, func.count())
        .join(Nomination, Nomination.id == PairAnswer.first_id)
        .join(
            Assignment,
            (Assignment.nomination_id == PairAnswer.first_id)
            & (Assignment.reviewer_id == PairAnswer.reviewer_id)
            & (Assignment.round == PairAnswer.round),
        )
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.edition_id == edition_id, Review.submitted_at.is_(None))
        .group_by(Nomination.category_key, PairAnswer.round)
    )
    return Counter({(category, of_round): count for category, of_round, count in rows})
