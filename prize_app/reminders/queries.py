"""Which reminders are due, which will be next, and which were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Reminder
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.debts import NOMINEE, Owed, list_debts
from workflows.calendar import Due
from workflows.plan.kinds import Debt
from workflows.reminding import Timed, coming, due_now, timed

Taken = Mapping[tuple[str, UUID, str, str, datetime], set[int]]

Group = tuple[str, UUID | None, str, Debt, datetime]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person: everything of one kind that is due at one instant."""

    debts: Sequence[Owed]
    days: int

    @property
    def first(self) -> Owed:
        """Any of the debts: recipient, kind and deadline are those of all."""
        return self.debts[0]


@dataclass(frozen=True, slots=True)
class Coming:
    """What goes out at an instant if nobody answers until then."""

    at: datetime
    due: Due
    debt: Debt
    days: int
    people: int
    debts: int


@dataclass(frozen=True, slots=True)
class Written:
    """What went out for one deadline on one day of its calendar."""

    deadline_key: str
    debt: Debt
    days: int
    at: datetime
    people: int
    debts: int


def letters_due(session: Session, edition: RunningEdition, *, at: datetime) -> list[Letter]:
    """The letters that have to be written now, in a constant number of statements."""
    taken = _taken(session, edition.id)
    grouped: dict[tuple[Group, int], list[Owed]] = defaultdict(list)
    for owed, letters in _timed_debts(edition, list_debts(session, edition)):
        days = taken.get(_key(owed), set())
        due = due_now(owed.due, letters, owed_since=owed.since, taken=days, now=at)
        if due is not None:
            grouped[(_group(owed), due.days)].append(owed)
    return [Letter(debts, days) for (_, days), debts in grouped.items()]


def _timed_debts(
    edition: RunningEdition, debts: Sequence[Owed]
) -> Iterator[tuple[Owed, Sequence[Timed]]]:
    """Each debt with every letter that the plan has about it, earliest first."""
    for owed in debts:
        reminders = edition.plan.calendar[owed.due.key].reminders.values()
        letters = {t for r in reminders if r.to is owed.debt for t in timed(owed.due, r)}
        if letters:
            yield owed, sorted(letters, key=lambda letter: letter.days)


def _key(owed: Owed) -> tuple[str, UUID, str, str, datetime]:
    return owed.recipient, owed.subject_id, owed.due.key, owed.debt.value, owed.due.at


def _group(owed: Owed) -> Group:
    """What shares one letter; nominees have no account in which several could be listed."""
    single = owed.subject_id if owed.recipient == NOMINEE or owed.debt is Debt.VOTE else None
    return owed.recipient, single, owed.due.key, owed.debt, owed.due.at


def _taken(session: Session, edition_id: UUID) -> Taken:
    rows = session.execute(
        select(
            Reminder.recipient,
            Reminder.subject_id,
            Reminder.deadline_key,
            Reminder.debt,
            Reminder.due_at,
            Reminder.days,
        ).where(Reminder.edition_id == edition_id)
    )
    found: dict[tuple[str, UUID, str, str, datetime], set[int]] = defaultdict(set)
    for recipient, subject_id, key, debt, due_at, days in rows:
        found[(recipient, subject_id, key, debt, due_at)].add(days)
    return found


def list_coming(
    session: Session, actor: Actor, edition: RunningEdition, *, at: datetime
) -> list[Coming]:
    """What goes out next, earliest first, without nominations the actor is in conflict with."""
    taken = _taken(session, edition.id)
    hidden = _conflicted(session, actor)
    grouped: dict[tuple[Timed, Debt, str, datetime], list[Owed]] = defaultdict(list)
    debts = [o for o in list_debts(session, edition) if o.subject_id not in hidden]
    for owed, letters in _timed_debts(edition, debts):
        following = coming(letters, taken=taken.get(_key(owed), set()), now=at)
        if following is not None:
            grouped[(following, owed.debt, owed.due.key, owed.due.at)].append(owed)
    found = [
        Coming(
            letter.at,
            some[0].due,
            debt,
            letter.days,
            len({(o.recipient, o.email) for o in some}),
            len(some),
        )
        for (letter, debt, _, _), some in grouped.items()
    ]
    return sorted(found, key=lambda line: (line.at, line.debt))


def list_written(session: Session, actor: Actor, edition: RunningEdition) -> list[Written]:
    """What went out, latest first, without nominations the actor is in conflict with."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    at = func.max(Reminder.taken_at)
    rows = session.execute(
        select(
            Reminder.deadline_key,
            Reminder.debt,
            Reminder.days,
            at,
            func.count(Reminder.notice_id.distinct()),
            func.count(),
        )
        .where(Reminder.edition_id == edition.id, Reminder.subject_id.not_in(conflicted))
        .group_by(Reminder.deadline_key, Reminder.debt, Reminder.days, Reminder.due_at)
        .order_by(at.desc())
        .limit(40)
    )
    return [
        Written(key, Debt(debt), days, moment, people, debts)
        for key, debt, days, moment, people, debts in rows
        if key in edition.plan.calendar
    ]


def _conflicted(session: Session, actor: Actor) -> set[UUID]:
    return set(
        session.scalars(
            select(ConflictOfInterest.nomination_id).where(ConflictOfInterest.person_id == actor.id)
        )
    )
