"""Freezing a round that is scored by orders or by pairs: there are no points to calibrate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.audit.chain import canonical
from prize_app.comparing.ranking import compare
from prize_app.db.committee import Ranking, RankingLine
from prize_app.nominations.moving import Taken
from workflows.ranking import rank


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
    content = {"plan": first.edition.published.content_hash, "compared": compared.inputs}
    ranking = Ranking(
        edition_id=first.edition.id,
        category_key=category_key,
        round=round_key,
        input_hash=hashlib.sha256(canonical(content)).hexdigest(),
        frozen_by=first.actor_id,
        frozen_at=first.at,
        ordered_by=str(first.edition.plan.round_named(round_key).scoring),
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
    return ranking
