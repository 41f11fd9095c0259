"""The board of one category: its nominations, who reads them, and who else could."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.obeying import hand_refusal
from prize_app.assignments.pool import administered, assignable, pool_of
from prize_app.assignments.queries import Given
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import PairRuling
from prize_app.editions.queries import RunningEdition
from workflows.errors import NotFound
from workflows.plan.evaluation import Action, Role, Trait, Workflow
from workflows.plan.judging import rounds_of
from workflows.plan.model import Category

PAGE = 50


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
    question = question_of(session, pool.among(shown), with_fits=False)
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
