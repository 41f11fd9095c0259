"""Whose names are around a nomination: the nominee, the nominator, reviewers, the committee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.countries import country_name
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from workflows.leaks import Bearer, Whose
from workflows.plan.blinding import Subject
from workflows.plan.evaluation import Role

MEMBERS = (Role.COMMITTEE, Role.CHAIR, Role.DEPUTY)


@dataclass(frozen=True, slots=True)
class People:
    """Who nominated, who was ever given a nomination to review, who is of the committee."""

    nominators: Mapping[UUID, Person]
    reviewers: Mapping[UUID, Sequence[Person]] = field(default_factory=dict)
    members: Mapping[str, Sequence[Person]] = field(default_factory=dict)

    def around(self, nomination: Nomination) -> Iterator[Bearer]:
        """Reviewers and members of one nomination."""
        for person in self.reviewers.get(nomination.id, ()):
            yield person_bearer(Whose.REVIEWER, person)
        for category in ("", nomination.category_key):
            for person in self.members.get(category, ()):
                yield person_bearer(Whose.MEMBER, person)


def people_around(session: Session, edition_id: UUID, nominations: Sequence[Nomination]) -> People:
    """Everybody with a name around some nominations: three statements."""
    return People(nominators_of(session, nominations), *_judging(session, edition_id, nominations))


def nominators_of(session: Session, nominations: Sequence[Nomination]) -> Mapping[UUID, Person]:
    """Person id -> who nominated some of these: one statement."""
    wanted = select(Person).where(Person.id.in_({n.nominator_id for n in nominations}))
    return {person.id: person for person in session.scalars(wanted)}


def _judging(
    session: Session, edition_id: UUID, nominations: Sequence[Nomination]
) -> tuple[Mapping[UUID, Sequence[Person]], Mapping[str, Sequence[Person]]]:
    reviewers: dict[UUID, list[Person]] = defaultdict(list)
    given = (
        select(Assignment.nomination_id, Person)
        .join(Person, Person.id == Assignment.reviewer_id)
        .where(Assignment.nomination_id.in_([n.id for n in nominations]))
    )
    for nomination_id, person in session.execute(given):
        reviewers[nomination_id].append(person)
    members: dict[str, list[Person]] = defaultdict(list)
    granted = (
        select(Grant.category_key, Person)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.edition_id == edition_id, Grant.role.in_(MEMBERS))
    )
    for category_key, person in session.execute(granted):
        members[category_key].append(person)
    return reviewers, members


def person_bearer(whose: Subject | Whose, person: Person) -> Bearer:
    """A person's names and address."""
    names = tuple(name for name in (person.name, person.original_name) if name)
    return Bearer(whose, names, (person.email,))


def nominee_bearers(nomination: Nomination) -> Iterator[Bearer]:
    """The nominee, the institution, the country."""
    names = tuple(n for n in (nomination.nominee_name, nomination.nominee_original_name) if n)
    yield Bearer(Subject.NOMINEE, names, (nomination.nominee_email,))
    if nomination.nominee_institution:
        yield Bearer(Subject.INSTITUTION, (nomination.nominee_institution,), is_body=True)
    if nomination.nominee_country:
        country = (country_name(nomination.nominee_country),)
        yield Bearer(Subject.COUNTRY, country, is_body=True)


def nominator_bearers(nominator: Person) -> Iterator[Bearer]:
    """Who nominated, and from where."""
    yield person_bearer(Subject.NOMINATOR, nominator)
    if nominator.institution:
        yield Bearer(Subject.NOMINATOR, (nominator.institution,), is_body=True)
