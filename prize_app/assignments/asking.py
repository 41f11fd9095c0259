"""The question to the engine: what is to be found for a category, and what has to stay."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.assignments.background import Background, background_of
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.easing import eased, what_eases
from prize_app.assignments.knowing import fits_of, traits_of_nomination, traits_of_reviewer
from prize_app.assignments.pool import Pool
from prize_app.assignments.queries import Load
from prize_app.assignments.settings import Settings, of_plan
from prize_app.audit.chain import canonical
from prize_app.db.people import Person
from workflows.affinity import Fit
from workflows.assignment import Instance, Objective, instance_from_json
from workflows.comparing import panel_for
from workflows.plan.rounds import Scoring


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
    judges = frozenset(str(r) for _, r in locked) | _judging_together(pool, settings, present, only)
    standing = Counter(r for _, r in present), Counter(r for _, r in locked & present)
    document: dict[str, Any] = {
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
                **_loads(pool, settings, r, standing[0][r], standing[1][r], only, judges),
                "traits": traits_of_reviewer(people[r], known),
            }
            for r in sorted(people)
        ],
        "affinity": [[*pair, float(fit.points)] for pair, fit in sorted(fits.items())],
        **_pairs(pool, known, people, present, locked),
        "spread": settings.spread_document(),
        "objective": str(_objective(pool)),
    }
    usual = instance_from_json(document)
    instance = eased(pool, usual, present, settings, only)
    document["eased"] = what_eases(usual, instance)
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
    pool: Pool,
    settings: Settings,
    reviewer: UUID,
    here: int,
    held: int,
    only: UUID | None,
    judges: Set[str],
) -> dict[str, int]:
    """How many of these nominations a reviewer is to have, others elsewhere being counted."""
    if str(reviewer) not in judges:
        return {"min": 0, "max": max(here, held)}
    more = settings.capacity - pool.most
    own = pool.limits.get(reviewer, settings.capacity) + here
    # Never more than there are here: room left over would tell of nominations that are not shown.
    there_are = len(pool.nominations)
    most = max(0, held, min(pool.room(reviewer) + here + more, own, there_are))
    elsewhere = pool.loads.get(reviewer, Load()).assigned - here
    least = 0 if only is not None else max(0, settings.least - elsewhere)
    return {"min": min(least, most), "max": most}


def _judging_together(
    pool: Pool, settings: Settings, present: frozenset[Pair], only: UUID | None
) -> frozenset[str]:
    """Who may get more: all reviewers, or a panel where nominations are compared."""
    everybody = frozenset(map(str, pool.reviewers))
    round_ = pool.edition.plan.round_named(pool.round_key)
    if round_.scoring is Scoring.POINTS or settings.spread_document() or only is not None:
        return everybody
    free = {
        str(r): {
            str(n)
            for n in pool.nominations
            if (n, r) in present or ((n, r) not in pool.barred and pool.known((n, r)) is None)
        }
        for r in pool.reviewers
    }
    room = {str(r): pool.most_of(r) for r in pool.reviewers}
    return panel_for({str(n): settings.reviews for n in pool.nominations}, free, room)


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
