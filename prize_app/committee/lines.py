"""Lines of frozen rankings, as one viewer may know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.reviews import ConflictOfInterest


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a frozen ranking."""

    place: int | None
    mean_points: Decimal | None
    reviews: int
    by_criterion: Mapping[str, Decimal | None]


def ranking_lines(
    session: Session, nomination_ids: Sequence[UUID], *, viewer_id: UUID
) -> Mapping[UUID, Line]:
    """Nomination -> its line in the latest ranking that has it.

    Places are counted among what the viewer may see: a gap would tell where a nomination stands
    that a conflict of interest hides.
    """
    rows = session.scalars(
        select(RankingLine)
        .join(Ranking, Ranking.id == RankingLine.ranking_id)
        .where(RankingLine.nomination_id.in_(nomination_ids))
        .order_by(Ranking.frozen_at)
    ).all()
    hidden = _hidden_places(session, {row.ranking_id for row in rows}, viewer_id)
    return {
        row.nomination_id: Line(
            _place_among(row.place, hidden[row.ranking_id]),
            row.mean_points,
            row.reviews,
            {
                k: Decimal(v) if v is not None else None
                for k, v in row.summary["by_criterion"].items()
            },
        )
        for row in rows
    }


def _hidden_places(
    session: Session, ranking_ids: Collection[UUID], viewer_id: UUID
) -> Mapping[UUID, list[int]]:
    """Ranking -> the places in it that a conflict of interest hides from the viewer."""
    places: dict[UUID, list[int]] = defaultdict(list)
    rows = session.execute(
        select(RankingLine.ranking_id, RankingLine.place)
        .join(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == RankingLine.nomination_id)
            & (ConflictOfInterest.person_id == viewer_id),
        )
        .where(RankingLine.ranking_id.in_(ranking_ids), RankingLine.place.is_not(None))
    )
    for ranking_id, place in rows:
        places[ranking_id].append(place or 0)
    return places


def _place_among(place: int | None, hidden: Sequence[int]) -> int | None:
    """A shared place counts who stands before it, so each hidden one before takes one away."""
    return place if place is None else place - sum(1 for other in hidden if other < place)
