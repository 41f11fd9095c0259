"""Settling suggested conflicts of interest, and putting others on record by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.audit import service as audit
from prize_app.conflicts.identities import accounts_of, bind, known_accounts
from prize_app.conflicts.kinds import ConflictKind
from prize_app.conflicts.limits import LONGEST_REASON
from prize_app.conflicts.queries import look, people_judging
from prize_app.db.conflicts import ConflictDismissal
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import lock_edition
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.notices import service as notices
from workflows.conflicts import Source, Suggestion
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.conflicts import Tie
from workflows.policy import Permission


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


def confirm(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    tie: Tie,
    fingerprint: str,
    reason: str,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Put a suggested conflict of interest on record: the nomination is gone for that person.

    Raises:
        NotFound: no such nomination or person, or not for these eyes.
        RuleBroken: settled already, the evidence has changed, or no reason. Nothing was written.
    """
    seen, person, found = _to_settle(
        session, actor, nomination_id, person_id, tie, fingerprint, reason, now=now
    )
    conflict = ConflictOfInterest(
        nomination_id=nomination_id,
        person_id=person.id,
        kind=found.tie.value,
        explanation=reason,
        declared_at=seen.edition.time(now),
        source=_source(found),
        is_strict=found.is_strict,
        evidence=_kept(found),
        window_since=found.since,
        declared_by=actor.id,
    )
    _put_on_record(session, actor, seen, conflict, "conflict:confirm", now=now)
    return conflict


def dismiss(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    tie: Tie,
    fingerprint: str,
    reason: str,
    *,
    now: datetime,
) -> ConflictDismissal:
    """Say that a suggested conflict of interest is none, as long as the evidence is what it is.

    Raises:
        NotFound: no such nomination or person, or not for these eyes.
        RuleBroken: strict, about the actor, settled already, changed evidence, or no reason.
    """
    seen, person, found = _to_settle(
        session, actor, nomination_id, person_id, tie, fingerprint, reason, now=now
    )
    if found.is_strict:
        raise RuleBroken([Refusal("conflict_is_strict")])
    if person.id in accounts_of(known_accounts(session), actor.id):
        raise RuleBroken([Refusal("conflict_is_own")])
    dismissal = ConflictDismissal(
        nomination_id=nomination_id,
        person_id=person.id,
        tie=found.tie.value,
        fingerprint=found.fingerprint,
        evidence=_kept(found),
        reason=reason,
        dismissed_by=actor.id,
        dismissed_at=seen.edition.time(now),
    )
    session.add(dismissal)
    facts = {"person": str(person.id), "kind": found.tie.value, "reason": reason}
    _record(session, actor, seen, "conflict:dismiss", facts, now=now)
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
    seen = see_nomination(session, actor, nomination_id, Permission.CONFLICT_SETTLE)
    lock_edition(session, seen.edition.id)
    person = judging(session, seen, person_id)
    _refuse(reason_faults(reason))
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
    _put_on_record(session, actor, seen, conflict, "conflict:enter", now=now)
    return conflict


def reason_faults(reason: str) -> list[Refusal]:
    """What is wrong with a reason."""
    if not reason.strip():
        return [Refusal("reason_missing")]
    return [Refusal("too_long", {"most": LONGEST_REASON})] if len(reason) > LONGEST_REASON else []


def _to_settle(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    person_id: UUID,
    tie: Tie,
    fingerprint: str,
    reason: str,
    *,
    now: datetime,
) -> tuple[Seen, Person, Suggestion]:
    seen = see_nomination(session, actor, nomination_id, Permission.CONFLICT_SETTLE)
    lock_edition(session, seen.edition.id)  # two who settle one suggestion come one after another
    person = judging(session, seen, person_id)
    found = suggested(session, seen, person, tie, now=now)
    if found is None or found.fingerprint != fingerprint:
        raise RuleBroken([Refusal("suggestion_changed")])
    _refuse(reason_faults(reason))
    return seen, person, found


def _put_on_record(
    session: Session,
    actor: Actor,
    seen: Seen,
    conflict: ConflictOfInterest,
    event: str,
    *,
    now: datetime,
) -> None:
    """Write it, end open reviews, tell their reviewers."""
    facts = {"person": str(conflict.person_id), "kind": conflict.kind}
    facts["reason"] = conflict.explanation
    _record(session, actor, seen, event, facts, now=now)
    for reviewer_id in bind(session, conflict):
        reviewer = session.get_one(Person, reviewer_id)
        notices.queue(
            session,
            "review-released",
            to=reviewer.email,
            now=now,
            edition_id=seen.edition.id,
            name=reviewer.name,
            reference=seen.nomination.reference,
            edition=seen.edition.row.title,
        )


def _source(found: Suggestion) -> str:
    """Who brought it up: whoever asked that somebody be left out, else the engine."""
    if found.tie is not Tie.OBJECTED:
        return "detected"
    asked = {line.source for line in found.evidence if line.of}
    return "nominee" if Source.CONSENT in asked else "nominator"


def _kept(found: Suggestion) -> list[dict[str, str]]:
    return [
        {
            "of": line.of, "value": line.value, "source": str(line.source), "place": line.place,
            "began": line.began, "ended": line.ended,
        }
        for line in found.evidence
    ]  # fmt: skip


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise RuleBroken(refusals)


def _record(
    session: Session, actor: Actor, seen: Seen, event: str, facts: dict[str, Any], *, now: datetime
) -> None:
    audit.record(
        session,
        seen.edition.id,
        event,
        actor_id=actor.id,
        subject_id=seen.nomination.id,
        facts=facts,
        at=seen.edition.time(now),
        now=now,
    )
