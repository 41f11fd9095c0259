"""Which conflicts of interest are open: found anew each time, never stored, so never stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.conflicts.gathering import nominated, somebodies
from prize_app.conflicts.identities import accounts_of, known_accounts
from prize_app.db.conflicts import ConflictDismissal
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.editions.affiliations import register_of
from prize_app.editions.queries import RunningEdition
from workflows.conflicts import Suggestion, detect
from workflows.instants import zone_named
from workflows.plan.conflicts import Tie, rules_in_force
from workflows.plan.evaluation import Role

JUDGING = (
    Role.REVIEWER, Role.COMMITTEE, Role.CHAIR, Role.DEPUTY, Role.BOARD, Role.SECRETARIAT,
    Role.OBSERVER, Role.EXTERNAL,
)  # fmt: skip
"""Roles that a conflict of interest takes away."""

Pair = tuple[UUID, UUID]
"""The ids of a nomination and of a person, in this order."""


@dataclass(frozen=True, slots=True)
class Look:
    """What stands between some people and some nominations at one moment."""

    declared: frozenset[Pair]
    open: Sequence[Suggestion]

    def ties(self) -> dict[Pair, Tie]:
        """The first open tie of each pair; a strict one before others."""
        found: dict[Pair, Suggestion] = {}
        for each in self.open:
            pair = (UUID(each.nomination), UUID(each.person))
            if pair not in found or each.is_strict > found[pair].is_strict:
                found[pair] = each
        return {pair: each.tie for pair, each in found.items()}


def look(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    people: Sequence[Person],
    *,
    now: datetime,
) -> Look:
    """Compare everybody with everything as it stands in the database now: ten statements.

    Left out is what is on record already, and what was dismissed on the same evidence. A strict tie
    stays whatever was dismissed: the plan may have become stricter since.
    """
    ids = [n.id for n in nominations]
    accounts, register = known_accounts(session), register_of(session)
    bound = _bound(session, ids)
    declared = frozenset(
        (nomination, p.id)
        for p in people
        for account in accounts_of(accounts, p.id)
        for nomination in bound.get(account, ())
    )
    dismissed = _dismissed(session, ids)
    today = edition.time(now).astimezone(zone_named(edition.plan.prize.zone)).date()
    found = detect(
        rules_in_force(edition.plan.conflicts, edition.plan.reviewing),
        register.tree,
        somebodies(session, people, register, accounts),
        nominated(session, edition, nominations, register),
        today,
    )
    open_ = []
    for each in found:
        nomination, person = UUID(each.nomination), UUID(each.person)
        settled = not each.is_strict and (nomination, person, each.fingerprint) in dismissed
        if (nomination, person) not in declared and not settled:
            open_.append(each)
    return Look(declared, open_)


def _bound(session: Session, ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """Person -> nominations with which a conflict of interest is on record."""
    found: dict[UUID, set[UUID]] = {}
    rows = session.execute(
        select(ConflictOfInterest.person_id, ConflictOfInterest.nomination_id).where(
            ConflictOfInterest.nomination_id.in_(ids)
        )
    )
    for person, nomination in rows:
        found.setdefault(person, set()).add(nomination)
    return found


def _dismissed(session: Session, ids: Sequence[UUID]) -> set[tuple[UUID, UUID, str]]:
    rows = session.execute(
        select(
            ConflictDismissal.nomination_id,
            ConflictDismissal.person_id,
            ConflictDismissal.fingerprint,
        ).where(ConflictDismissal.nomination_id.in_(ids))
    )
    return {(nomination, person, fingerprint) for nomination, person, fingerprint in rows}


def people_judging(session: Session, edition_id: UUID, category_key: str) -> list[Person]:
    """Everybody with a role in judging a category, by name."""
    holders = select(Grant.person_id).where(
        Grant.edition_id == edition_id,
        Grant.role.in_([role.value for role in JUDGING]),
        Grant.category_key.in_(["", category_key]),
    )
    wanted = select(Person).where(Person.id.in_(holders)).order_by(Person.name, Person.id)
    return list(session.scalars(wanted))


def everybody_judging(
    session: Session, edition_id: UUID
) -> tuple[list[Person], dict[UUID, set[str]]]:
    """Everybody with a role in judging, and person -> keys of categories (empty: all)."""
    rows = session.execute(
        select(Grant.person_id, Grant.category_key).where(
            Grant.edition_id == edition_id, Grant.role.in_([role.value for role in JUDGING])
        )
    )
    categories: dict[UUID, set[str]] = {}
    for person, key in rows:
        categories.setdefault(person, set()).add(key)
    wanted = select(Person).where(Person.id.in_(categories)).order_by(Person.id)
    return list(session.scalars(wanted)), categories


def assigned_pairs(session: Session, ids: Sequence[UUID]) -> set[Pair]:
    """Who reviews what now."""
    rows = session.execute(
        select(Assignment.nomination_id, Assignment.reviewer_id).where(
            Assignment.nomination_id.in_(ids), Assignment.status == "assigned"
        )
    )
    return {(nomination, reviewer) for nomination, reviewer in rows}


def on_record(
    session: Session, ids: Sequence[UUID]
) -> list[tuple[ConflictOfInterest, Nomination, Person]]:
    """The conflicts of interest of some nominations, by reference and name."""
    rows = session.execute(
        select(ConflictOfInterest, Nomination, Person)
        .join(Nomination, Nomination.id == ConflictOfInterest.nomination_id)
        .join(Person, Person.id == ConflictOfInterest.person_id)
        .where(ConflictOfInterest.nomination_id.in_(ids))
        .order_by(Nomination.reference, Person.name, ConflictOfInterest.id)
    )
    return [(conflict, nomination, person) for conflict, nomination, person in rows]


def dismissals(
    session: Session, ids: Sequence[UUID]
) -> list[tuple[ConflictDismissal, Nomination, Person]]:
    """What was dismissed of some nominations, by reference and name."""
    rows = session.execute(
        select(ConflictDismissal, Nomination, Person)
        .join(Nomination, Nomination.id == ConflictDismissal.nomination_id)
        .join(Person, Person.id == ConflictDismissal.person_id)
        .where(ConflictDismissal.nomination_id.in_(ids))
        .order_by(Nomination.reference, Person.name, ConflictDismissal.dismissed_at)
    )
    return [(dismissal, nomination, person) for dismissal, nomination, person in rows]
