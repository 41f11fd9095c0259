"""What assignment pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.obeying import hand_refusal
from prize_app.assignments.pool import administered, assignable, pool_of
from prize_app.assignments.queries import Given, Load
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, PairRuling
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import handed_in
from workflows.plan.evaluation import Action, Role, Trait, Workflow
from workflows.plan.model import Category

PAGE = 50


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """How far the assignment of a category has come."""

    category: Category
    nominations: int
    lacking: int


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """A reviewer with the categories (none: all) and the load."""

    reviewer: Person
    categories: Sequence[str]
    load: Load


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A nomination with its reviewers, who else could be asked, and what was ruled on whom.

    `others` are all reviewers of whom something could be ruled: not the conflicted ones.
    """

    nomination: Nomination
    given: Sequence[Given]
    missing: int
    possible: Sequence[Person]
    others: Sequence[Person]
    rulings: Sequence[tuple[Person, PairRuling]]
    has_left: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The assignment of one category. `following` is where the next page begins."""

    edition: RunningEdition
    category: Category
    lines: Sequence[BoardLine]
    nominations: int
    lacking: int
    reviewers: int
    actions: Sequence[Action]
    following: str


def category_lines(session: Session, actor: Actor, edition: RunningEdition) -> list[CategoryLine]:
    """Every category, with the nominations that the actor may assign."""
    needed = edition.plan.reviewing.reviews_per_nomination
    rows = session.execute(_counts(edition, actor.id)).all()
    lines = []
    for category in edition.plan.categories.values():
        stages = edition.plan.workflow_of(category.key).stages_with(Trait.ASSIGNABLE)
        present = [n for key, stage, n in rows if key == category.key and stage in stages]
        lacking = sum(n < needed for n in present)
        lines.append(CategoryLine(category, len(present), lacking))
    return lines


def reviewer_lines(session: Session, actor: Actor, edition: RunningEdition) -> list[ReviewerLine]:
    """Every reviewer of the edition with the load, by name."""
    loads = queries.loads(session, edition, seen_by=actor.id)
    return [
        ReviewerLine(person, keys, loads.get(person.id, Load()))
        for person, keys in queries.reviewers_of(session, edition.id)
    ]


def board(session: Session, actor: Actor, slug: str, category_key: str, *, after: str) -> Board:
    """One category, a page of nominations from behind a reference.

    Raises:
        NotFound: no such edition or category, or not for these eyes.
    """
    edition = administered(session, actor, slug, category_key)
    every = assignable(session, actor, edition, category_key)
    pool = pool_of(session, edition, category_key, every)
    rest = [n for n in every if n.reference > after]
    shown = rest[:PAGE]
    question = question_of(
        session, replace(pool, nominations={n.id: n for n in shown}), with_fits=False
    )
    return Board(
        edition,
        edition.plan.categories[category_key],
        [_line(question, nomination) for nomination in shown],
        len(every),
        sum(pool.missing(n.id) > 0 for n in every),
        len(pool.reviewers),
        collective_actions(edition.plan.workflow_of(category_key)),
        shown[-1].reference if len(rest) > PAGE else "",
    )


def collective_actions(workflow: Workflow) -> list[Action]:
    """What the secretariat can do with a whole category of nominations that can be assigned."""
    stages = workflow.stages_with(Trait.ASSIGNABLE)
    return [
        action
        for action in workflow.actions.values()
        if action.collective and Role.SECRETARIAT in action.by and stages & set(action.sources)
    ]


def _line(question: Question, nomination: Nomination) -> BoardLine:
    pool = question.pool
    people = sorted(pool.reviewers.values(), key=lambda person: (person.name, person.id))
    given = pool.given.get(nomination.id, ())
    free = [p for p in people if (nomination.id, p.id) not in pool.barred]
    ruled = question.known.rulings
    return BoardLine(
        nomination,
        given,
        pool.missing(nomination.id),
        [p for p in free if hand_refusal(question, (nomination.id, p.id)) is None],
        [p for p in free if (nomination.id, p.id) not in ruled],
        [(p, ruled[nomination.id, p.id]) for p in people if (nomination.id, p.id) in ruled],
        any(not each.counts for each in given),
    )


def _counts(edition: RunningEdition, viewer_id: UUID) -> Select[str, str, int]:
    """(category, stage, reviews to count on) of each nomination that the viewer may see."""
    seen = handed_in(edition.id, viewer_id).subquery()
    counted = (
        select(Assignment.nomination_id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(Assignment.status == "assigned", ConflictOfInterest.id.is_(None))
        .subquery()
    )
    return (
        select(seen.c.category_key, seen.c.stage, func.count(counted.c.nomination_id))
        .outerjoin(counted, counted.c.nomination_id == seen.c.id)
        .group_by(seen.c.id, seen.c.category_key, seen.c.stage)
    )
