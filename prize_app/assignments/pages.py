"""What the page over all categories shows of assignments: categories, rounds, reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.queries import Load
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import handed_in
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Words
from workflows.plan.judging import most_in, reviews_in
from workflows.plan.model import Category, Plan


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """How far the assignment of a category has come."""

    category: Category
    nominations: int
    lacking: int


@dataclass(frozen=True, slots=True)
class RoundLine:
    """What a round of review asks of nominations and of people."""

    label: Words
    reviews: int
    most: int


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """A reviewer with the categories (none: all) and the load."""

    reviewer: Person
    categories: Sequence[str]
    load: Load


def category_lines(session: Session, actor: Actor, edition: RunningEdition) -> list[CategoryLine]:
    """Every category, with the nominations that the actor may assign."""
    plan, counts = edition.plan, _counts(session, edition, actor.id)
    lines = []
    for category in plan.categories.values():
        stages = plan.workflow_of(category.key).stages_with(Trait.ASSIGNABLE)
        present = [
            (n, reviews_in(plan, plan.round_at(category.key, stage)))
            for key, stage, n in counts
            if key == category.key and stage in stages
        ]
        lacking = sum(n < needed for n, needed in present)
        lines.append(CategoryLine(category, len(present), lacking))
    return lines


def reviewer_lines(session: Session, actor: Actor, edition: RunningEdition) -> list[ReviewerLine]:
    """Every reviewer of the edition with the load, by name."""
    loads = queries.loads(session, edition, seen_by=actor.id)
    return [
        ReviewerLine(person, keys, loads.get(person.id, Load()))
        for person, keys in queries.reviewers_of(session, edition.id, _roles(edition))
    ]


def round_lines(plan: Plan) -> list[RoundLine]:
    """The rounds of a plan that has some, with what they ask."""
    return [
        RoundLine(r.label, reviews_in(plan, key), most_in(plan, key))
        for key, r in plan.rounds.items()
    ]


def _roles(edition: RunningEdition) -> set[Role]:
    """The roles by which people review in an edition."""
    return {edition.plan.round_named(key).by.role for key in edition.plan.rounds or ("",)}


def _counts(
    session: Session, edition: RunningEdition, viewer_id: UUID
) -> list[tuple[str, str, int]]:
    """(category, stage, reviews to count on) of each nomination that the viewer may see.

    Counted are those of the round that the stage belongs to.
    """
    found: dict[UUID, tuple[str, str, int]] = {}
    for key, category, stage, round_key, number in session.execute(_counted(edition, viewer_id)):
        counts = number if round_key == edition.plan.round_at(category, stage) else 0
        found[key] = (category, stage, counts + (found[key][2] if key in found else 0))
    return list(found.values())


def _counted(edition: RunningEdition, viewer_id: UUID) -> Select[UUID, str, str, str | None, int]:
    seen = handed_in(edition.id, viewer_id).subquery()
    counted = (
        select(Assignment.nomination_id, Assignment.round)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(Assignment.status == "assigned", ConflictOfInterest.id.is_(None))
        .subquery()
    )
    return (
        select(
            seen.c.id,
            seen.c.category_key,
            seen.c.stage,
            counted.c.round,
            func.count(counted.c.nomination_id),
        )
        .outerjoin(counted, counted.c.nomination_id == seen.c.id)
        .group_by(seen.c.id, seen.c.category_key, seen.c.stage, counted.c.round)
    )
