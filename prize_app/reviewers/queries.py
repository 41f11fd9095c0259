"""Reading invitations with their history, and what invited persons propose."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.people import Person
from prize_app.db.reviewers import (
    Invitation,
    InvitationEvent,
    InvitationLink,
    ReviewerCapacity,
    SuggestedReviewer,
)
from prize_app.editions.queries import RunningEdition
from workflows.errors import NotFound
from workflows.plan.evaluation import Role


class State(StrEnum):
    """Where an invitation stands; `expired` is an open one whose time is over."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Happened(StrEnum):
    """What becomes of an invitation."""

    INVITED = "invited"
    AGAIN = "invited-again"
    REMINDED = "reminded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as it stands at an instant, with its history, the latest last."""

    row: Invitation
    state: State
    history: Sequence[tuple[InvitationEvent, str]]

    @property
    def reminded_at(self) -> datetime | None:
        """When the person was last reminded, by hand or by the plan; none since the invitation."""
        at = [e.at for e, _ in self.history if e.kind == Happened.REMINDED]
        return max((one for one in at if one >= self.row.invited_at), default=None)

    @property
    def reminders(self) -> int:
        """How often the person was reminded since the last invitation."""
        count = 0
        for event, _ in self.history:
            if event.kind == Happened.AGAIN:
                count = 0
            count += event.kind == Happened.REMINDED
        return count


def state_of(row: Invitation, at: datetime) -> State:
    """Where an invitation stands; the instant of expiry itself still counts."""
    if row.state == State.OPEN and at > row.expires_at:
        return State.EXPIRED
    return State(row.state)


def list_asked(session: Session, edition: RunningEdition, *, at: datetime) -> list[Asked]:
    """All invitations of an edition by name, with their history: two statements."""
    rows = session.scalars(
        select(Invitation)
        .where(Invitation.edition_id == edition.id)
        .order_by(Invitation.name, Invitation.email)
    ).all()
    known = _histories(session, [row.id for row in rows])
    return [Asked(row, state_of(row, at), known.get(row.id, ())) for row in rows]


def get_asked(
    session: Session, edition: RunningEdition, invitation_id: UUID, *, at: datetime
) -> Asked:
    """One invitation of an edition.

    Raises:
        NotFound: there is none in this edition.
    """
    row = session.get(Invitation, invitation_id)
    if row is None or row.edition_id != edition.id:
        raise NotFound
    return Asked(row, state_of(row, at), _histories(session, [row.id]).get(row.id, ()))


def _histories(
    session: Session, ids: Sequence[UUID]
) -> Mapping[UUID, list[tuple[InvitationEvent, str]]]:
    rows = session.execute(
        select(InvitationEvent, Person.name)
        .outerjoin(Person, Person.id == InvitationEvent.actor_id)
        .where(InvitationEvent.invitation_id.in_(ids))
        .order_by(InvitationEvent.at, InvitationEvent.id)
    )
    found: dict[UUID, list[tuple[InvitationEvent, str]]] = defaultdict(list)
    for event, name in rows:
        found[event.invitation_id].append((event, name or ""))
    return found


def counted(asked: Sequence[Asked]) -> Mapping[State, int]:
    """How many invitations stand where."""
    counts = Counter(one.state for one in asked)
    return {state: counts[state] for state in State}


def find_by_token(session: Session, token: str) -> Invitation | None:
    """The invitation that a private link opens."""
    return session.scalar(
        select(Invitation)
        .join(InvitationLink, InvitationLink.invitation_id == Invitation.id)
        .where(InvitationLink.token_hash == hashed(token))
    )


def hashed(token: str) -> str:
    """What is kept of a private link."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def list_suggested(
    session: Session, edition: RunningEdition
) -> list[tuple[SuggestedReviewer, Invitation]]:
    """Who was proposed and waits for the secretariat, with the invitation that it came by."""
    rows = session.execute(
        select(SuggestedReviewer, Invitation)
        .join(Invitation, Invitation.id == SuggestedReviewer.invitation_id)
        .where(SuggestedReviewer.edition_id == edition.id, SuggestedReviewer.state == "open")
        .order_by(SuggestedReviewer.made_at, SuggestedReviewer.id)
    )
    return [(suggested, invitation) for suggested, invitation in rows]


def get_suggested(session: Session, edition: RunningEdition, key: UUID) -> SuggestedReviewer:
    """Somebody proposed who waits for the secretariat.

    Raises:
        NotFound: nobody of that key waits in the edition.
    """
    row = session.get(SuggestedReviewer, key)
    if row is None or row.edition_id != edition.id or row.state != "open":
        raise NotFound
    return row


def capacities(
    session: Session, edition_id: UUID, person_id: UUID
) -> Mapping[Role, Mapping[str, int]]:
    """Role -> category -> how many nominations somebody takes on, where they have said so."""
    rows = session.execute(
        select(ReviewerCapacity.role, ReviewerCapacity.category_key, ReviewerCapacity.most).where(
            ReviewerCapacity.edition_id == edition_id, ReviewerCapacity.person_id == person_id
        )
    )
    found: dict[Role, dict[str, int]] = defaultdict(dict)
    for role, key, most in rows:
        found[Role(role)][key] = most
    return found
