"""The one place that says under which name reviewers of a nomination meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.aliases import Alias
from workflows.aliases import alias_words


def aliases_of(session: Session, nomination_id: UUID, round_key: str = "") -> Mapping[UUID, str]:
    """Person -> alias, for everybody who has one in a round of the nomination: one statement."""
    every = aliases_of_all(session, [nomination_id]).get(nomination_id, {})
    return {person: alias for (person, of_round), alias in every.items() if of_round == round_key}


def aliases_of_all(
    session: Session, nomination_ids: Sequence[UUID]
) -> Mapping[UUID, Mapping[tuple[UUID, str], str]]:
    """Nomination -> (person, round) -> alias: one statement. A letter never changes hands."""
    given = session.execute(
        select(Alias.nomination_id, Alias.person_id, Alias.round, Alias.number).where(
            Alias.nomination_id.in_(nomination_ids)
        )
    )
    found: dict[UUID, dict[tuple[UUID, str], str]] = defaultdict(dict)
    for nomination_id, person_id, of_round, number in given:
        found[nomination_id][person_id, of_round] = alias_words(number, "en")
    return found
