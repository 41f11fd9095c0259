"""Asking the engine for an assignment, and its answer as people read it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.conflicts import Pair, same_country
from prize_app.assignments.pool import Pool, administered, assignable, pool_of
from prize_app.assignments.queries import Load
from prize_app.audit.chain import canonical
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from workflows import assignment as engine

SHARED_THEME = 2.0
"""Points of affinity for a reviewer who works on the nomination's research theme."""

SAME_COUNTRY = -0.25
"""Of two reviewers who fit alike, the one from another country is taken."""


@dataclass(frozen=True, slots=True)
class ProposedReviewer:
    """A reviewer proposed for a nomination, and what speaks for it."""

    reviewer: Person
    shares_theme: bool
    same_country: bool


@dataclass(frozen=True, slots=True)
class ProposedLoad:
    """What a reviewer has, would get, and may have at most."""

    reviewer: Person
    present: int
    further: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """Nominations that need so many reviews, and the only reviewers who may give them."""

    nominations: Sequence[Nomination]
    reviewers: Sequence[Person]
    needed: int
    available: int


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposed assignment of a category, or why there is none. Nothing of it is stored."""

    edition: RunningEdition
    category_key: str
    pairs: Sequence[Pair]
    by_nomination: Sequence[tuple[Nomination, Sequence[ProposedReviewer]]]
    loads: Sequence[ProposedLoad]
    shortage: Shortage | None
    input_hash: str


def propose(
    session: Session, actor: Actor, slug: str, category_key: str, *, now: datetime
) -> ProposalView:
    """Ask for the best assignment of what still lacks reviewers; what is assigned stays.

    Without a nomination that lacks reviewers the proposal is empty.

    Raises:
        NotFound: no such edition or category, or not for these eyes.
    """
    edition = administered(session, actor, slug, category_key)
    nominations = assignable(session, actor, edition, category_key)
    pool = pool_of(session, edition, category_key, nominations, now=now)
    document = instance_of(pool)
    answer = engine.propose(engine.instance_from_json(document))
    pairs = [(UUID(nomination), UUID(reviewer)) for nomination, reviewer in answer.assignment]
    return ProposalView(
        edition,
        category_key,
        sorted(pairs, key=lambda pair: pool.nominations[pair[0]].reference),
        _by_nomination(pool, pairs),
        _loads(pool, pairs, queries.loads(session, edition, seen_by=actor.id)),
        _shortage(pool, answer.blocking),
        input_hash(document),
    )


def instance_of(pool: Pool) -> dict[str, Any]:
    """The question to the engine, in the format of docs/rules/assignment.md.

    Whoever was given a nomination before, and gave it back or was released, is not asked again.
    """
    open_ = sorted(n for n in pool.nominations if pool.missing(n))
    reviewers = sorted(pool.reviewers)
    earlier = {(n, given.reviewer.id) for n in open_ for given in pool.given.get(n, ())}
    return {
        "nominations": [
            {"id": str(n), "reviews": {"min": pool.missing(n), "max": pool.missing(n)}}
            for n in open_
        ],
        "reviewers": [{"id": str(r), "max": pool.room(r)} for r in reviewers],
        "affinity": [[str(n), str(r), _affinity(pool, (n, r))] for n in open_ for r in reviewers],
        "conflicts": [
            [str(n), str(r)]
            for n in open_
            for r in reviewers
            if (n, r) in pool.barred or (n, r) in earlier
        ],
    }


def input_hash(document: dict[str, Any]) -> str:
    """SHA-256 of the question as canonical JSON."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _affinity(pool: Pool, pair: Pair) -> float:
    nomination, reviewer = pool.nominations[pair[0]], pool.reviewers[pair[1]]
    theme = SHARED_THEME if nomination.theme in reviewer.themes else 0.0
    return theme + (SAME_COUNTRY if same_country(nomination, reviewer) else 0.0)


def _by_nomination(
    pool: Pool, pairs: Sequence[Pair]
) -> list[tuple[Nomination, Sequence[ProposedReviewer]]]:
    found: list[tuple[Nomination, Sequence[ProposedReviewer]]] = []
    for nomination in pool.nominations.values():
        reviewers = [pool.reviewers[r] for n, r in pairs if n == nomination.id]
        proposed = [
            ProposedReviewer(r, nomination.theme in r.themes, same_country(nomination, r))
            for r in sorted(reviewers, key=lambda person: person.name)
        ]
        if proposed:
            found.append((nomination, proposed))
    return found


def _loads(pool: Pool, pairs: Sequence[Pair], shown: Mapping[UUID, Load]) -> list[ProposedLoad]:
    further = Counter(reviewer for _, reviewer in pairs)
    people = sorted(pool.reviewers.values(), key=lambda person: (person.name, person.id))
    return [ProposedLoad(p, shown.get(p.id, Load()).assigned, further[p.id]) for p in people]


def _shortage(pool: Pool, blocking: engine.Blocking | None) -> Shortage | None:
    """In words only one thing can stand in the way here: too few reviewers who may.

    Nothing is locked and nobody has a minimum, so the engine has no other reason to give.
    """
    if blocking is None:
        return None
    return Shortage(
        [pool.nominations[UUID(n)] for n in blocking.nominations],
        [pool.reviewers[UUID(r)] for r in blocking.reviewers],
        blocking.facts["needed"],
        blocking.facts["available"],
    )
