"""What somebody knows and where they work: reading it, recognizing bodies, keeping it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from prize_app.db.editions import RegisteredOrganization
from prize_app.db.people import Affiliation, Person, ReviewerProfile
from prize_app.editions.queries import list_editions
from workflows.names import Likeness, most_like

MOST_ASKED = 6
"""Near names that are put to somebody for one affiliation."""


@dataclass(frozen=True, slots=True)
class Work:
    """One affiliation as told. `organization_id` is the body it was recognized as, if any."""

    name: str
    country: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    organization_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that pages show of somebody's knowledge."""

    person: Person
    keywords: Sequence[str]
    languages: Sequence[str]
    work: Sequence[Work]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the register, for recognizing."""

    id: UUID
    name: str
    country: str
    names: tuple[str, ...]


def profile_of(session: Session, person_id: UUID) -> Profile:
    """The profile of somebody; empty where nothing was told yet."""
    person = session.get_one(Person, person_id)
    row = session.get(ReviewerProfile, person_id)
    work = session.scalars(
        select(Affiliation)
        .where(Affiliation.person_id == person_id)
        .order_by(Affiliation.ended_on.is_not(None), Affiliation.began_on.desc(), Affiliation.name)
    )
    return Profile(
        person,
        row.keywords if row else (),
        row.languages if row else (),
        [Work(a.name, a.country, a.began_on, a.ended_on, a.organization_id) for a in work],
        row.changed_at if row else None,
    )


def all_themes(session: Session) -> Mapping[str, str]:
    """Key -> label of every research theme of any edition, as the latest edition calls it."""
    found: dict[str, str] = {}
    for edition in reversed(list_editions(session)):
        found |= {theme.key: theme.label["en"] for theme in edition.plan.themes.values()}
    return found


def bodies(session: Session) -> list[Body]:
    """The register of organizations."""
    rows = session.scalars(select(RegisteredOrganization).order_by(RegisteredOrganization.name))
    return [Body(o.id, o.name, o.country, (o.name, o.original_name)) for o in rows]


def recognized(name: str, country: str, register: Sequence[Body]) -> tuple[list[Body], list[Body]]:
    """(the same, near) bodies of the register for a name; a country that is given must agree."""
    same, near = [], []
    for body in register:
        if country and body.country and body.country != country:
            continue
        likeness = most_like((name,), [n for n in body.names if n], are_bodies=True)
        if likeness is Likeness.SAME:
            same.append(body)
        elif likeness is Likeness.NEAR:
            near.append(body)
    return same, near[:MOST_ASKED]


def save_profile(
    session: Session,
    person_id: UUID,
    *,
    themes: Sequence[str],
    keywords: Sequence[str],
    languages: Sequence[str],
    country: str,
    work: Sequence[Work],
    now: datetime,
) -> None:
    """Keep what somebody says of themselves: the person's own page, so nobody else is asked."""
    person = session.get_one(Person, person_id)
    person.themes, person.country = list(themes), country
    row = session.get(ReviewerProfile, person_id)
    if row is None:
        row = ReviewerProfile(person_id=person_id)
        session.add(row)
    row.keywords, row.languages, row.changed_at = list(keywords), list(languages), now
    session.execute(delete(Affiliation).where(Affiliation.person_id == person_id))
    for one in work:
        session.add(
            Affiliation(
                person_id=person_id,
                organization_id=one.organization_id,
                name=one.name,
                country=one.country,
                began_on=one.began_on,
                ended_on=one.ended_on,
            )
        )
