"""The invited person's side: accept with an account and a capacity, or decline and propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.accounts.service import find_by_email
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation, SuggestedReviewer
from prize_app.editions import service as editions
from prize_app.editions.queries import (
    RunningEdition,
    edition_by_id,
    lock_edition,
    people_with_role,
)
from prize_app.editions.recording import append_event
from prize_app.notices import service as notices
from prize_app.reviewers.describing import describe, keep_capacity
from prize_app.reviewers.joining import NewAccount, account_of
from prize_app.reviewers.queries import Happened, State, find_by_token, state_of
from prize_app.reviewers.recording import note
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.plan.judging import most_of, rounds_judged_by
from workflows.plan.rounds import ReviewRound


@dataclass(frozen=True, slots=True)
class Opened:
    """What a private link opens. `has_account` is true where a confirmed account exists."""

    row: Invitation
    edition: RunningEdition
    state: State
    has_account: bool

    @property
    def categories(self) -> Sequence[str]:
        """The categories that can be chosen: those asked for, or all."""
        known = self.edition.plan.categories
        return [key for key in known if key in self.row.categories] or list(known)

    @property
    def role(self) -> Role:
        """What accepting gives."""
        return Role(self.row.role)

    @property
    def rounds(self) -> Sequence[ReviewRound]:
        """The rounds that the role reviews in; the implied one where the plan has no others."""
        plan = self.edition.plan
        return [plan.round_named(key) for key in rounds_judged_by(plan, self.role)]

    @property
    def most(self) -> int:
        """The largest number that may be taken on in a category."""
        return most_of(self.edition.plan, self.role)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed instead; only the secretariat invites."""

    name: str
    email: str = ""
    institution: str = ""
    why: str = ""


def open_invitation(session: Session, token: str, *, now: datetime) -> Opened:
    """What a private link opens.

    Raises:
        NotFound: the link is none of ours.
    """
    row = find_by_token(session, token)
    if row is None:
        raise NotFound
    edition = edition_by_id(session, row.edition_id)
    person = find_by_email(session, row.email)
    has_account = person is not None and person.email_confirmed_at is not None
    return Opened(row, edition, state_of(row, edition.time(now)), has_account)


def accept(
    session: Session,
    token: str,
    capacity: Mapping[str, int],
    account: NewAccount | None = None,
    *,
    now: datetime,
) -> Person:
    """Accept: the role that the invitation is to is given in the chosen categories.

    Args:
        capacity: category -> how many nominations at most; the categories named are accepted.

    Raises:
        NotFound: the link is none of ours.
        RuleBroken: the invitation is not open, no category is chosen, one was not asked for, a
            number is outside 1 and the plan's most, or an account is needed and not described.
    """
    opened = _answerable(session, token, now=now)
    row, edition = opened.row, opened.edition
    most = opened.most
    if not capacity or not set(capacity) <= set(opened.categories):
        raise RuleBroken([Refusal("no_category_chosen")])
    if not all(1 <= number <= most for number in capacity.values()):
        raise RuleBroken([Refusal("capacity_out_of_range", {"most": most})])
    person = account_of(session, row.email, account, now=now)
    describe(session, person, row.details, now=now)
    _grant(session, opened, person, list(capacity), now=now)
    keep_capacity(session, edition, person.id, capacity, role=opened.role)
    row.person_id = person.id
    _settle(
        session, opened, State.ACCEPTED, Happened.ACCEPTED, "invitation:accept", person.id, now=now
    )
    return person


def decline(
    session: Session, token: str, reason: str, proposal: Proposal | None = None, *, now: datetime
) -> Invitation:
    """Decline with a reason; whoever is proposed instead is put before the secretariat.

    Raises:
        NotFound: the link is none of ours.
        RuleBroken: the invitation is not open, or the reason is missing.
    """
    opened = _answerable(session, token, now=now)
    if not reason.strip():
        raise RuleBroken([Refusal("reason_missing")])
    row = opened.row
    row.reason = reason
    if proposal is not None:
        session.add(
            SuggestedReviewer(
                edition_id=row.edition_id,
                invitation_id=row.id,
                name=proposal.name,
                email=proposal.email.casefold(),
                institution=proposal.institution,
                why=proposal.why,
                made_at=opened.edition.time(now),
            )
        )
    known = find_by_email(session, row.email)
    actor_id = known.id if known else None
    _settle(
        session, opened, State.DECLINED, Happened.DECLINED, "invitation:decline", actor_id, now=now
    )
    return row


def _answerable(session: Session, token: str, *, now: datetime) -> Opened:
    # The edition first, as whoever reminds or invites does: nobody waits in a circle.
    lock_edition(session, open_invitation(session, token, now=now).edition.id)
    opened = open_invitation(session, token, now=now)
    if state_of(opened.row, opened.edition.time(now)) is not State.OPEN:
        raise RuleBroken([Refusal("invitation_settled")])
    return opened


def _grant(
    session: Session, opened: Opened, person: Person, chosen: Sequence[str], *, now: datetime
) -> None:
    plan = opened.edition.plan
    whole = not opened.row.categories and set(chosen) == set(plan.categories)
    for key in [""] if whole else chosen:
        editions.give_role(
            session, opened.edition, person, opened.role, key, by=None, now=now, tells=False
        )


def _settle(
    session: Session,
    opened: Opened,
    state: State,
    kind: Happened,
    event: str,
    actor_id: UUID | None,
    *,
    now: datetime,
) -> None:
    row, edition = opened.row, opened.edition
    at = edition.time(now)
    row.state, row.answered_at = state.value, at
    note(session, row, kind, at=at, actor_id=actor_id, words=row.reason)
    append_event(session, edition, event, actor_id=actor_id, subject_id=row.id, facts={}, now=now)
    waits = select(SuggestedReviewer.id).where(
        SuggestedReviewer.invitation_id == row.id, SuggestedReviewer.state == "open"
    )
    session.flush()
    proposes = session.scalar(waits.limit(1)) is not None
    for secretary in people_with_role(session, edition.id, Role.SECRETARIAT):
        notices.queue(
            session,
            "invitation-answered",
            to=secretary.email,
            now=now,
            edition_id=edition.id,
            name=secretary.name,
            guest=row.name,
            accepted=state is State.ACCEPTED,
            reason=row.reason,
            proposes=proposes,
            slug=edition.row.slug,
        )
    if state is State.ACCEPTED:
        notices.queue(
            session,
            "invitation-accepted",
            to=row.email,
            now=now,
            edition_id=edition.id,
            name=row.name,
            prize=edition.plan.prize.name["en"],
            edition=edition.plan.prize.edition["en"],
        )
