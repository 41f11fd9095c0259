"""The invited person's side: accept with an account and a capacity, or decline and propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.accounts.service import HASHER, find_by_email
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation, SuggestedReviewer
from prize_app.editions import service as editions
from prize_app.editions.queries import RunningEdition, edition_by_id, people_with_role
from prize_app.notices import service as notices
from prize_app.reviewers.describing import describe, keep_capacity
from prize_app.reviewers.queries import Happened, State, find_by_token, state_of
from prize_app.reviewers.recording import append_event, note
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role


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


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account needs that is made by accepting."""

    name: str
    institution: str
    country: str
    password: str


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
    """Accept: the role of a reviewer is given in the chosen categories.

    Args:
        capacity: category -> how many nominations at most; the categories named are accepted.

    Raises:
        NotFound: the link is none of ours.
        RuleBroken: the invitation is not open, no category is chosen, one was not asked for, a
            number is outside 1 and the plan's most, or an account is needed and not described.
    """
    opened = _answerable(session, token, now=now)
    row, edition = opened.row, opened.edition
    most = edition.plan.reviewing.most_per_reviewer
    if not capacity or not set(capacity) <= set(opened.categories):
        raise RuleBroken([Refusal("no_category_chosen")])
    if not all(1 <= number <= most for number in capacity.values()):
        raise RuleBroken([Refusal("capacity_out_of_range", {"most": most})])
    person = _account(session, opened, account, now=now)
    describe(session, person, row.details, now=now)
    _grant(session, opened, person, list(capacity), now=now)
    keep_capacity(session, edition, person.id, capacity)
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
    opened = open_invitation(session, token, now=now)
    session.refresh(opened.row, with_for_update=True)
    if state_of(opened.row, opened.edition.time(now)) is not State.OPEN:
        raise RuleBroken([Refusal("invitation_settled")])
    return opened


def _account(
    session: Session, opened: Opened, account: NewAccount | None, *, now: datetime
) -> Person:
    """The person's account, made or taken over where it was never confirmed.

    The link came to the address, so it proves it. Whoever registered the address before without
    being able to confirm it gets no part in it: the password is set anew.
    """
    person = find_by_email(session, opened.row.email)
    if person is not None and person.email_confirmed_at is not None:
        return person
    if account is None:
        raise RuleBroken([Refusal("account_missing")])
    if person is None:
        person = Person(email=opened.row.email, created_at=now, sign_in_epoch=0)
        session.add(person)
    person.name, person.institution = account.name, account.institution
    person.country = account.country
    person.password_hash = HASHER.hash(account.password)
    person.sign_in_epoch += 1
    person.email_confirmed_at = now
    session.flush()  # grants point at it
    return person


def _grant(
    session: Session, opened: Opened, person: Person, chosen: Sequence[str], *, now: datetime
) -> None:
    plan = opened.edition.plan
    whole = not opened.row.categories and set(chosen) == set(plan.categories)
    for key in [""] if whole else chosen:
        editions.give_role(
            session, opened.edition, person, Role.REVIEWER, key, by=None, now=now, tells=False
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
