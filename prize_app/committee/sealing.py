"""Whether a viewer has still to review something of a ranking: what others gave is sealed then."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.committee import RankingLine
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.standing import standings
from workflows.standing import is_unsealed


def is_sealed(session: Session, actor: Actor, edition: RunningEdition, ranking_id: UUID) -> bool:
    """Whether the actor has to review a nomination of the ranking, and has not: five statements.

    The order of an earlier round stays open to those who run the prize by it; single scores, by
    which somebody could lean on others, wait as on every other page (ADR 0023).
    """
    rows = session.scalars(
        select(Nomination)
        .join(RankingLine, RankingLine.nomination_id == Nomination.id)
        .where(RankingLine.ranking_id == ranking_id)
    ).all()
    return not all(map(is_unsealed, standings(session, actor, edition, rows).values()))
