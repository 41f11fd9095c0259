"""Which round of review a page of insight is about."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition
from workflows.errors import NotFound


def round_shown(session: Session, edition: RunningEdition, asked: str) -> str:
    """The round that a page is about: the one asked for, or the last with something given out.

    Raises:
        NotFound: the plan has no such round.
    """
    rounds = tuple(edition.plan.rounds)
    if asked and asked not in rounds:
        raise NotFound
    if asked or not rounds:
        return asked
    given = set(
        session.scalars(
            select(Assignment.round)
            .join(Nomination, Nomination.id == Assignment.nomination_id)
            .where(Nomination.edition_id == edition.id, Assignment.status == "assigned")
            .distinct()
        )
    )
    return next((key for key in reversed(rounds) if key in given), rounds[0])
