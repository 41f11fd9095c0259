"""Reading extensions; who may not know of a nomination finds nothing about it in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.debts import Owed, list_debts
from workflows.calendar import Due, due_of, extended
from workflows.instants import days_between
from workflows.plan.kinds import Debt

EXTENDABLE = (Debt.HAND_IN, Debt.REVIEW)
"""What more time can be given for: the work of one person on one nomination."""


@dataclass(frozen=True, slots=True)
class Line:
    """An extension with the names that belong to it; `due` is the deadline as advertised."""

    extension: Extension
    nomination: Nomination
    due: Due
    person: str
    asked_by: str
    decided_by: str

    @property
    def asked_for(self) -> Due:
        """The deadline as it was asked for."""
        return extended(self.due, self.extension.asked_until)

    @property
    def given(self) -> Due:
        """The deadline as it was granted, or (until then) asked for."""
        return extended(self.due, self.extension.until)

    @property
    def days(self) -> int:
        """Days beyond the advertised deadline, as granted or (until then) as asked."""
        return days_between(self.due.advertised_at, self.extension.until, self.due.zone)

    @property
    def asked_days(self) -> int:
        """Days beyond the advertised deadline, as asked."""
        return days_between(self.due.advertised_at, self.extension.asked_until, self.due.zone)


def list_extensions(session: Session, actor: Actor, edition: RunningEdition) -> list[Line]:
    """Every extension that the actor may know of, by deadline and time of asking."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    wanted = _lines().where(
        Extension.edition_id == edition.id, Extension.nomination_id.not_in(conflicted)
    )
    rows = session.execute(wanted.order_by(Extension.asked_at, Extension.id))
    order = list(edition.plan.calendar)
    lines = [_line(edition, *row) for row in rows if row[0].deadline_key in edition.plan.calendar]
    return sorted(lines, key=lambda line: order.index(line.extension.deadline_key))


def find_line(session: Session, edition: RunningEdition, extension_id: UUID) -> Line | None:
    """One extension with its names."""
    row = session.execute(_lines().where(Extension.id == extension_id)).one_or_none()
    return _line(edition, *row) if row else None


def _lines() -> Select[Extension, Nomination, str, str, str]:
    author, judge = aliased(Person), aliased(Person)
    return (
        select(Extension, Nomination, Person.name, author.name, judge.name)
        .join(Nomination, Nomination.id == Extension.nomination_id)
        .join(Person, Person.id == Extension.person_id)
        .join(author, author.id == Extension.asked_by)
        .outerjoin(judge, judge.id == Extension.decided_by)
    )


def _line(
    edition: RunningEdition,
    extension: Extension,
    nomination: Nomination,
    person: str,
    author: str,
    judge: str | None,
) -> Line:
    due = due_of(edition.plan.calendar[extension.deadline_key], edition.plan)
    return Line(extension, nomination, due, person, author, judge or "")


def own_extensions(
    session: Session, edition: RunningEdition, nomination_id: UUID, person_id: UUID
) -> list[Line]:
    """What was asked for one person about one nomination, latest first."""
    wanted = _lines().where(
        Extension.nomination_id == nomination_id, Extension.person_id == person_id
    )
    rows = session.execute(wanted.order_by(Extension.asked_at.desc()))
    return [_line(edition, *row) for row in rows if row[0].deadline_key in edition.plan.calendar]


def extendable_debts(session: Session, actor: Actor, edition: RunningEdition) -> list[Owed]:
    """Everything owed now that could be given more time, as far as the actor may know of it."""
    conflicted = set(
        session.scalars(
            select(ConflictOfInterest.nomination_id).where(ConflictOfInterest.person_id == actor.id)
        )
    )
    return [
        owed
        for owed in list_debts(session, edition)
        if owed.debt in EXTENDABLE and owed.subject_id not in conflicted
    ]


def find_debt(
    session: Session, edition: RunningEdition, nomination_id: UUID, person_id: UUID
) -> Owed | None:
    """What somebody owes about a nomination and could be given more time for."""
    for owed in list_debts(session, edition, nomination_id=nomination_id):
        if owed.debt in EXTENDABLE and owed.recipient == str(person_id):
            return owed
    return None


def find_open(
    session: Session, deadline_key: str, nomination_id: UUID, person_id: UUID
) -> Extension | None:
    """A request that nobody has decided yet."""
    return session.scalar(
        select(Extension).where(
            Extension.deadline_key == deadline_key,
            Extension.nomination_id == nomination_id,
            Extension.person_id == person_id,
            Extension.state == "asked",
        )
    )


def entered_like(
    session: Session, actor: Actor, edition: RunningEdition, extension: Extension
) -> Sequence[Extension]:
    """The other extensions entered together with one on which the actor can decide as well."""
    if extension.like_id is None:
        return []
    wanted = select(Extension).where(
        Extension.like_id == extension.like_id,
        Extension.state == "asked",
        Extension.id != extension.id,
        Extension.person_id != actor.id,
    )
    owed = {(o.subject_id, o.recipient) for o in extendable_debts(session, actor, edition)}
    found = session.scalars(wanted.order_by(Extension.id))
    return [e for e in found if (e.nomination_id, str(e.person_id)) in owed]


def open_keys(session: Session, edition: RunningEdition) -> set[tuple[str, UUID, UUID]]:
    """(deadline, nomination, person) of every request that nobody has decided yet."""
    rows = session.execute(
        select(Extension.deadline_key, Extension.nomination_id, Extension.person_id).where(
            Extension.edition_id == edition.id, Extension.state == "asked"
        )
    )
    return {(key, nomination_id, person_id) for key, nomination_id, person_id in rows}
