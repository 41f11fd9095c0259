"""Reading somebody's own assignments and reviews."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review, ReviewChange, ReviewRemark
from prize_app.editions.queries import RunningEdition, people_with_role
from workflows.plan.evaluation import Role


def own_assignments(
    session: Session, person_id: UUID
) -> list[tuple[Assignment, Nomination, Review | None]]:
    """What somebody was given and not recused from, by reference, latest assignments first."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == person_id
    )
    rows = session.execute(
        select(Assignment, Nomination, Review)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.reviewer_id == person_id,
            Assignment.status.in_(("assigned", "declined")),
            Nomination.id.not_in(conflicted),
        )
        .order_by(Nomination.reference, Assignment.assigned_at.desc())
    )
    return [(assignment, nomination, review) for assignment, nomination, review in rows]


def find_review(session: Session, assignment_id: UUID) -> Review | None:
    """The review of an assignment, draft or submitted."""
    return session.scalar(select(Review).where(Review.assignment_id == assignment_id))


def find_change(session: Session, review_id: UUID) -> ReviewChange | None:
    """The change of a review that was begun and neither kept nor dropped."""
    return session.scalar(select(ReviewChange).where(ReviewChange.review_id == review_id))


def changes_begun(session: Session, review_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of some reviews of which a change was begun: one statement."""
    wanted = select(ReviewChange.review_id).where(ReviewChange.review_id.in_(review_ids))
    return frozenset(session.scalars(wanted))


def impartial_secretaries(
    session: Session, edition: RunningEdition, nomination: Nomination
) -> list[Person]:
    """Whoever of the secretariat may hear of a nomination."""
    conflicted = set(
        session.scalars(
            select(ConflictOfInterest.person_id).where(
                ConflictOfInterest.nomination_id == nomination.id
            )
        )
    )
    people = people_with_role(session, edition.id, Role.SECRETARIAT, nomination.category_key)
    return [person for person in people if person.id not in conflicted]


def reviews_in(
    session: Session, nomination_ids: Sequence[UUID], *, round_key: str | None = None
) -> Sequence[tuple[Assignment, Review]]:
    """The reviews of some nominations, of all rounds or one, that are in and count."""
    wanted = (
        select(Assignment, Review)
        .join(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_(nomination_ids),
            Assignment.status == "assigned",
            Review.submitted_at.is_not(None),
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Assignment.nomination_id, Assignment.id)
    )
    if round_key is not None:
        wanted = wanted.where(Assignment.round == round_key)
    return [(assignment, review) for assignment, review in session.execute(wanted)]


def remarks_on(session: Session, nomination_id: UUID, round_key: str) -> Sequence[ReviewRemark]:
    """What was said about a nomination in a round, in the order of time, but for those in conflict.

    What others said in another round is theirs: they wrote for each other.
    """
    conflicted = select(ConflictOfInterest.person_id).where(
        ConflictOfInterest.nomination_id == nomination_id
    )
    return session.scalars(
        select(ReviewRemark)
        .where(
            ReviewRemark.nomination_id == nomination_id,
            ReviewRemark.round == round_key,
            ReviewRemark.person_id.not_in(conflicted),
        )
        .order_by(ReviewRemark.written_at, ReviewRemark.id)
    ).all()


def count_own(session: Session, person_id: UUID, edition_id: UUID) -> tuple[int, int]:
    """(given, handed in) of somebody's reviews in an edition, conflicts left out."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == person_id
    )
    row = session.execute(
        select(func.count(), func.count(Review.submitted_at))
        .select_from(Assignment)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.reviewer_id == person_id,
            Assignment.status == "assigned",
            Nomination.edition_id == edition_id,
            Nomination.id.not_in(conflicted),
        )
    ).one()
    return row[0], row[1]
