"""What desks and overviews count."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.editions import Edition, Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from workflows.plan.evaluation import Role, Trait


def areas_in(session: Session, person_id: UUID) -> list[tuple[str, str, Role]]:
    """(edition's name in addresses, title, role) of everything a person holds, latest first."""
    rows = session.execute(
        select(Edition.slug, Edition.title, Grant.role)
        .join(Grant, Grant.edition_id == Edition.id)
        .where(Grant.person_id == person_id)
        .order_by(Edition.created_at.desc())
    )
    return [(slug, title, Role(role)) for slug, title, role in rows]


def has_reviews(session: Session, person_id: UUID) -> bool:
    """Whether anything was ever given to a person to review."""
    wanted = select(Assignment.id).where(Assignment.reviewer_id == person_id).limit(1)
    return session.scalar(wanted) is not None


def open_reviews(session: Session, person_id: UUID) -> int:
    """How many reviews a person still owes."""
    wanted = (
        select(func.count())
        .select_from(Assignment)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.reviewer_id == person_id,
            Assignment.status == "assigned",
            Review.submitted_at.is_(None),
        )
    )
    return session.scalar(wanted) or 0


def own_by_stage(session: Session, person_id: UUID) -> list[Nomination]:
    """A person's own nominations that were changed last."""
    wanted = (
        select(Nomination)
        .where(Nomination.nominator_id == person_id)
        .order_by(Nomination.updated_at.desc())
        .limit(8)
    )
    return list(session.scalars(wanted))


def review_progress(session: Session, edition: RunningEdition, viewer_id: UUID) -> tuple[int, int]:
    """(submitted, assigned) reviews of an edition that the viewer may count."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer_id
    )
    row = session.execute(
        select(func.count(Review.submitted_at), func.count(Assignment.id))
        .select_from(Assignment)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Nomination.edition_id == edition.id,
            Assignment.status == "assigned",
            Nomination.id.not_in(conflicted),
        )
    ).one()
    return row[0], row[1]


def count_with(counts: dict[tuple[str, str], int], edition: RunningEdition, trait: Trait) -> int:
    """How many nominations stand in stages with a trait."""
    return sum(
        count
        for (category, stage), count in counts.items()
        if trait in edition.plan.workflow_of(category).stages[stage].traits
    )


def names_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Person -> name."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {key: name for key, name in rows}
