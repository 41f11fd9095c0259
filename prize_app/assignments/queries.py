"""Reading who reviews what, for many nominations at once in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from workflows.plan.evaluation import Role, Trait
from workflows.plan.judging import rounds_judged_by

OPEN_TO_REVIEW = {Trait.ASSIGNABLE, Trait.REVIEWING}


@dataclass(frozen=True, slots=True)
class Given:
    """One assignment with its reviewer and how far the review has come."""

    assignment: Assignment
    reviewer: Person
    saved_at: datetime | None
    submitted_at: datetime | None
    is_impartial: bool

    @property
    def counts(self) -> bool:
        """Whether the nomination can count on this review."""
        return self.assignment.status == "assigned" and self.is_impartial

    @property
    def is_releasable(self) -> bool:
        """Whether the reviewer can still be taken off: the review is not in."""
        return self.assignment.status == "assigned" and self.submitted_at is None


@dataclass(frozen=True, slots=True)
class Load:
    """How many nominations somebody reviews in an edition, and how many reviews are in."""

    assigned: int = 0
    submitted: int = 0


def given_to(
    session: Session, nomination_ids: Sequence[UUID], round_key: str = ""
) -> Mapping[UUID, list[Given]]:
    """Nomination -> its assignments of a round, whatever became of them, by the reviewer's name."""
    rows = session.execute(
        select(Assignment, Person, Review.saved_at, Review.submitted_at, ConflictOfInterest.id)
        .join(Person, Person.id == Assignment.reviewer_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(Assignment.nomination_id.in_(nomination_ids), Assignment.round == round_key)
        .order_by(Person.name, Person.id)
    )
    found: dict[UUID, list[Given]] = defaultdict(list)
    for assignment, reviewer, saved_at, submitted_at, conflict in rows:
        found[assignment.nomination_id].append(
            Given(assignment, reviewer, saved_at, submitted_at, conflict is None)
        )
    return found


def loads(
    session: Session,
    edition: RunningEdition,
    *,
    seen_by: UUID | None = None,
    round_key: str | None = None,
    among: Collection[str] | None = None,
    category_key: str = "",
) -> Mapping[UUID, Load]:
    """Reviewer -> load, over all categories or in one; a nomination that ended without the review
    is none.

    Over all rounds, `among` some, or in one: a nomination that has gone on to another round has
    ended there.
    `seen_by` leaves out what that person is recused from, so that no count tells of it.
    """
    wanted = (
        select(
            Assignment.reviewer_id,
            Nomination.category_key,
            Nomination.stage,
            Assignment.round,
            func.count(),
            func.count(Review.submitted_at),
        )
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.edition_id == edition.id, Assignment.status == "assigned")
        .group_by(
            Assignment.reviewer_id, Nomination.category_key, Nomination.stage, Assignment.round
        )
    )
    if round_key is not None:
        wanted = wanted.where(Assignment.round == round_key)
    if among is not None:
        wanted = wanted.where(Assignment.round.in_(among))
    if category_key:
        wanted = wanted.where(Nomination.category_key == category_key)
    if seen_by is not None:
        wanted = wanted.where(
            Nomination.id.not_in(
                select(ConflictOfInterest.nomination_id).where(
                    ConflictOfInterest.person_id == seen_by
                )
            )
        )
    found: dict[UUID, Load] = defaultdict(Load)
    for reviewer_id, category_key, stage, of_round, assigned, submitted in session.execute(wanted):
        traits = set(edition.plan.workflow_of(category_key).stages[stage].traits)
        is_open = traits & OPEN_TO_REVIEW and edition.plan.round_at(category_key, stage) == of_round
        before = found[reviewer_id]
        found[reviewer_id] = Load(
            before.assigned + (assigned if is_open else submitted),
            before.submitted + submitted,
        )
    return found


def limits(
    session: Session, edition: RunningEdition, category_key: str, round_key: str = ""
) -> Mapping[UUID, int]:
    """Reviewer -> how many further nominations of a category they take on, where they said so.

    The number is for the role in which they review in the round, over all rounds that it has.
    """
    role = edition.plan.round_named(round_key).by.role
    said = session.execute(
        select(ReviewerCapacity.person_id, ReviewerCapacity.most).where(
            ReviewerCapacity.edition_id == edition.id,
            ReviewerCapacity.category_key == category_key,
            ReviewerCapacity.role == role.value,
        )
    ).all()
    among = rounds_judged_by(edition.plan, role)
    here = loads(session, edition, category_key=category_key, among=among) if said else {}
    return {key: max(0, most - here.get(key, Load()).assigned) for key, most in said}


def reviewers_of(
    session: Session, edition_id: UUID, roles: Collection[Role] = (Role.REVIEWER,)
) -> list[tuple[Person, list[str]]]:
    """Everybody who reviews by some role, by name, with the categories (none: all of them)."""
    rows = session.execute(
        select(Person, Grant.category_key)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.edition_id == edition_id, Grant.role.in_([role.value for role in roles]))
        .order_by(Person.name, Person.id, Grant.category_key)
    )
    found: dict[Person, list[str]] = {}
    for person, category_key in rows:
        keys = found.setdefault(person, [])
        if category_key not in keys:
            keys.append(category_key)
    return [(person, [] if "" in keys else keys) for person, keys in found.items()]
