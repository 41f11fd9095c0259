"""Asking the engine for an assignment, and its answer as people read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.answering import Answered, answered
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.explaining import points, why, written_in
from prize_app.assignments.figuring import (
    Figures,
    ProposedLoad,
    figures_of,
    loads_of,
    sums_of,
)
from prize_app.assignments.obeying import broken_by
from prize_app.assignments.pool import Pool, administered, assignable, pool_of
from prize_app.assignments.queries import Load
from prize_app.assignments.settings import Settings
from prize_app.assignments.shortages import Shortage, shortage_of
from prize_app.assignments.weighing import Beside, weighed
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from workflows.errors import NotFound


@dataclass(frozen=True, slots=True)
class Wanted:
    """What reviewers are wanted for: a round of a category, or one nomination alone.

    Without `settings` they are those of the plan.
    """

    slug: str
    category_key: str
    round_key: str = ""
    settings: Settings | None = None
    only: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProposedReviewer:
    """A reviewer proposed for a nomination, and what speaks for it and against."""

    reviewer: Person
    points: Decimal
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A nomination with whom it would get, whom it would lose, and its sum of affinities."""

    nomination: Nomination
    proposed: Sequence[ProposedReviewer]
    released: Sequence[Person]
    sum: Decimal


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposed assignment of a category, or why there is none. Nothing of it is stored.

    `against_plan` are the plan's rules that it breaks, in words: then it cannot be confirmed.
    `beside` is what the plan itself would give, where something else was asked. `is_empty` where
    the category has no nomination yet.
    """

    edition: RunningEdition
    category_key: str
    settings: Settings
    only: Nomination | None
    pairs: Sequence[Pair]
    released: Sequence[Pair]
    lines: Sequence[ProposedLine]
    loads: Sequence[ProposedLoad]
    shortage: Shortage | None
    figures: Figures | None
    against_plan: Sequence[str]
    input_hash: str
    round_key: str = ""
    beside: Beside | None = None
    is_empty: bool = False


def propose(session: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> ProposalView:
    """Ask for the best assignment of what still lacks reviewers, with as few changes as possible.

    Without a nomination that lacks reviewers the proposal is empty. Other settings than the
    plan's are set beside what the plan itself would give.

    Raises:
        NotFound: no such edition, category or nomination, or not for these eyes.
        RuleBroken: the proof of what was found does not hold; nothing is shown then.
    """
    question = question_for(session, actor, wanted, now=now)
    edition = question.pool.edition
    shown = queries.loads(session, edition, seen_by=actor.id, round_key=wanted.round_key)
    under_plan, found = question.under_plan(), answered(question)
    beside = None if under_plan is question else weighed(answered(under_plan), found, shown)
    return _view(found, under_plan, shown, beside)


def question_for(session: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> Question:
    """What the engine is asked for somebody who administers a category.

    Raises:
        NotFound: no such edition, category or nomination, or not for these eyes.
    """
    key, round_key = wanted.category_key, wanted.round_key
    edition = administered(session, actor, wanted.slug, key)
    nominations = assignable(session, actor, edition, key, round_key)
    pool = pool_of(session, edition, key, nominations, round_key, now=now)
    if wanted.only is not None and wanted.only not in pool.nominations:
        raise NotFound
    return question_of(session, pool, wanted.settings, wanted.only)


def _view(
    found: Answered, under_plan: Question, shown: Mapping[UUID, Load], beside: Beside | None
) -> ProposalView:
    question, pool = found.question, found.question.pool
    pairs = _ordered(pool, found.after - question.present)
    released = _ordered(pool, question.present - found.after)
    return ProposalView(
        pool.edition,
        pool.category_key,
        question.settings,
        pool.nominations[question.only] if question.only else None,
        pairs,
        released,
        _lines(found, pairs, released),
        loads_of(found, shown),
        shortage_of(found),
        figures_of(found) if found.is_found else None,
        broken_by(under_plan, found.after) if pairs or released else [],
        question.input_hash,
        pool.round_key,
        beside,
        not pool.nominations,
    )


def _ordered(pool: Pool, pairs: Set[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pool.nominations[pair[0]].reference, pair[1]))


def _lines(found: Answered, pairs: Sequence[Pair], released: Sequence[Pair]) -> list[ProposedLine]:
    question, pool = found.question, found.question.pool
    given, left = defaultdict[UUID, list[UUID]](list), defaultdict[UUID, list[UUID]](list)
    for nomination_id, reviewer in sorted(pairs, key=lambda p: (pool.reviewers[p[1]].name, p[1])):
        given[nomination_id].append(reviewer)
    for nomination_id, reviewer in released:
        left[nomination_id].append(reviewer)
    sums, changed = sums_of(found), given.keys() | left.keys()
    return [
        ProposedLine(
            nomination,
            _proposed(question, nomination, given[nomination.id]),
            [question.people[reviewer] for reviewer in left[nomination.id]],
            sums[nomination.id],
        )
        for nomination in pool.nominations.values()
        if nomination.id in changed
    ]


def _proposed(
    question: Question, nomination: Nomination, reviewers: Sequence[UUID]
) -> list[ProposedReviewer]:
    written = written_in(question, nomination.id) if reviewers else frozenset[str]()
    return [
        ProposedReviewer(
            question.pool.reviewers[reviewer],
            points(question, (nomination.id, reviewer)),
            why(question, (nomination.id, reviewer), written),
        )
        for reviewer in reviewers
    ]
