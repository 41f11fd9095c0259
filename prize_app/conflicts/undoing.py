"""Taking back that two accounts are one person's, and what was bound by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts.identities import accounts_of, known_accounts, untie
from prize_app.conflicts.limits import LONGEST_REASON
from prize_app.conflicts.queries import JUDGING
from prize_app.conflicts.same import evidence_now
from prize_app.db.conflicts import SamePerson
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import (
    RunningEdition,
    edition_by_id,
    get_edition,
    lock_edition,
    standing_in,
)
from prize_app.editions.recording import append_event
from prize_app.reasons import reason_faults
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.policy import Permission, require_visible


@dataclass(frozen=True, slots=True)
class Found:
    """That two accounts are one person's, as it was found, and by whom."""

    row: SamePerson
    one: Person
    other: Person
    by: str


def list_found(session: Session, edition: RunningEdition) -> list[Found]:
    """Accounts known to be one person's, one of them with a role here: three statements."""
    latest = {
        (row.one_id, row.other_id): row
        for row in session.scalars(
            select(SamePerson).order_by(SamePerson.decided_at, SamePerson.is_taking_back)
        )
    }
    judging = set(
        session.scalars(
            select(Grant.person_id).where(
                Grant.edition_id == edition.id,
                Grant.role.in_([role.value for role in JUDGING]),
            )
        )
    )
    rows = [row for pair, row in latest.items() if row.is_same and judging & set(pair)]
    wanted = {key for row in rows for key in (row.one_id, row.other_id, row.decided_by)} - {None}
    people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    return [_found(row, people) for row in rows]


def _found(row: SamePerson, people: dict[UUID, Person]) -> Found:
    by = people[row.decided_by].name if row.decided_by else ""
    return Found(row, people[row.one_id], people[row.other_id], by)


def get_found(session: Session, edition: RunningEdition, one_id: UUID, other_id: UUID) -> Found:
    """That these two are one person's.

    Raises:
        NotFound: it was never found, or was taken back; or neither has a role here.
    """
    wanted = {one_id, other_id}
    for found in list_found(session, edition):
        if {found.row.one_id, found.row.other_id} == wanted:
            return found
    raise NotFound


def take_back(
    session: Session,
    actor: Actor,
    slug: str,
    one_id: UUID,
    other_id: UUID,
    reason: str,
    *,
    now: datetime,
) -> SamePerson:
    """Say that two accounts are two people's after all, and free each of what only bound the other.

    The question is asked again only when the evidence changes. Conflicts of interest with grounds
    of their own stay; others are looked for anew, as always. Reviews that ended stay ended.

    Raises:
        NotFound: no such edition, or it is not known of these two, or not for these eyes.
        RuleBroken: about the actor's own account, or no reason. Nothing was written.
    """
    edition = get_edition(session, slug)
    require_visible(Permission.EDITION_ADMINISTER, standing_in(session, actor, edition.id))
    lock_edition(session, edition.id)
    found = get_found(session, edition, one_id, other_id)
    before = accounts_of(known_accounts(session), one_id)
    faults = reason_faults(reason, most=LONGEST_REASON)
    if actor.id in before:
        faults = [Refusal("conflict_is_own")]
    if faults:
        raise RuleBroken(faults)
    row = SamePerson(
        one_id=found.row.one_id,
        other_id=found.row.other_id,
        is_same=False,
        is_taking_back=True,
        fingerprint=_fingerprint(session, found),
        reason=reason,
        decided_by=actor.id,
        decided_at=now,
    )
    session.add(row)
    session.flush()
    append_event(
        session,
        edition,
        "identity:take-back",
        actor_id=actor.id,
        subject_id=row.one_id,
        facts={"other": str(row.other_id), "reason": reason},
        now=now,
    )
    _record_freed(session, actor, untie(session, before), reason, now=now)
    return row


def _fingerprint(session: Session, found: Found) -> str:
    """That of the evidence as it is now, or of then where there is none or it was settled so."""
    row, evidence = found.row, evidence_now(session, found.one, found.other)
    settled = session.scalars(
        select(SamePerson.fingerprint).where(
            SamePerson.one_id == row.one_id, SamePerson.other_id == row.other_id
        )
    ).all()
    is_new = evidence is not None and evidence.fingerprint not in settled
    return evidence.fingerprint if evidence and is_new else row.fingerprint


def _record_freed(
    session: Session,
    actor: Actor,
    freed: Sequence[ConflictOfInterest],
    reason: str,
    *,
    now: datetime,
) -> None:
    """An event for each, about its nomination: whoever may not know of that one reads none."""
    for row in freed:
        edition = edition_by_id(session, session.get_one(Nomination, row.nomination_id).edition_id)
        append_event(
            session,
            edition,
            "conflict:lift",
            actor_id=actor.id,
            subject_id=row.nomination_id,
            facts={"person": str(row.person_id), "kind": row.kind, "reason": reason},
            now=now,
        )
