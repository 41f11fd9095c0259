"""How reviews changed after they were in: for the secretariat, and later for the committee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review, ReviewVersion
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import handed_in
from prize_app.nominations.standing import standings
from prize_app.nominations.veil import Veil, of_change, veil_of
from prize_app.reviews.aliases import aliases_of_all
from prize_app.reviews.queries import reviews_in
from prize_app.reviews.versions import versions_of
from workflows.blindness import Sight, sight
from workflows.plan.evaluation import Rubric
from workflows.plan.model import Category
from workflows.policy import Permission, allowed
from workflows.scoring import STEP, Points, review_score
from workflows.shifts import Scored, Shifts, shifts_of


@dataclass(frozen=True, slots=True)
class Changed:
    """One review that was changed: its score (0..100) at first and now, and why."""

    nomination: Nomination
    alias: str
    before: Decimal | None
    after: Decimal | None
    at: datetime
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class CategoryShifts:
    """The changes of one category; `shifts` counts reviews whose score is known."""

    category: Category
    shifts: Shifts
    changed: Sequence[Changed]


def shifts_in(session: Session, actor: Actor, edition: RunningEdition) -> list[CategoryShifts]:
    """Every category with reviews that the actor may read: a constant number of statements."""
    every = session.scalars(
        handed_in(edition.id, actor.id)
        .where(Nomination.id.in_(select(Assignment.nomination_id)))
        .order_by(Nomination.reference)
    ).all()
    standing = standings(session, actor, edition, every)
    shown = [n for n in every if allowed(Permission.REVIEWS_READ, standing[n.id])]
    rows = reviews_in(session, [n.id for n in shown])
    versions = versions_of(session, [review.id for _, review in rows])
    aliases = aliases_of_all(session, [n.id for n in shown])
    sights = {n.id: sight(edition.plan, standing[n.id]) for n in shown}
    veil = veil_of(session, [n.id for n in shown])
    by_nomination: dict[UUID, list[tuple[Assignment, Review]]] = defaultdict(list)
    for given, review in rows:
        by_nomination[given.nomination_id].append((given, review))
    return [
        _category(edition, category, shown, by_nomination, versions, aliases, sights, veil)
        for category in edition.plan.categories.values()
        if any(n.category_key == category.key and n.id in by_nomination for n in shown)
    ]


def _category(
    edition: RunningEdition,
    category: Category,
    shown: Sequence[Nomination],
    reviews: Mapping[UUID, Sequence[tuple[Assignment, Review]]],
    versions: Mapping[UUID, Sequence[ReviewVersion]],
    aliases: Mapping[UUID, Mapping[tuple[UUID, str], str]],
    sights: Mapping[UUID, Sight],
    veil: Veil,
) -> CategoryShifts:
    scored: dict[str, list[Scored]] = defaultdict(list)
    changed: list[Changed] = []
    for nomination in (n for n in shown if n.category_key == category.key):
        for given, review in reviews.get(nomination.id, ()):
            rubric = edition.plan.rubric_of(category.key, given.round)
            kept = versions.get(review.id, ())
            before = _score(rubric, kept[0].points if kept else review.points)
            after = _score(rubric, review.points)
            if before is not None and after is not None:
                scored[f"{nomination.reference} {given.round}"].append(Scored(before, after))
            if len(kept) > 1:
                changed.append(
                    Changed(
                        nomination,
                        aliases[nomination.id][given.reviewer_id, given.round],
                        before,
                        after,
                        kept[-1].handed_in_at,
                        [
                            veil.over(of_change(v.id), v.change_reason, sights[nomination.id])
                            for v in kept[1:]
                        ],
                    )
                )
    return CategoryShifts(category, shifts_of(scored), changed)


def _score(rubric: Rubric, points: Points) -> Decimal | None:
    score = review_score(rubric, points)
    return None if score is None else score.quantize(STEP)
