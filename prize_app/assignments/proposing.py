"""Asking the engine for an assignment, and its answer as people read it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.explaining import (
    named,
    points,
    quota_words,
    shortage_words,
    why,
    written_in,
)
from prize_app.assignments.obeying import broken_by
from prize_app.assignments.pool import Pool, administered, assignable, pool_of
from prize_app.assignments.queries import Load
from prize_app.assignments.settings import Settings
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from workflows import assignment as engine
from workflows.errors import NotFound, Refusal, RuleBroken


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
class ProposedLoad:
    """What a reviewer has, would get and lose, in this edition."""

    reviewer: Person
    present: int
    further: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """The smallest set of nominations and reviewers that stands in the way, and how."""

    nominations: Sequence[Nomination]
    reviewers: Sequence[Person]
    why: str
    words: str
    needed: int | None
    available: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What an assignment reaches, and what is proved that none can exceed.

    `floor` and `floor_bound` are None where the plan does not ask for it, `kept` where nothing
    was assigned before.
    """

    total: Decimal
    total_bound: Decimal
    floor: Decimal | None
    floor_bound: Decimal | None
    kept: int | None
    is_optimal: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposed assignment of a category, or why there is none. Nothing of it is stored.

    `against_plan` are the plan's rules that it breaks, in words: then it cannot be confirmed.
    `is_open` is false where the search found none and could not show that there is none.
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


def propose(
    session: Session,
    actor: Actor,
    slug: str,
    category_key: str,
    round_key: str = "",
    *,
    settings: Settings | None = None,
    only: UUID | None = None,
    now: datetime,
) -> ProposalView:
    """Ask for the best assignment of what still lacks reviewers, with as few changes as possible.

    Without a nomination that lacks reviewers the proposal is empty.

    Raises:
        NotFound: no such edition, category or nomination, or not for these eyes.
        RuleBroken: the proof of what was found does not hold; nothing is shown then.
    """
    edition = administered(session, actor, slug, category_key)
    nominations = assignable(session, actor, edition, category_key, round_key)
    pool = pool_of(session, edition, category_key, nominations, round_key, now=now)
    if only is not None and only not in pool.nominations:
        raise NotFound
    question = question_of(session, pool, settings, only)
    shown = queries.loads(session, edition, seen_by=actor.id, round_key=round_key)
    if not _is_asked(question):
        return _view(question, engine.Proposal(engine.Status.OPTIMAL), shown)
    outlook = engine.what_if(question.instance)
    if outlook.flaws:
        raise RuleBroken([Refusal("proof_fails")])
    return _view(question, outlook.proposal, shown)


def _is_asked(question: Question) -> bool:
    """Whether somebody lacks something."""
    pool, only = question.pool, question.only
    wanted = [only] if only is not None else list(pool.nominations)
    missing = any(pool.present(n) < question.settings.reviews for n in wanted)
    have = {(str(n), str(r)) for n, r in question.present}
    return missing or not question.instance.locked <= have


def _view(question: Question, answer: engine.Proposal, shown: Mapping[UUID, Load]) -> ProposalView:
    pool = question.pool
    after = {(UUID(n), UUID(r)) for n, r in answer.assignment} if answer.proof else question.present
    pairs, released = (
        _ordered(pool, after - question.present),
        _ordered(pool, question.present - after),
    )
    if answer.blocking is not None or answer.proof is None:
        pairs, released = [], []
    is_told = bool(pairs or released)
    return ProposalView(
        pool.edition,
        pool.category_key,
        question.settings,
        pool.nominations[question.only] if question.only else None,
        pairs,
        released,
        _lines(question, pairs, released, after),
        _loads(pool, pairs, released, shown),
        _shortage(question, answer),
        _figures(answer) if answer.proof else None,
        broken_by(question.under_plan(), after) if is_told else [],
        question.input_hash,
        pool.round_key,
    )


def _ordered(pool: Pool, pairs: set[Pair] | frozenset[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pool.nominations[pair[0]].reference, pair[1]))


def _lines(
    question: Question, pairs: Sequence[Pair], released: Sequence[Pair], after: Collection[Pair]
) -> list[ProposedLine]:
    pool = question.pool
    given, left = defaultdict[UUID, list[UUID]](list), defaultdict[UUID, list[UUID]](list)
    for nomination_id, reviewer in sorted(pairs, key=lambda p: (pool.reviewers[p[1]].name, p[1])):
        given[nomination_id].append(reviewer)
    for nomination_id, reviewer in released:
        left[nomination_id].append(reviewer)
    sums_of = dict.fromkeys(given.keys() | left.keys(), Decimal(0))
    for pair in after:
        if pair[0] in sums_of:
            sums_of[pair[0]] += points(question, pair)
    return [
        ProposedLine(
            nomination,
            _proposed(question, nomination, given[nomination.id]),
            [question.people[reviewer] for reviewer in left[nomination.id]],
            sums_of[nomination.id],
        )
        for nomination in pool.nominations.values()
        if nomination.id in sums_of
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


def _loads(
    pool: Pool, pairs: Sequence[Pair], released: Sequence[Pair], shown: Mapping[UUID, Load]
) -> list[ProposedLoad]:
    further = Counter(reviewer for _, reviewer in pairs)
    further.subtract(Counter(reviewer for _, reviewer in released))
    people = sorted(pool.reviewers.values(), key=lambda person: (person.name, person.id))
    return [ProposedLoad(p, shown.get(p.id, Load()).assigned, further[p.id]) for p in people]


def _figures(answer: engine.Proposal) -> Figures:
    bounds = answer.bounds
    return Figures(
        answer.total or Decimal(0),
        bounds["total"],
        answer.floor if "floor" in bounds else None,
        bounds.get("floor"),
        answer.kept,
        answer.status is engine.Status.OPTIMAL,
    )


def _shortage(question: Question, answer: engine.Proposal) -> Shortage | None:
    blocking = answer.blocking
    if blocking is None:
        if answer.status is not engine.Status.UNDECIDED:
            return None
        return Shortage([], [], "undecided", UNDECIDED, None, None)
    rules = list(dict.fromkeys(quota_words(question, rule) for _, rule in blocking.rules))
    return Shortage(
        named(blocking.nominations, question.pool.nominations),
        named(blocking.reviewers, question.people),
        str(blocking.why),
        shortage_words(str(blocking.why), blocking.facts, rules),
        blocking.facts.get("needed"),
        blocking.facts.get("available"),
    )


UNDECIDED = (
    "No assignment was found, and it could not be shown that there is none. Ask less, or assign "
    "some by hand."
)
