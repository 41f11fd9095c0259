"""Freezing a round that is scored by orders or by pairs: there are no points to calibrate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.audit.chain import canonical
from prize_app.committee.analysis import aliases, analysed
from prize_app.committee.comparison import comparison_of
from prize_app.committee.ranking_rows import keep_views
from prize_app.comparing.ranking import Compared, compare
from prize_app.db.committee import Ranking, RankingLine
from prize_app.nominations.moving import Taken
from workflows.ranking import rank
from workflows.scoring import STEP


def freeze_compared(
    session: Session, category_key: str, taken: Sequence[Taken], round_key: str
) -> Ranking:
    """Freeze merits and places; severity and noise of reviewers are in the merits already.

    Raises:
        RuleBroken: nominations fall into parts that nobody has compared with each other.
    """
    first = taken[0]
    ids = [one.nomination.id for one in taken]
    compared = compare(session, first.edition, category_key, round_key, ids)
    inputs = _inputs(first, category_key, round_key, taken, compared)
    result = analysed(inputs)
    content = {"plan": first.edition.published.content_hash, "compared": compared.inputs}
    ranking = Ranking(
        edition_id=first.edition.id,
        category_key=category_key,
        round=round_key,
        input_hash=hashlib.sha256(canonical(content)).hexdigest(),
        frozen_by=first.actor_id,
        frozen_at=first.at,
        ordered_by=str(first.edition.plan.round_named(round_key).scoring),
        inputs=inputs,
        analysis=result,
        result_hash=hashlib.sha256(canonical(result)).hexdigest(),
    )
    session.add(ranking)
    session.flush()  # the lines point at it
    points = {key: summary.mean_points for key, summary in compared.summaries.items()}
    for place, key in rank(points):
        summary = compared.summaries[key]
        shares = asdict(summary)["by_review"]
        session.add(
            RankingLine(
                ranking_id=ranking.id,
                nomination_id=UUID(key),
                place=place,
                mean_points=summary.mean_points,
                reviews=summary.reviews,
                summary={
                    "by_criterion": {},
                    "by_review": {who: str(share) for who, share in shares.items()},
                },
            )
        )
    keep_views(session, ranking, inputs, taken)
    return ranking


def _inputs(
    first: Taken, category_key: str, round_key: str, taken: Sequence[Taken], compared: Compared
) -> dict[str, Any]:
    """What the places rest on, by references and aliases, with the mean of everybody's shares."""
    plan = first.edition.plan
    round_ = plan.round_named(round_key)
    references = {str(one.nomination.id): one.nomination.reference or "" for one in taken}
    called = aliases(first.edition.id, {UUID(who) for who in compared.given.reviewers})
    cuts = {round_.first_places or 0, plan.categories[category_key].award.awards} - {0} or {1}
    by_text = {str(who): alias for who, alias in called.items()}
    return {
        "document": comparison_of(round_.scoring, compared.given, references, by_text, cuts),
        "means": {
            references[key]: _mean(summary.by_review.values())
            for key, summary in compared.summaries.items()
        },
    }


def _mean(given: Iterable[Decimal | None]) -> str | None:
    shares = [share for share in given if share is not None]
    return str((sum(shares, Decimal()) / len(shares)).quantize(STEP)) if shares else None
