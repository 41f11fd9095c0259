"""Freezing the ranking of a category."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.audit.chain import canonical
from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.nominations.moving import Taken
from workflows.ranking import rank
from workflows.scoring import ScoreSummary, summarise


def record_rankings(session: Session, taken: Sequence[Taken]) -> None:
    """Freeze scores and places of the nominations that are ranked together, by category."""
    by_category: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        by_category[one.nomination.category_key].append(one)
    for category_key, together in by_category.items():
        _freeze(session, category_key, together)


def _freeze(session: Session, category_key: str, taken: Sequence[Taken]) -> None:
    first = taken[0]
    rubric = first.edition.plan.rubric_of(category_key)
    reviews = submitted_points(session, [one.nomination.id for one in taken])
    summaries = {
        str(one.nomination.id): summarise(
            rubric, str(one.nomination.id), reviews.get(one.nomination.id, {})
        )
        for one in taken
    }
    content = {
        "plan": first.edition.published.content_hash,
        "reviews": {str(k): v for k, v in reviews.items()},
    }
    ranking = Ranking(
        edition_id=first.edition.id,
        category_key=category_key,
        input_hash=hashlib.sha256(canonical(content)).hexdigest(),
        frozen_by=first.actor_id,
        frozen_at=first.at,
    )
    session.add(ranking)
    session.flush()  # the lines point at it
    for place, nomination_id in rank({k: s.mean_points for k, s in summaries.items()}):
        summary = summaries[nomination_id]
        session.add(
            RankingLine(
                ranking_id=ranking.id,
                nomination_id=UUID(nomination_id),
                place=place,
                mean_points=summary.mean_points,
                reviews=summary.reviews,
                summary=_as_json(summary),
            )
        )


def submitted_points(
    session: Session, nomination_ids: Sequence[UUID]
) -> Mapping[UUID, dict[str, dict[str, int | None]]]:
    """Nomination -> review id -> points, of reviews handed in without a conflict of interest."""
    rows = session.execute(
        select(Assignment.nomination_id, Review.id, Review.points)
        .join(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_(nomination_ids),
            Assignment.status == "assigned",
            Review.submitted_at.is_not(None),
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Review.id)
    )
    found: dict[UUID, dict[str, dict[str, int | None]]] = defaultdict(dict)
    for nomination_id, review_id, points in rows:
        found[nomination_id][str(review_id)] = points
    return found


def _as_json(summary: ScoreSummary) -> dict[str, Any]:
    return {
        key: {k: str(v) if v is not None else None for k, v in value.items()}
        for key, value in asdict(summary).items()
        if key in ("by_criterion", "by_review")
    }
