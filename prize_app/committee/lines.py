"""Lines of frozen rankings, as one viewer may know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from prize_app.committee.analysis import Analysis, Figures, read
from prize_app.committee.ranking_rows import hidden_references, views_without
from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.nominations import Nomination


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a frozen ranking."""

    place: int | None
    mean_points: Decimal | None
    reviews: int
    by_criterion: Mapping[str, Decimal | None]
    merit: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def ranking_lines(
    session: Session,
    nomination_ids: Sequence[UUID],
    *,
    viewer_id: UUID,
    of: Sequence[UUID] | None = None,
) -> Mapping[UUID, Line]:
    """Nomination -> its line in the latest ranking that has it, or of some rankings alone.

    Whoever may not see some nominations gets the ranking as it would be without them: places
    are counted among the others, for a gap would tell, and calibrated scores come from the
    other reviews alone, for the hidden ones would show through.
    """
    rows = session.execute(
        select(RankingLine, Nomination.reference)
        .join(Ranking, Ranking.id == RankingLine.ranking_id)
        .join(Nomination, Nomination.id == RankingLine.nomination_id)
        .where(
            RankingLine.nomination_id.in_(nomination_ids),
            true() if of is None else RankingLine.ranking_id.in_(of),
        )
        .order_by(Ranking.frozen_at)
    ).all()
    hidden = hidden_references(session, {row.ranking_id for row, _ in rows}, viewer_id)
    views = views_without(session, hidden) if hidden else {}
    read_views = {key: read(analysis) for key, analysis in views.items()}
    return {
        row.nomination_id: _line(
            row,
            _figures(
                row, reference, hidden.get(row.ranking_id, {}), read_views.get(row.ranking_id)
            ),
        )
        for row, reference in rows
    }


def _figures(
    row: RankingLine,
    reference: str | None,
    hidden: Mapping[str, int | None],
    view: Analysis | None,
) -> Figures:
    """As they are, or where something is hidden, as they are without that."""
    if not hidden:
        return Figures(row.place, row.merit, row.low, row.high)
    without = Figures(_place_among(row.place, hidden.values()), None, None, None)
    return without if view is None else view.figures.get(reference or "", without)


def _line(row: RankingLine, figures: Figures) -> Line:
    by_criterion = {
        key: None if value is None else Decimal(value)
        for key, value in row.summary["by_criterion"].items()
    }
    return Line(
        figures.place,
        row.mean_points,
        row.reviews,
        by_criterion,
        figures.merit,
        figures.low,
        figures.high,
    )


def _place_among(place: int | None, hidden: Iterable[int | None]) -> int | None:
    """A shared place counts who stands before it, so each hidden one before takes one away."""
    if place is None:
        return None
    return place - sum(1 for other in hidden if other is not None and other < place)
