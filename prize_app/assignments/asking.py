"""The question to the engine: what is to be found for a category, and what has to stay."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.assignments.background import Background, background_of
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.knowing import fits_of, traits_of_nomination, traits_of_reviewer
from prize_app.assignments.pool import Pool
from prize_app.assignments.queries import Load
from prize_app.assignments.settings import Settings, of_plan
from prize_app.audit.chain import canonical
from prize_app.db.people import Person
from workflows.affinity import Fit
from workflows.assignment import Instance, Objective, Quota, instance_from_json


@dataclass(frozen=True, slots=True)
class Question:
    """A pool with the instance that stands for it.

    `people` are the reviewers, and whoever has nominations without being one any more: they may
    keep these and get no others.
    `present` are the pairs that nominations can count on. Of these, `fixed` stay whatever comes:
    their review is begun, or the secretariat locked them. `only` is the one nomination for which
    somebody is sought, if it is not all.
    """

    pool: Pool
    known: Background
    settings: Settings
    people: Mapping[UUID, Person]
    fits: Mapping[tuple[str, str], Fit]
    present: frozenset[Pair]
    document: Mapping[str, Any]
    instance: Instance
    only: UUID | None

    @property
    def input_hash(self) -> str:
        """SHA-256 of the question as canonical JSON."""
        return hashlib.sha256(canonical(self.document)).hexdigest()

    def under_plan(self) -> Question:
        """The same with the plan's own numbers and rules."""
        usual = of_plan(self.pool.edition.plan, self.pool.round_key)
        if self.settings == usual:
            return self
        return asked(self.pool, self.known, usual, self.fits, self.only)


def question_of(
    session: Session,
    pool: Pool,
    settings: Settings | None = None,
    only: UUID | None = None,
    *,
    with_fits: bool = True,
) -> Question:
    """Ask for whatever the nominations of a pool lack, with as few changes as possible.

    Rules alone can be asked without how well reviewers fit, which is most of the work.
    """
    known = background_of(session, list(pool.nominations), list(pool.reviewers))
    wanted = settings or of_plan(pool.edition.plan, pool.round_key)
    return asked(pool, known, wanted, fits_of(pool, known) if with_fits else {}, only)


def asked(
    pool: Pool,
    known: Background,
    settings: Settings,
    fits: Mapping[tuple[str, str], Fit],
    only: UUID | None,
) -> Question:
    """The same of what is known already."""
    present = frozenset(
        (n, given.reviewer.id)
        for n in pool.nominations
        for given in pool.given.get(n, ())
        if given.counts
    )
    people = _people(pool, present)
    locked = _locked(pool, known, present)
    held = Counter(n for n, _ in locked & present)
    standing = Counter(r for _, r in present), Counter(r for _, r in locked & present)
    document = {
        "nominations": [
            {
                "id": str(n),
                "reviews": _reviews(pool, settings, n, held[n], only),
                "traits": traits_of_nomination(pool.edition.plan, pool.nominations[n]),
            }
            for n in sorted(pool.nominations)
        ],
        "reviewers": [
            {
                "id": str(r),
                **_loads(pool, settings, r, standing[0][r], standing[1][r], only),
                "traits": traits_of_reviewer(people[r], known),
            }
            for r in sorted(people)
        ],
        "affinity": [[*pair, float(fit.points)] for pair, fit in sorted(fits.items())],
        **_pairs(pool, known, people, present, locked),
        "spread": settings.spread_document(),
        "objective": str(_objective(pool)),
    }
    instance = _eased(pool, instance_from_json(document), present, settings, only)
    return Question(pool, known, settings, people, fits, present, document, instance, only)


def _people(pool: Pool, present: frozenset[Pair]) -> dict[UUID, Person]:
    """The reviewers, and whoever is assigned without being one any more."""
    left = {
        given.reviewer.id: given.reviewer
        for n in pool.nominations
        for given in pool.given.get(n, ())
        if (n, given.reviewer.id) in present
    }
    return {**left, **pool.reviewers}


def _objective(pool: Pool) -> Objective:
    wants_floor = pool.edition.plan.reviewing.assigning.floor_first
    return Objective.FLOOR if wants_floor else Objective.TOTAL


def _locked(pool: Pool, known: Background, present: frozenset[Pair]) -> set[Pair]:
    """Pairs that stay: the review is begun, or the secretariat said so."""
    begun = {
        (n, given.reviewer.id)
        for n in pool.nominations
        for given in pool.given.get(n, ())
        if given.saved_at is not None
    }
    ruled = {pair for pair in known.ruled("locked") if pair[1] in pool.reviewers}
    return (begun & present) | ruled


def _reviews(
    pool: Pool, settings: Settings, nomination: UUID, held: int, only: UUID | None
) -> dict[str, int]:
    """How many reviews a nomination is to have; one that has enough is not given more."""
    have = pool.present(nomination)
    if only is not None and nomination != only:
        return {"min": max(have, held), "max": max(have, held)}
    if have >= settings.reviews:
        return {"min": settings.reviews, "max": max(have, held, settings.reviews)}
    return {"min": settings.reviews, "max": max(settings.most_reviews, held)}


def _loads(
    pool: Pool, settings: Settings, reviewer: UUID, here: int, held: int, only: UUID | None
) -> dict[str, int]:
    """How many of these nominations a reviewer is to have, others elsewhere being counted."""
    if reviewer not in pool.reviewers:
        return {"min": 0, "max": max(here, held)}
    more = settings.capacity - pool.most
    own = pool.limits.get(reviewer, settings.capacity) + here
    most = max(0, held, min(pool.room(reviewer) + here + more, own))
    elsewhere = pool.loads.get(reviewer, Load()).assigned - here
    least = 0 if only is not None else max(0, settings.least - elsewhere)
    return {"min": min(least, most), "max": most}


def _pairs(
    pool: Pool,
    known: Background,
    people: Mapping[UUID, Person],
    present: frozenset[Pair],
    locked: set[Pair],
) -> dict[str, list[list[str]]]:
    """Who must not, need not, and should stay; whoever gave a nomination back is left alone."""
    earlier = {(n, given.reviewer.id) for n in pool.nominations for given in pool.given.get(n, ())}
    gone = {(n, r) for n in pool.nominations for r in people.keys() - pool.reviewers.keys()}
    ruled = known.ruled("forbidden")
    within = {pair for pair in earlier | ruled | gone if pair[1] in people}
    found = {
        "conflicts": set(pool.barred) - present,
        "forbidden": within - present - locked,
        "locked": locked,
        "keep": present - locked,
    }
    return {name: [[str(n), str(r)] for n, r in sorted(pairs)] for name, pairs in found.items()}


def _eased(
    pool: Pool,
    instance: Instance,
    present: frozenset[Pair],
    settings: Settings,
    only: UUID | None,
) -> Instance:
    """Rules of spread ask of what is new: nothing that stands is overturned for their sake.

    What the secretariat locks has to keep them.
    """
    have = {(str(n), str(r)) for n, r in present}
    most = {limits.id: limits.maximum for limits in instance.nominations}
    stuck = have & instance.locked
    held = Counter(n for n, _ in stuck)
    wanted = {
        str(n) for n in pool.nominations if pool.present(n) < settings.reviews and only in (None, n)
    }
    quotas = tuple(
        _easier(
            quota, have, stuck, most[quota.nomination], held, is_open=quota.nomination in wanted
        )
        for quota in instance.quotas
    )
    return replace(instance, quotas=quotas)


def _easier(
    quota: Quota,
    have: set[tuple[str, str]],
    stuck: set[tuple[str, str]],
    most: int,
    held: Counter[str],
    *,
    is_open: bool,
) -> Quota:
    inside = sum((quota.nomination, r) in have for r in quota.reviewers)
    fixed = sum((quota.nomination, r) in stuck for r in quota.reviewers)
    places = most - (held[quota.nomination] - fixed)
    reachable = places if is_open else inside
    maximum = max(quota.maximum, inside)
    return replace(quota, minimum=min(quota.minimum, max(0, reachable)), maximum=maximum)
