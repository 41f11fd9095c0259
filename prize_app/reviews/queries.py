"""Reading somebody's own assignments and reviews."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
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
