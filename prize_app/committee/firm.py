"""The latest ranking of a category as one viewer may know it, with how firm it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from prize_app.actors import Actor
from prize_app.committee.analysis import Analysis, Figures, read, without
from prize_app.committee.ranking_rows import hidden_references, views_without
from prize_app.db.committee import Ranking, RankingLine, RankingSeverity
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.nominations.shown import Eyes
from workflows.firmness import Standing


@dataclass(frozen=True, slots=True)
class Row:
    """One nomination of the ranking, best first; `standing` is missing where nothing is known."""

    nomination_id: UUID
    reference: str
    nominee: str
    original_name: str
    language: str
    mean_points: Decimal | None
    reviews: int
    figures: Figures
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A ranking with its analysis, without what a conflict of interest hides from the viewer."""

    ranking_id: UUID
    made_at: datetime
    input_hash: str
    result_hash: str
    analysis: Analysis
    rows: Sequence[Row]
    round_key: str = ""

    @property
    def names(self) -> Mapping[str, str]:
        """Reference -> nominee."""
        return {row.reference: row.nominee for row in self.rows}


def latest_rankings(
    session: Session, edition_id: UUID, viewer: Actor, *, category_key: str | None = None
) -> Mapping[str, Seen]:
    """Category -> its latest ranking, if that was analysed: three statements, five where any
    nomination is hidden from the viewer, however many there are, and those of the viewer's sight.
    """
    wanted = (
        select(
            Ranking.id, Ranking.category_key, Ranking.frozen_at, Ranking.input_hash,
            Ranking.result_hash, Ranking.analysis, Ranking.round,
        )
        .where(Ranking.edition_id == edition_id)
        .order_by(Ranking.frozen_at)
    )  # fmt: skip
    if category_key is not None:
        wanted = wanted.where(Ranking.category_key == category_key)
    latest = {row.category_key: row for row in session.execute(wanted)}
    found = {key: row for key, row in latest.items() if row.analysis is not None}
    ids = [row.id for row in found.values()]
    hidden = hidden_references(session, ids, viewer.id)
    views = views_without(session, hidden) if hidden else {}
    lines = _lines(session, ids, {key: set(names) for key, names in hidden.items()})
    eyes = Eyes(session, viewer)
    return {
        key: _seen(row, read(views.get(row.id, row.analysis)), lines.get(row.id, ()), eyes)
        for key, row in found.items()
        if row.id not in hidden or row.id in views
    }


def _lines(
    session: Session, ids: Sequence[UUID], hidden: Mapping[UUID, set[str]]
) -> Mapping[UUID, Sequence[Any]]:
    rows = session.execute(
        select(RankingLine.ranking_id, RankingLine.mean_points, RankingLine.reviews, Nomination)
        .join(Nomination, Nomination.id == RankingLine.nomination_id)
        .where(RankingLine.ranking_id.in_(ids))
        .order_by(Nomination.reference)
        .options(defer(Nomination.answers))
    )
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        if row.Nomination.reference not in hidden.get(row.ranking_id, ()):
            found.setdefault(row.ranking_id, []).append(row)
    return found


def _seen(ranking: Any, analysis: Analysis, lines: Sequence[Any], eyes: Eyes) -> Seen:
    standings = analysis.firmness.standings if analysis.firmness else ()
    standing = {each.id: each for each in standings}
    rows = [
        _row(line, analysis, standing, eyes)
        for line in lines
        if line.Nomination.reference in analysis.figures
    ]
    rows.sort(key=lambda row: (row.figures.place is None, row.figures.place or 0, row.reference))
    return Seen(
        ranking.id,
        ranking.frozen_at,
        ranking.input_hash,
        ranking.result_hash or "",
        analysis,
        rows,
        ranking.round,
    )


def _row(line: Any, analysis: Analysis, standing: Mapping[str, Standing], eyes: Eyes) -> Row:
    nomination, nominee = line.Nomination, eyes.nominee(line.Nomination)
    return Row(
        nomination.id,
        nomination.reference,
        nominee.name,
        nominee.original_name,
        nominee.language,
        # Of comparisons the points of a line rest on all that was compared, hidden or not.
        None if analysis.is_compared else line.mean_points,
        line.reviews,
        analysis.figures[nomination.reference],
        standing.get(nomination.reference),
    )


def reviewers_by_alias(session: Session, ranking_id: UUID) -> Mapping[str, str]:
    """Alias -> the reviewer's name. Only for those who may know."""
    rows = session.execute(
        select(RankingSeverity.alias, Person.name)
        .join(Person, Person.id == RankingSeverity.reviewer_id)
        .where(RankingSeverity.ranking_id == ranking_id)
    )
    return {alias: name for alias, name in rows}


def document_of(session: Session, ranking_id: UUID, viewer_id: UUID) -> dict[str, Any] | None:
    """What the ranking rests on, as `python -m workflows calibrate` reads it, or `merits`.

    Without the reviews of nominations that the viewer may not see: the command then gives the
    figures that the viewer is shown.
    """
    inputs = session.scalar(select(Ranking.inputs).where(Ranking.id == ranking_id))
    if inputs is None:
        return None
    hidden = hidden_references(session, [ranking_id], viewer_id).get(ranking_id, {})
    document: dict[str, Any] = without(inputs, hidden)["document"]
    return document
