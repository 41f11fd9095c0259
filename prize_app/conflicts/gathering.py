"""People and nominations as the engine compares them, in a constant number of statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.conflicts.identities import Accounts, accounts_of
from prize_app.db.conflicts import Objection
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.affiliations import Register, affiliations_of
from prize_app.editions.queries import RunningEdition
from workflows.conflicts import Affiliation, Nominated, Party, Somebody, Source
from workflows.plan.conflicts import NamedPeople, Tie
from workflows.plan.kinds import CategoryKind
from workflows.plan.model import Plan

MOST_NAMES = 60
"""Names that are read from one cell: a list of authors longer than this is cut."""


def somebodies(
    session: Session, people: Sequence[Person], register: Register, accounts: Accounts
) -> list[Somebody]:
    """These people with all that is known of all their accounts: two statements."""
    twins = {other for p in people for other in accounts_of(accounts, p.id)} - {
        p.id for p in people
    }
    others = session.scalars(select(Person).where(Person.id.in_(twins))).all()
    known = {p.id: p for p in (*people, *others)}
    worked = affiliations_of(session, list(known.values()), register)
    return [_somebody(p, accounts_of(accounts, p.id), known, worked) for p in people]


def _somebody(
    person: Person,
    accounts: frozenset[UUID],
    known: Mapping[UUID, Person],
    worked: Mapping[UUID, tuple[Affiliation, ...]],
) -> Somebody:
    own = [person, *(known[key] for key in sorted(accounts - {person.id}) if key in known)]
    return Somebody(
        id=str(person.id),
        names=_unique(name for p in own for name in (p.name, p.original_name)),
        emails=_unique(p.email for p in own),
        affiliations=tuple(dict.fromkeys(a for p in own for a in worked.get(p.id, ()))),
        country=person.country,
        accounts=frozenset(map(str, accounts)),
    )


def nominated(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    register: Register,
) -> list[Nominated]:
    """These nominations with everybody whom they name: four statements."""
    addresses = {n.nominee_email.strip().casefold() for n in nominations} - {""}
    nominees = {
        p.email: p for p in session.scalars(select(Person).where(Person.email.in_(addresses)))
    }
    wanted = {n.nominator_id for n in nominations}
    nominators = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    worked = affiliations_of(session, [*nominees.values(), *nominators.values()], register)
    objections: dict[UUID, list[Party]] = {}
    ids = [n.id for n in nominations]
    for row in session.scalars(
        select(Objection).where(Objection.nomination_id.in_(ids)).order_by(Objection.made_at)
    ):
        objections.setdefault(row.nomination_id, []).append(_objected(row, register))
    found = []
    for n in nominations:
        account = nominees.get(n.nominee_email.strip().casefold())
        own = worked.get(account.id, ()) if account else ()
        nominator = nominators[n.nominator_id]
        parties = [
            _nominee(edition.plan, n, register, account, own),
            _nominator(nominator, worked.get(nominator.id, ())),
            *_named(edition.plan, n, register),
            *objections.get(n.id, ()),
        ]
        found.append(Nominated(str(n.id), tuple(parties)))
    return found


def _nominee(
    plan: Plan,
    nomination: Nomination,
    register: Register,
    account: Person | None,
    own: tuple[Affiliation, ...],
) -> Party:
    """The nominee; an organization is its own institution, and has its contact's address."""
    is_body = plan.categories[nomination.category_key].kind is CategoryKind.ORGANIZATION
    home = nomination.nominee_name if is_body else nomination.nominee_institution
    here = _affiliated(home, nomination.nominee_country, register)
    return Party(
        Tie.NOMINEE,
        _unique((nomination.nominee_name, nomination.nominee_original_name)) if not is_body else (),
        _unique((nomination.nominee_email,)),
        (*here, *(each for each in own if each.name != home)),
        nomination.nominee_country,
        str(account.id) if account else "",
    )


def _nominator(person: Person, own: tuple[Affiliation, ...]) -> Party:
    names = _unique((person.name, person.original_name))
    return Party(
        Tie.NOMINATOR, names, (person.email,), own, person.country, str(person.id),
        source=Source.ACCOUNT,
    )  # fmt: skip


def _objected(row: Objection, register: Register) -> Party:
    place = _affiliated(row.institution, "", register)
    return Party(Tie.OBJECTED, (row.name,), affiliations=place, source=Source.CONSENT)


def _named(plan: Plan, nomination: Nomination, register: Register) -> Iterator[Party]:
    """Everybody whom a field of the form names that the plan knows for it."""
    for people in plan.conflicts.people.values():
        answer = nomination.answers.get(people.field)
        if isinstance(answer, str) and answer.strip():
            yield Party(people.tie, (answer.strip(),), place=people.field)
        for row in answer if isinstance(answer, list) else ():
            if isinstance(row, dict):
                yield from _in_row(people, row, register)


def _in_row(people: NamedPeople, row: dict[str, Any], register: Register) -> Iterator[Party]:
    def cell(column: str | None) -> str:
        return str(row.get(column or "") or "").strip()

    year = cell(people.year)
    ended = date(int(year), 12, 31) if re.fullmatch("[0-9]{4}", year) and year > "0000" else None
    emails = _unique((cell(people.email),))
    place = _affiliated(cell(people.institution), cell(people.country), register)
    names = _unique(part.strip() for part in cell(people.person).split(";"))[:MOST_NAMES]
    for name in names or (("",) if emails else ()):
        yield Party(
            people.tie,
            _unique((name,)),
            emails,
            place,
            cell(people.country),
            ended=ended,
            place=people.field,
        )


def _affiliated(name: str, country: str, register: Register) -> tuple[Affiliation, ...]:
    if not name.strip():
        return ()
    return (Affiliation(name, register.recognize(name, country), source=Source.FORM),)


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
