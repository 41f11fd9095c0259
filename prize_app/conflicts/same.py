"""Whether two accounts are one person's: what is suggested, and what the secretariat finds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts.gathering import somebodies
from prize_app.conflicts.identities import accounts_of, bind_together, known_accounts
from prize_app.conflicts.limits import LONGEST_REASON
from prize_app.conflicts.queries import JUDGING
from prize_app.db.conflicts import SamePerson
from prize_app.db.editions import Grant
from prize_app.db.people import Person
from prize_app.editions.affiliations import register_of
from prize_app.editions.queries import RunningEdition, get_edition, lock_edition, standing_in
from prize_app.editions.recording import append_event
from prize_app.reasons import reason_faults, require_none
from workflows.conflicts import SuggestedPair, same_people
from workflows.errors import NotFound, Refusal
from workflows.policy import Permission, require_visible


def suggested_accounts(session: Session, edition: RunningEdition) -> list[SuggestedPair]:
    """Pairs of accounts that may be one person's, at least one with a role here: six statements.

    All accounts are compared, whatever they nominated: nobody learns of a nomination by it.
    """
    people = session.scalars(select(Person).order_by(Person.id)).all()
    register, accounts = register_of(session), known_accounts(session)
    judging = {
        str(key)
        for key in session.scalars(
            select(Grant.person_id).where(
                Grant.edition_id == edition.id,
                Grant.role.in_([role.value for role in JUDGING]),
            )
        )
    }
    settled = {
        (str(one), str(other), fingerprint)
        for one, other, fingerprint in session.execute(
            select(SamePerson.one_id, SamePerson.other_id, SamePerson.fingerprint)
        )
    }
    found = same_people(somebodies(session, people, register, accounts))
    return [
        pair
        for pair in found
        if {pair.one, pair.other} & judging
        and (pair.one, pair.other, pair.fingerprint) not in settled
    ]


def find_pair(
    session: Session, edition: RunningEdition, one_id: UUID, other_id: UUID
) -> SuggestedPair:
    """The open question about two accounts.

    Raises:
        NotFound: there is none, or it was settled.
    """
    wanted = {str(one_id), str(other_id)}
    for pair in suggested_accounts(session, edition):
        if {pair.one, pair.other} == wanted:
            return pair
    raise NotFound


def settle_accounts(
    session: Session,
    actor: Actor,
    slug: str,
    one_id: UUID,
    other_id: UUID,
    fingerprint: str,
    reason: str,
    *,
    is_same: bool,
    now: datetime,
) -> SamePerson:
    """Say whether two accounts are one person's; then conflicts of one bind the other.

    Nothing is merged or destroyed: both accounts stay, each with its own rows.

    Raises:
        NotFound: no such edition or question, or not for these eyes.
        RuleBroken: about the actor's own account, changed evidence, or no reason.
    """
    edition = get_edition(session, slug)
    standing = standing_in(session, actor, edition.id)
    require_visible(Permission.EDITION_ADMINISTER, standing)
    lock_edition(session, edition.id)
    pair = find_pair(session, edition, one_id, other_id)
    faults = reason_faults(reason, most=LONGEST_REASON)
    if pair.fingerprint != fingerprint:
        faults = [Refusal("suggestion_changed")]
    if actor.id in (one_id, other_id):
        faults = [Refusal("conflict_is_own")]
    require_none(faults)
    row = SamePerson(
        one_id=UUID(pair.one),
        other_id=UUID(pair.other),
        is_same=is_same,
        fingerprint=pair.fingerprint,
        reason=reason,
        decided_by=actor.id,
        decided_at=now,
    )
    session.add(row)
    session.flush()
    if is_same:
        bind_together(session, accounts_of(known_accounts(session), row.one_id), at=now)
        _record(session, actor, edition, "identity:confirm", row, now=now)
    else:
        _record(session, actor, edition, "identity:dismiss", row, now=now)
    return row


def evidence_now(session: Session, one: Person, other: Person) -> SuggestedPair | None:
    """What speaks for two accounts being one person's, were that not known; None if nothing."""
    apart = somebodies(session, [one, other], register_of(session), {})
    return next(iter(same_people(apart)), None)


def _record(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    event: str,
    row: SamePerson,
    *,
    now: datetime,
) -> None:
    append_event(
        session,
        edition,
        event,
        actor_id=actor.id,
        subject_id=row.one_id,
        facts={"other": str(row.other_id), "reason": row.reason},
        now=now,
    )
