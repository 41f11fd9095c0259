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
from workflows.errors import NotFound
from workflows.plan.evaluation import Action, Role, Trait, Workflow
from workflows.plan.forms import Words
from workflows.plan.judging import most_in, reviews_in, rounds_of
from workflows.plan.model import Category, Plan

PAGE = 50


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
    round_key: str = ""
    rounds: Sequence[str] = ()


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


def round_asked(session: Session, edition: RunningEdition, category_key: str, asked: str) -> str:
    """The round that a page is about: the one asked for, or the last that somebody stands in.

    Raises:
        NotFound: the category has no such round.
    """
    rounds = rounds_of(edition.plan, category_key)
    if asked:
        if asked not in rounds:
            raise NotFound
        return asked
    if len(rounds) == 1:
        return rounds[0]
    standing = session.scalars(
        select(Nomination.stage)
        .where(Nomination.edition_id == edition.id, Nomination.category_key == category_key)
        .distinct()
    )
    here = {edition.plan.round_at(category_key, stage) for stage in standing}
    return next((key for key in reversed(rounds) if key in here), rounds[0])


def board(
    session: Session,
    actor: Actor,
    slug: str,
    category_key: str,
    *,
    after: str,
    asked: str = "",
) -> Board:
    """One category, a page of nominations from behind a reference.

    Raises:
        NotFound: no such edition or category, or not for these eyes.
    """
    edition = administered(session, actor, slug, category_key)
    round_key = round_asked(session, edition, category_key, asked)
    every = assignable(session, actor, edition, category_key, round_key)
    pool = pool_of(session, edition, category_key, every, round_key)
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
        collective_actions(edition.plan.workflow_of(category_key), round_key),
        shown[-1].reference if len(rest) > PAGE else "",
        round_key,
        rounds_of(edition.plan, category_key),
    )


def collective_actions(workflow: Workflow, round_key: str = "") -> list[Action]:
    """What the secretariat can do with a whole category of nominations that can be assigned."""
    assigning = workflow.stages_with(Trait.ASSIGNABLE)
    stages = {s for s in assigning if (workflow.stages[s].round or "") == round_key}
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
