"""The secretariat's side of invitations: invite, invite again, remind, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation
from prize_app.editions.queries import RunningEdition, get_edition, lock_edition, standing_in
from prize_app.editions.recording import append_event
from prize_app.notices import service as notices
from prize_app.reviewers.queries import Happened, State, get_asked, get_suggested, state_of
from prize_app.reviewers.recording import note, write_invitation
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.plan.judging import roles_invited
from workflows.policy import Permission, require

AGAIN = frozenset({State.DECLINED, State.EXPIRED, State.WITHDRAWN})
"""From where somebody can be invited again."""

BETWEEN: Final = timedelta(days=1)
"""Nobody is reminded of an invitation by hand sooner after another reminder."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom to invite to which role. `categories` are keys of the plan, none meaning all."""

    email: str
    name: str
    institution: str = ""
    country: str = ""
    categories: Sequence[str] = ()
    message: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    role: Role = Role.REVIEWER


def administered(session: Session, actor: Actor, slug: str) -> RunningEdition:
    """The edition, for whoever may invite reviewers to it.

    Raises:
        NotFound: no such edition.
        NotAllowed: the actor is not of the secretariat.
    """
    edition = get_edition(session, slug)
    require(Permission.REVIEWER_INVITE, standing_in(session, actor, edition.id))
    return edition


def invite(
    session: Session,
    actor: Actor,
    slug: str,
    guest: Guest,
    *,
    suggested_id: UUID | None = None,
    now: datetime,
) -> Invitation:
    """Invite somebody, or somebody again who declined, let it expire or was withdrawn.

    Raises:
        NotFound: no such edition or category, or the plan has nobody review in that role.
        NotAllowed: the actor is not of the secretariat.
        RuleBroken: the person is invited or reviews in that role already.
    """
    edition = administered(session, actor, slug)
    lock_edition(session, edition.id)  # two windows make one invitation
    if not set(guest.categories) <= set(edition.plan.categories):
        raise NotFound
    if guest.role not in roles_invited(edition.plan):
        raise NotFound
    row = session.scalar(
        select(Invitation).where(
            Invitation.edition_id == edition.id,
            Invitation.email == guest.email.casefold(),
            Invitation.role == guest.role.value,
        )
    )
    refused = standing_in_way(session, edition, guest, row, at=edition.time(now))
    if refused is not None:
        raise RuleBroken([refused])
    invitation = send(session, edition, guest, row, actor_id=actor.id, now=now)
    if suggested_id is not None:
        get_suggested(session, edition, suggested_id).state = "invited"
    return invitation


def standing_in_way(
    session: Session, edition: RunningEdition, guest: Guest, row: Invitation | None, *, at: datetime
) -> Refusal | None:
    """Why somebody cannot be invited now."""
    if row is not None and state_of(row, at) is State.OPEN:
        return Refusal("invited_already")
    reviews = (
        select(Grant.id)
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.edition_id == edition.id,
            Grant.role == guest.role.value,
            Person.email == guest.email.casefold(),
        )
    )
    does = session.scalar(reviews.limit(1)) is not None
    return Refusal("reviews_already") if does else None


def send(
    session: Session,
    edition: RunningEdition,
    guest: Guest,
    row: Invitation | None,
    *,
    actor_id: UUID,
    now: datetime,
) -> Invitation:
    """Write the invitation, its history and its letter; what stands in the way was asked before."""
    at, is_new = edition.time(now), row is None
    if row is None:
        row = Invitation(edition_id=edition.id, email=guest.email.casefold(), role=guest.role.value)
        session.add(row)
    row.name, row.institution, row.country = guest.name, guest.institution, guest.country
    row.categories, row.message = list(guest.categories), guest.message
    row.details = {**(row.details or {}), **guest.details}
    row.state, row.answered_at, row.reason = State.OPEN.value, None, ""
    row.invited_at = at
    row.expires_at = at + timedelta(days=edition.plan.reviewing.invitation_days)
    session.flush()  # history and link point at it
    note(session, row, Happened.INVITED if is_new else Happened.AGAIN, at=at, actor_id=actor_id)
    _record(session, edition, "invitation:send", row, actor_id, now)
    write_invitation(session, edition, row, "invitation", now=now)
    return row


def invite_again(
    session: Session, actor: Actor, slug: str, invitation_id: UUID, *, now: datetime
) -> Invitation:
    """Invite the same person again, to the same categories and with the same words.

    Raises:
        RuleBroken: the invitation is still open, or the person reviews already.
    """
    edition = administered(session, actor, slug)
    row = session.get(Invitation, invitation_id)
    if row is None or row.edition_id != edition.id:
        raise NotFound
    keys = [key for key in row.categories if key in edition.plan.categories]
    guest = Guest(
        row.email, row.name, row.institution, row.country, keys, row.message, role=Role(row.role)
    )
    return invite(session, actor, slug, guest, now=now)


def remind(
    session: Session, actor: Actor, slug: str, invitation_id: UUID, *, now: datetime
) -> Invitation:
    """Remind somebody who has not answered, by hand.

    Raises:
        NotFound, NotAllowed: as elsewhere.
        RuleBroken: the invitation is not open any more, or the last reminder is of today.
    """
    edition = administered(session, actor, slug)
    row, at = _open(session, edition, invitation_id, now=now), edition.time(now)
    last = get_asked(session, edition, invitation_id, at=at).reminded_at
    if last is not None and at - last < BETWEEN:
        raise RuleBroken([Refusal("reminded_of_invitation")])
    note(session, row, Happened.REMINDED, at=at, actor_id=actor.id)
    _record(session, edition, "invitation:remind", row, actor.id, now)
    write_invitation(session, edition, row, "invitation-reminder", now=now)
    return row


def withdraw(
    session: Session, actor: Actor, slug: str, invitation_id: UUID, *, now: datetime
) -> Invitation:
    """Take an invitation back that has not been answered, and tell the person so.

    Raises:
        NotFound, NotAllowed: as elsewhere.
        RuleBroken: the invitation is not open any more.
    """
    edition = administered(session, actor, slug)
    row = _open(session, edition, invitation_id, now=now)
    row.state = State.WITHDRAWN.value
    note(session, row, Happened.WITHDRAWN, at=edition.time(now), actor_id=actor.id)
    _record(session, edition, "invitation:withdraw", row, actor.id, now)
    notices.queue(
        session,
        "invitation-withdrawn",
        to=row.email,
        now=now,
        edition_id=edition.id,
        name=row.name,
        prize=edition.plan.prize.name["en"],
        edition=edition.plan.prize.edition["en"],
    )
    return row


def _open(
    session: Session, edition: RunningEdition, invitation_id: UUID, *, now: datetime
) -> Invitation:
    row = session.get(Invitation, invitation_id)
    if row is None or row.edition_id != edition.id:
        raise NotFound
    lock_edition(session, edition.id)  # its guest may be answering just now
    if state_of(row, edition.time(now)) is not State.OPEN:
        raise RuleBroken([Refusal("invitation_settled")])
    return row


def _record(
    session: Session,
    edition: RunningEdition,
    event: str,
    row: Invitation,
    actor_id: UUID,
    now: datetime,
) -> None:
    facts = {"categories": list(row.categories), "role": row.role}
    append_event(
        session, edition, event, actor_id=actor_id, subject_id=row.id, facts=facts, now=now
    )
