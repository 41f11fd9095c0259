"""How many reviews the people of an edition have handed in, and how many they still owe."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from workflows.plan.evaluation import Trait
from workflows.plan.model import Plan


def counts_of(
    session: Session, edition: RunningEdition, *, not_seen_by: UUID | None = None
) -> dict[UUID, dict[str, int]]:
    """Reviewer -> category -> reviews handed in."""
    wanted = (
        select(Assignment.reviewer_id, Nomination.category_key)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.edition_id == edition.id, Review.submitted_at.is_not(None))
    )
    if not_seen_by is not None:
        wanted = wanted.where(Nomination.id.not_in(_conflicted(not_seen_by)))
    found: dict[UUID, dict[str, int]] = {}
    for reviewer_id, category_key in session.execute(wanted):
        counts = found.setdefault(reviewer_id, {})
        counts[category_key] = counts.get(category_key, 0) + 1
    return found


def still_to_write(
    session: Session, edition: RunningEdition, *, not_seen_by: UUID
) -> dict[UUID, int]:
    """Reviewer -> reviews asked for and not in, of nominations under review that one may know."""
    rows = session.execute(
        select(Assignment.reviewer_id, func.count())
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Nomination.edition_id == edition.id,
            or_(*_is_of_now(edition.plan)),
            Nomination.id.not_in(_conflicted(not_seen_by)),
            Assignment.status == "assigned",
            Review.submitted_at.is_(None),
        )
        .group_by(Assignment.reviewer_id)
    )
    return {reviewer_id: count for reviewer_id, count in rows}


def _is_of_now(plan: Plan) -> Iterator[ColumnElement[bool]]:
    """That a nomination stands where the reviews of the assignment's own round are written."""
    for category_key in plan.categories:
        workflow = plan.workflow_of(category_key)
        for stage_key in sorted(workflow.stages_with(Trait.REVIEWING)):
            yield and_(
                Nomination.category_key == category_key,
                Nomination.stage == stage_key,
                Assignment.round == (workflow.stages[stage_key].round or ""),
            )


def _conflicted(person_id: UUID) -> Select[UUID]:
    return select(ConflictOfInterest.nomination_id).where(ConflictOfInterest.person_id == person_id)
