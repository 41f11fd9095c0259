"""Stepping back from a nomination: one act, whether one was assigned to it or only asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts.identities import bind
from prize_app.db.reviews import ConflictOfInterest
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen
from prize_app.reasons import length_faults, reason_faults, require_none
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.reviews.limits import LONGEST_EXPLANATION
from prize_app.reviews.telling import tell_secretariat


def step_back(
    session: Session,
    actor: Actor,
    seen: Seen,
    kind: ConflictKind,
    explanation: str,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Put the actor's own conflict on record, for all accounts, and tell the secretariat.

    Raises:
        RuleBroken: the explanation is too long, or missing where no kind says enough.
    """
    faults = reason_faults if kind is ConflictKind.OTHER else length_faults
    require_none(faults(explanation, most=LONGEST_EXPLANATION))
    conflict = ConflictOfInterest(
        nomination_id=seen.nomination.id,
        person_id=actor.id,
        kind=kind.value,
        explanation=explanation,
        declared_at=seen.edition.time(now),
        source="oneself",
        declared_by=actor.id,
    )
    # Written at once: letters go to whoever has no conflict, which now leaves the actor out.
    was_reviewer = bool(bind(session, conflict))
    record(session, actor, seen, "conflict:declare", {"kind": kind.value}, now=now)
    tell_secretariat(
        session,
        "conflict-declared",
        seen,
        now=now,
        person=actor.name,
        bond=KIND_WORDS[kind],
        was_reviewer=was_reviewer,
    )
    return conflict
