"""Letters around a motion: to those who could be the second person, and back to the first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.motions import Motion
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import people_with_role
from prize_app.nominations.signers import known_to
from prize_app.nominations.standing import Seen
from prize_app.notices import service as notices
from workflows.plan.evaluation import Action


def ask_for_a_second(
    session: Session, seen: Seen, motion: Motion, action: Action, *, now: datetime
) -> None:
    """Write to everybody who may agree; reviewers of one nomination are not known by role."""
    nomination = seen.nomination
    asked = _seconders(session, seen, action)
    conflicted = set(
        session.scalars(
            select(ConflictOfInterest.person_id).where(
                ConflictOfInterest.nomination_id == nomination.id
            )
        )
    )
    left_out = conflicted | {motion.proposed_by, nomination.nominator_id}
    session.flush()  # whoever proposes has an alias from then on
    for person in asked.values():
        if person.id not in left_out:
            notices.queue(
                session,
                "second-asked",
                to=person.email,
                now=now,
                edition_id=seen.edition.id,
                name=person.name,
                proposer=_called(session, seen, person, motion.proposed_by),
                action=action.label["en"],
                reference=nomination.reference,
                reason=motion.reason,
                nomination_id=nomination.id,
                action_key=action.key,
            )


def _called(session: Session, seen: Seen, reader: Person, who: UUID | None) -> str:
    known = known_to(session, reader, seen.edition, seen.nomination, who) if who else ""
    return known or "Somebody else"


def _seconders(session: Session, seen: Seen, action: Action) -> dict[UUID, Person]:
    category = seen.nomination.category_key
    return {
        person.id: person
        for role in action.by
        for person in people_with_role(session, seen.edition.id, role, category)
    }


def tell_the_first(
    session: Session, seen: Seen, motion: Motion, action: Action, *, now: datetime
) -> None:
    """Write to whoever proposed what the second person said."""
    first = session.get(Person, motion.proposed_by) if motion.proposed_by else None
    second = session.get(Person, motion.settled_by) if motion.settled_by else None
    if first is None or second is None:
        return
    notices.queue(
        session,
        "second-answered",
        to=first.email,
        now=now,
        edition_id=seen.edition.id,
        name=first.name,
        second=_called(session, seen, first, second.id),
        agreed=motion.state == "agreed",
        action=action.label["en"],
        reference=seen.nomination.reference,
        reason=motion.settled_reason,
        nomination_id=seen.nomination.id,
    )
