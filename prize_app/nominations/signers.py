"""By which name or alias a reader knows those who proposed, signed or moved a nomination."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.aliases import Alias
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.standing import standings
from workflows.aliases import Capacity, alias_words
from workflows.blindness import Sight, sight
from workflows.plan.blinding import Known

Named = Callable[[UUID, UUID | None], str]
"""(nomination, person) -> what the reader may call them; empty where they may not know at all."""


def signers(session: Session, people: Sequence[UUID], sights: Mapping[UUID, Sight]) -> Named:
    """Read names in one statement, and aliases in a second one where some sight has these."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    names = {key: name for key, name in rows}
    blind = [key for key, seen in sights.items() if seen.members is Known.ALIAS]
    aliases = _aliases(session, blind) if blind else {}

    def named(nomination: UUID, person: UUID | None) -> str:
        if person is None:
            return ""
        known = sights[nomination].members
        if known is Known.OPEN:
            return names.get(person, "")
        # Hidden: in no such mapping. Nor is somebody who never signed anything here.
        return aliases.get((nomination, person), "")

    return named


def known_to(
    session: Session, reader: Person, edition: RunningEdition, nomination: Nomination, who: UUID
) -> str:
    """What somebody who gets a letter may call another person; empty where they may not know."""
    actor = Actor(reader.id, reader.name, reader.email)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    seen = {nomination.id: sight(edition.plan, standing)}
    return signers(session, [who], seen)(nomination.id, who)


def _aliases(session: Session, nominations: Sequence[UUID]) -> Mapping[tuple[UUID, UUID], str]:
    rows = session.execute(
        select(Alias.nomination_id, Alias.person_id, Alias.number).where(
            Alias.nomination_id.in_(nominations), Alias.round == ""
        )
    )
    return {(n, person): alias_words(number, "en", Capacity.MEMBER) for n, person, number in rows}
