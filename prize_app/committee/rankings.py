"""Freezing the ranking of a category."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.audit import service as audit
from prize_app.audit.chain import canonical
from prize_app.committee.analysis import Analysis, aliases, analysed, exact, inputs_of, read
from prize_app.committee.compared import freeze_compared
from prize_app.committee.ranking_rows import keep_views
from prize_app.db.committee import Ranking, RankingLine, RankingSeverity
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.nominations.moving import Taken
from workflows.cuts import cuts_of
from workflows.plan.rounds import Scoring
from workflows.scoring import Points, ScoreSummary, summarise


def record_rankings(session: Session, taken: Sequence[Taken]) -> None:
    """Freeze scores and places of the nominations that are ranked together, by category."""
    by_category: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        by_category[one.nomination.category_key].append(one)
    for category_key, together in by_category.items():
        _freeze(session, category_key, together)


def _freeze(session: Session, category_key: str, taken: Sequence[Taken]) -> None:
    first, ids = taken[0], [one.nomination.id for one in taken]
    plan = first.edition.plan
    round_key = plan.round_at(category_key, first.step.source)
    if plan.round_named(round_key).scoring is not Scoring.POINTS:
        _tell(session, freeze_compared(session, category_key, taken, round_key), first)
        return
    rubric, cuts = plan.rubric_of(category_key, round_key), cuts_of(plan, category_key)
    reviews = submitted_reviews(session, ids, round_key)
    points = points_by_review(reviews)
    summaries = {
        one.nomination.reference or "": summarise(
            rubric, str(one.nomination.id), points.get(one.nomination.id, {})
        )
        for one in taken
    }
    means = {key: summary.mean_points for key, summary in summaries.items()}
    inputs = inputs_of(rubric, _by_alias(first, taken, reviews), means, cuts)
    result = analysed(inputs)
    content = {
        "plan": first.edition.published.content_hash,
        "reviews": {str(k): v for k, v in points.items()},
    }
    ranking = Ranking(
        edition_id=first.edition.id,
        category_key=category_key,
        round=round_key,
        input_hash=hashlib.sha256(canonical(content)).hexdigest(),
        frozen_by=first.actor_id,
        frozen_at=first.at,
        ordered_by=str(rubric.ordered_by),
        inputs=inputs,
        analysis=result,
        result_hash=hashlib.sha256(canonical(result)).hexdigest(),
    )
    session.add(ranking)
    session.flush()  # the lines point at it
    found = read(result)
    session.add_all(_lines(ranking, taken, summaries, found))
    session.add_all(_severities(ranking, first, reviews, found))
    keep_views(session, ranking, inputs, taken)
    _tell(session, ranking, first)


def _by_alias(
    first: Taken, taken: Sequence[Taken], reviews: Sequence[Submitted]
) -> dict[str, dict[str, Points]]:
    """Points by reference and alias: what may be handed out, and what figures rest on."""
    called = aliases(first.edition.id, {each.reviewer_id for each in reviews})
    references = {one.nomination.id: one.nomination.reference or "" for one in taken}
    given: dict[str, dict[str, Points]] = defaultdict(dict)
    for each in reviews:
        given[references[each.nomination_id]][called[each.reviewer_id]] = each.points
    return dict(given)


def _lines(
    ranking: Ranking,
    taken: Sequence[Taken],
    summaries: Mapping[str, ScoreSummary],
    found: Analysis,
) -> Iterator[RankingLine]:
    for one in taken:
        nomination = one.nomination
        summary = summaries[nomination.reference or ""]
        figures = found.figures[nomination.reference or ""]
        yield RankingLine(
            ranking_id=ranking.id,
            nomination_id=nomination.id,
            place=figures.place,
            mean_points=summary.mean_points,
            reviews=summary.reviews,
            summary=_as_json(summary),
            merit=figures.merit,
            low=figures.low,
            high=figures.high,
        )


def _severities(
    ranking: Ranking, first: Taken, reviews: Sequence[Submitted], found: Analysis
) -> Iterator[RankingSeverity]:
    called = aliases(first.edition.id, {each.reviewer_id for each in reviews})
    figures = {each.alias: each for each in found.severities}
    for reviewer_id, alias in sorted(called.items(), key=lambda pair: pair[1]):
        own = figures[alias]
        yield RankingSeverity(
            ranking_id=ranking.id,
            reviewer_id=reviewer_id,
            alias=alias,
            reviews=own.reviews,
            severity=exact(own.severity),
            low=exact(own.low),
            high=exact(own.high),
        )


def _tell(session: Session, ranking: Ranking, first: Taken) -> None:
    """The evidence. No numbers: the log is read by people who may not see every nomination."""
    audit.record(
        session,
        ranking.edition_id,
        "ranking:made",
        actor_id=first.actor_id,
        facts={
            "category": ranking.category_key,
            "order": ranking.ordered_by,
            "inputs": ranking.input_hash,
            "result": ranking.result_hash,
        },
        at=first.at,
        now=first.now,
    )


@dataclass(frozen=True, slots=True)
class Submitted:
    """A review that counts."""

    nomination_id: UUID
    review_id: UUID
    reviewer_id: UUID
    points: Points


def submitted_reviews(
    session: Session, nomination_ids: Sequence[UUID], round_key: str = ""
) -> list[Submitted]:
    """A round's reviews handed in without a conflict of interest, in the order of their ids."""
    rows = session.execute(
        select(Assignment.nomination_id, Review.id, Assignment.reviewer_id, Review.points)
        .join(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_(nomination_ids),
            Assignment.status == "assigned",
            Assignment.round == round_key,
            Review.submitted_at.is_not(None),
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Review.id)
    )
    return [Submitted(*row) for row in rows]


def submitted_points(
    session: Session, nomination_ids: Sequence[UUID]
) -> Mapping[UUID, dict[str, Points]]:
    """Nomination -> review id -> points, of reviews that count."""
    return points_by_review(submitted_reviews(session, nomination_ids))


def points_by_review(reviews: Sequence[Submitted]) -> Mapping[UUID, dict[str, Points]]:
    """Nomination -> review id -> points."""
    found: dict[UUID, dict[str, Points]] = defaultdict(dict)
    for each in reviews:
        found[each.nomination_id][str(each.review_id)] = each.points
    return found


def _as_json(summary: ScoreSummary) -> dict[str, Any]:
    return {
        key: {k: str(v) if v is not None else None for k, v in value.items()}
        for key, value in asdict(summary).items()
        if key in ("by_criterion", "by_review")
    }
