"""Accounts that are one person's: what is known, and what follows for conflicts of interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.conflicts.recusing import take_off
from prize_app.db.conflicts import SamePerson
from prize_app.db.reviews import Assignment, ConflictOfInterest

THROUGH_ANOTHER = "identity"
"""Source of a conflict of interest that another account of the person has grounds for."""

Accounts = Mapping[UUID, frozenset[UUID]]
"""Account -> all accounts of the same person, itself among them; others are alone."""


def known_accounts(session: Session) -> Accounts:
    """Every account that is known to be one of several of a person: one statement."""
    latest = {
        (one, other): is_same
        for one, other, is_same in session.execute(
            select(SamePerson.one_id, SamePerson.other_id, SamePerson.is_same).order_by(
                SamePerson.decided_at, SamePerson.is_taking_back
            )
        )
    }
    groups: dict[UUID, set[UUID]] = {}
    for (one, other), is_same in latest.items():
        if is_same:
            together = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(together, together))
    return {key: frozenset(group) for key, group in groups.items()}


def untie(session: Session, people: Iterable[UUID]) -> list[ConflictOfInterest]:
    """Take off the record what binds one of these accounts only through another person's.

    What an account is in conflict with on grounds of its own, or through accounts that are still
    the same person's, stays. Returns what was taken off; reviews that ended by it stay ended.
    """
    everybody, accounts = set(people), known_accounts(session)
    rows = session.scalars(
        select(ConflictOfInterest)
        .where(ConflictOfInterest.person_id.in_(everybody))
        .order_by(ConflictOfInterest.declared_at, ConflictOfInterest.id)
    ).all()
    grounds: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.source != THROUGH_ANOTHER:
            grounds[row.nomination_id].add(row.person_id)
    groundless = [
        row
        for row in rows
        if row.source == THROUGH_ANOTHER
        and not grounds[row.nomination_id] & accounts_of(accounts, row.person_id)
    ]
    for row in groundless:
        session.delete(row)
    session.flush()
    return groundless


def accounts_of(accounts: Accounts, person_id: UUID) -> frozenset[UUID]:
    """All accounts of a person."""
    return accounts.get(person_id, frozenset({person_id}))


def bind(session: Session, conflict: ConflictOfInterest) -> list[UUID]:
    """Put a conflict of interest on record for every account of the person; whose reviews end.

    Nothing of an account that is in conflict already is changed. Assignments that are open end as
    recused. Returns the people who had one.
    """
    everybody = accounts_of(known_accounts(session), conflict.person_id)
    bound = set(
        session.scalars(
            select(ConflictOfInterest.person_id).where(
                ConflictOfInterest.nomination_id == conflict.nomination_id,
                ConflictOfInterest.person_id.in_(everybody),
            )
        )
    )
    if conflict.person_id not in bound:
        session.add(conflict)
    for other in sorted(everybody - bound - {conflict.person_id}):
        session.add(_copied(conflict, other))
    session.flush()
    return _recused(session, conflict, everybody)


def bind_together(session: Session, people: Iterable[UUID], *, at: datetime) -> None:
    """What one of these accounts is in conflict with, all of them are from now on."""
    everybody = set(people)
    rows: dict[UUID, list[ConflictOfInterest]] = defaultdict(list)
    for row in session.scalars(
        select(ConflictOfInterest)
        .where(ConflictOfInterest.person_id.in_(everybody))
        .order_by(ConflictOfInterest.declared_at, ConflictOfInterest.id)
    ):
        rows[row.nomination_id].append(row)
    for conflicts in rows.values():
        for other in sorted(everybody - {row.person_id for row in conflicts}):
            copy = _copied(conflicts[0], other)
            copy.declared_at = at
            session.add(copy)
        session.flush()
        _recused(session, conflicts[0], frozenset(everybody))


def _copied(conflict: ConflictOfInterest, person_id: UUID) -> ConflictOfInterest:
    return ConflictOfInterest(
        nomination_id=conflict.nomination_id,
        person_id=person_id,
        kind=conflict.kind,
        explanation=conflict.explanation,
        declared_at=conflict.declared_at,
        source=THROUGH_ANOTHER,
        is_strict=conflict.is_strict,
        evidence=conflict.evidence or [],
        window_since=conflict.window_since,
        declared_by=conflict.declared_by,
    )


def _recused(session: Session, conflict: ConflictOfInterest, people: frozenset[UUID]) -> list[UUID]:
    open_ = session.scalars(
        select(Assignment).where(
            Assignment.nomination_id == conflict.nomination_id,
            Assignment.reviewer_id.in_(people),
            Assignment.status == "assigned",
        )
    ).all()
    for assignment in open_:
        take_off(assignment, "recused", conflict.kind)
    return [assignment.reviewer_id for assignment in open_]
