"""What settling a tie leaves behind: the conflict on record, the audit event, the letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts.identities import bind
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen
from prize_app.notices import service as notices
from workflows.conflicts import Source, Suggestion
from workflows.plan.conflicts import Tie


def put_on_record(
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
    record(session, actor, seen, event, facts, now=now)
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


def source_of(found: Suggestion) -> str:
    """Who brought it up: whoever asked that somebody be left out, else the engine."""
    if found.tie is not Tie.OBJECTED:
        return "detected"
    asked = {line.source for line in found.evidence if line.of}
    return "nominee" if Source.CONSENT in asked else "nominator"


def kept(found: Suggestion) -> list[dict[str, str]]:
    """The evidence as it is stored."""
    return [
        {
            "of": line.of, "value": line.value, "source": str(line.source), "place": line.place,
            "began": line.began, "ended": line.ended,
        }
        for line in found.evidence
    ]  # fmt: skip
