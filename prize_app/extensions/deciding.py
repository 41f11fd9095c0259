"""Granting and refusing more time by somebody else, and giving the same to all alike."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.extensions import letters, queries
from prize_app.extensions.limits import LONGEST_REASON
from prize_app.extensions.service import (
    day_faults,
    door_faults,
    enter,
    record,
    until_day,
)
from prize_app.nominations.debts import Owed
from prize_app.nominations.standing import standings
from prize_app.reasons import length_faults, reason_faults, require_none
from workflows.errors import NotAllowed, NotFound, Refusal, RuleBroken
from workflows.instants import has_passed
from workflows.policy import Permission, require_visible


def grant_extension(
    session: Session,
    actor: Actor,
    extension_id: UUID,
    day: date | None,
    reason: str,
    *,
    now: datetime,
) -> Extension:
    """Give more time, until the day that was asked for or another one.

    Raises:
        NotFound: no such extension, or not for these eyes.
        NotAllowed: the actor entered it, or it is for the actor.
        RuleBroken: decided already, over, nothing owed any more, or a day that the plan refuses.
    """
    extension, nomination, edition = _to_decide(session, actor, extension_id)
    owed = queries.find_debt(session, edition, nomination.id, extension.person_id)
    if owed is None or owed.due.key != extension.deadline_key:
        raise RuleBroken([Refusal("extension_not_owed")])
    until = until_day(owed.due, day) if day else extension.until
    faults = day_faults(owed.due, day) if day else []
    if has_passed(until, edition.time(now)):
        faults.append(Refusal("extension_over"))
    require_none([*faults, *length_faults(reason, most=LONGEST_REASON)])
    extension.until = until
    _decide(edition, extension, "granted", actor, reason, now=now)
    record(session, edition, extension, "extension:grant", actor.id, reason, now=now)
    letters.tell_person(session, edition, nomination, extension, now=now)
    return extension


def refuse_extension(
    session: Session, actor: Actor, extension_id: UUID, reason: str, *, now: datetime
) -> Extension:
    """Refuse more time, with the reason that the person will read.

    Raises:
        NotFound, NotAllowed, RuleBroken: as for granting; a refusal needs its reason.
    """
    extension, nomination, edition = _to_decide(session, actor, extension_id)
    require_none(reason_faults(reason, most=LONGEST_REASON))
    _decide(edition, extension, "refused", actor, reason, now=now)
    record(session, edition, extension, "extension:refuse", actor.id, reason, now=now)
    letters.tell_person(session, edition, nomination, extension, now=now)
    return extension


def _to_decide(
    session: Session, actor: Actor, extension_id: UUID
) -> tuple[Extension, Nomination, RunningEdition]:
    extension = session.get(Extension, extension_id)
    if extension is None:
        raise NotFound
    nomination, edition = see_extension(session, actor, extension, Permission.EXTENSION_DECIDE)
    lock_edition(session, edition.id)
    session.refresh(extension)
    if extension.state != "asked":
        raise RuleBroken([Refusal("extension_decided_already")])
    if actor.id in (extension.asked_by, extension.person_id):
        raise NotAllowed([Refusal("extension_own")])
    return extension, nomination, edition


def see_extension(
    session: Session, actor: Actor, extension: Extension, permission: Permission
) -> tuple[Nomination, RunningEdition]:
    """The nomination and edition of an extension that the actor may see.

    Raises:
        NotFound: no right to it, or a conflict of interest with its nomination.
    """
    nomination = session.get_one(Nomination, extension.nomination_id)
    edition = edition_by_id(session, nomination.edition_id)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    if not standing.is_impartial:
        raise NotFound
    require_visible(permission, standing)
    return nomination, edition


def _decide(
    edition: RunningEdition,
    extension: Extension,
    state: str,
    actor: Actor,
    reason: str,
    *,
    now: datetime,
) -> None:
    extension.state, extension.decision_reason = state, reason
    extension.decided_by, extension.decided_at = actor.id, edition.time(now)


def give_same_to_all(
    session: Session, actor: Actor, extension_id: UUID, *, now: datetime
) -> list[Extension]:
    """Enter the same for everybody in the same situation; somebody else decides on them.

    The same situation: the same kind of debt by the same deadline, still owed, with less time.

    Raises:
        NotFound: no such extension, or not for these eyes.
        RuleBroken: it was not granted, or nobody is left.
    """
    like = session.get(Extension, extension_id)
    if like is None:
        raise NotFound
    _, edition = see_extension(session, actor, like, Permission.EXTENSION_DECIDE)
    lock_edition(session, edition.id)
    others = alike(session, actor, edition, like, at=edition.time(now))
    if like.state != "granted" or not others:
        raise RuleBroken([Refusal("nobody_like_this")])
    entered = [
        enter(session, edition, owed, like.until, like.reason, actor.id, now=now, like=like)
        for owed in others
    ]
    letters.tell_of_many(session, edition, entered, actor, now=now)
    return entered


def alike(
    session: Session, actor: Actor, edition: RunningEdition, like: Extension, *, at: datetime
) -> list[Owed]:
    """Whoever else owes the same by the same deadline and has less time for it."""
    debts = queries.extendable_debts(session, actor, edition)
    waiting = queries.open_keys(session, edition)
    return [
        owed
        for owed in debts
        if is_alike(owed, like, at=at)
        and (owed.due.key, owed.subject_id, UUID(owed.recipient)) not in waiting
    ]


def is_alike(owed: Owed, like: Extension, *, at: datetime) -> bool:
    """Whether a debt is in the situation of one that was given more time."""
    same = (owed.due.key, owed.debt.value) == (like.deadline_key, like.debt)
    less = owed.due.at < like.until and not has_passed(like.until, at)
    return same and less and not door_faults(owed, at)
