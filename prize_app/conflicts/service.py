"""Settling suggested conflicts of interest, and putting others on record by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts.identities import accounts_of, known_accounts
from prize_app.conflicts.kinds import ConflictKind
from prize_app.conflicts.limits import LONGEST_REASON
from prize_app.conflicts.queries import look, people_judging
from prize_app.conflicts.recording import kept, put_on_record, source_of
from prize_app.db.conflicts import ConflictDismissal
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_alone
from prize_app.reasons import reason_faults, require_none
from workflows.conflicts import Suggestion
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.conflicts import Tie
from workflows.policy import Permission


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a suggestion: of which tie, on which evidence (its fingerprint), and why."""

    tie: Tie
    fingerprint: str
    reason: str


def judging(session: Session, seen: Seen, person_id: UUID) -> Person:
    """Somebody who has a role in judging the nomination.

    Raises:
        NotFound: there is nobody of that id.
    """
    people = people_judging(session, seen.edition.id, seen.nomination.category_key)
    found = next((p for p in people if p.id == person_id), None)
    if found is None:
        raise NotFound
    return found


def suggested(
    session: Session, seen: Seen, person: Person, tie: Tie, *, now: datetime
) -> Suggestion | None:
    """What is suggested of this kind between the two and not settled, as of now."""
    found = look(session, seen.edition, [seen.nomination], [person], now=now)
    return next((each for each in found.open if each.tie is tie), None)


def settled_by(
    session: Session, nomination_id: UUID, person_id: UUID
) -> Mapping[UUID | None, Sequence[str]] | None:
    """Who settled what there was between the two, with the reasons given; None if nobody did."""
    about = {"nomination_id": nomination_id, "person_id": person_id}
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for row in session.scalars(select(ConflictOfInterest).filter_by(**about)):
        found[row.declared_by].append(row.explanation)
    for dismissed in session.scalars(select(ConflictDismissal).filter_by(**about)):
        found[dismissed.dismissed_by].append(dismissed.reason)
    return found or None


def confirm(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    answer: Answer,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Put a suggested conflict of interest on record: the nomination is gone for that person.

    Raises:
        NotFound: no such nomination or person, or not for these eyes.
        RuleBroken: settled already, the evidence has changed, or no reason. Nothing was written.
    """
    seen, person, found = _to_settle(session, actor, nomination_id, person_id, answer, now=now)
    conflict = ConflictOfInterest(
        nomination_id=nomination_id,
        person_id=person.id,
        kind=found.tie.value,
        explanation=answer.reason,
        declared_at=seen.edition.time(now),
        source=source_of(found),
        is_strict=found.is_strict,
        evidence=kept(found),
        window_since=found.since,
        declared_by=actor.id,
    )
    put_on_record(session, actor, seen, conflict, "conflict:confirm", now=now)
    return conflict


def dismiss(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    answer: Answer,
    *,
    now: datetime,
) -> ConflictDismissal:
    """Say that a suggested conflict of interest is none, as long as the evidence is what it is.

    Raises:
        NotFound: no such nomination or person, or not for these eyes.
        RuleBroken: strict, about the actor, settled already, changed evidence, or no reason.
    """
    seen, person, found = _to_settle(session, actor, nomination_id, person_id, answer, now=now)
    if found.is_strict:
        raise RuleBroken([Refusal("conflict_is_strict")])
    if person.id in accounts_of(known_accounts(session), actor.id):
        raise RuleBroken([Refusal("conflict_is_own")])
    dismissal = ConflictDismissal(
        nomination_id=nomination_id,
        person_id=person.id,
        tie=found.tie.value,
        fingerprint=found.fingerprint,
        evidence=kept(found),
        reason=answer.reason,
        dismissed_by=actor.id,
        dismissed_at=seen.edition.time(now),
    )
    session.add(dismissal)
    facts = {"person": str(person.id), "kind": found.tie.value, "reason": answer.reason}
    record(session, actor, seen, "conflict:dismiss", facts, now=now)
    return dismissal


def declare_for(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    kind: ConflictKind,
    reason: str,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Put on record what the secretariat knows of somebody.

    Raises:
        NotFound: no such nomination or person, or not for these eyes.
        RuleBroken: on record already, or no reason. Nothing was written.
    """
    seen = see_alone(session, actor, nomination_id, Permission.CONFLICT_SETTLE)
    person = judging(session, seen, person_id)
    require_none(reason_faults(reason, most=LONGEST_REASON))
    known = select(ConflictOfInterest.id).where(
        ConflictOfInterest.nomination_id == nomination_id,
        ConflictOfInterest.person_id == person_id,
    )
    if session.scalar(known) is not None:
        raise RuleBroken([Refusal("conflict_on_record")])
    conflict = ConflictOfInterest(
        nomination_id=nomination_id,
        person_id=person.id,
        kind=kind.value,
        explanation=reason,
        declared_at=seen.edition.time(now),
        source="secretariat",
        declared_by=actor.id,
    )
    put_on_record(session, actor, seen, conflict, "conflict:enter", now=now)
    return conflict


def _to_settle(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    answer: Answer,
    *,
    now: datetime,
) -> tuple[Seen, Person, Suggestion]:
    # Two who settle one suggestion come one after the other.
    seen = see_alone(session, actor, nomination_id, Permission.CONFLICT_SETTLE)
    person = judging(session, seen, person_id)
    found = suggested(session, seen, person, answer.tie, now=now)
    if found is None or found.fingerprint != answer.fingerprint:
        raise RuleBroken([Refusal("suggestion_changed")])
    require_none(reason_faults(answer.reason, most=LONGEST_REASON))
    return seen, person, found
