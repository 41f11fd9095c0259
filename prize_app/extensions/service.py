"""Asking for more time: for oneself, or by the secretariat for somebody else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.editions.recording import append_event
from prize_app.extensions import letters, queries
from prize_app.extensions.limits import LONGEST_REASON
from prize_app.nominations.debts import Owed
from prize_app.nominations.standing import standings
from prize_app.reasons import reason_faults, require_none
from workflows.calendar import Due
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.instants import days_from, has_passed, zone_named
from workflows.phrasing import day_in_words
from workflows.plan.kinds import Debt
from workflows.policy import Permission, require_visible


def until_day(due: Due, day: date) -> datetime:
    """The instant on a day at the deadline's own time of day, in its own zone."""
    first = due.advertised_at.astimezone(zone_named(due.zone)).date()
    return days_from(due.advertised_at, (day - first).days, due.zone)


def ask_extension(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    day: date,
    reason: str,
    *,
    now: datetime,
    for_person: UUID | None = None,
) -> Extension:
    """Ask for more time until a day: for oneself, or (the secretariat) for somebody else.

    Raises:
        NotFound: no such nomination, or not for these eyes.
        RuleBroken: nothing is owed, too late, not within what the plan allows, asked already, or
            no reason. In every case nothing was written.
    """
    nomination, edition = _seen(session, actor, nomination_id, for_person)
    lock_edition(session, edition.id)
    person_id = for_person or actor.id
    owed = queries.find_debt(session, edition, nomination_id, person_id)
    if owed is None:
        raise RuleBroken([Refusal("extension_not_owed")])
    refusals = [*day_faults(owed.due, day), *reason_faults(reason, most=LONGEST_REASON)]
    refusals += door_faults(owed, edition.time(now))
    if queries.find_open(session, owed.due.key, nomination_id, person_id) is not None:
        refusals.append(Refusal("extension_asked_already"))
    require_none(refusals)
    until = until_day(owed.due, day)
    extension = enter(session, edition, owed, until, reason, actor.id, now=now)
    letters.tell_secretariat(session, edition, nomination, extension, owed, actor, now=now)
    return extension


def _seen(
    session: Session, actor: Actor, nomination_id: UUID, for_person: UUID | None
) -> tuple[Nomination, RunningEdition]:
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        raise NotFound
    edition = edition_by_id(session, nomination.edition_id)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    asks = for_person is None or for_person == actor.id
    permission = Permission.EXTENSION_ASK if asks else Permission.EXTENSION_DECIDE
    require_visible(permission, standing)
    return nomination, edition


def day_faults(due: Due, day: date) -> list[Refusal]:
    """What is wrong with a day up to which time is asked."""
    if not due.hard_at > due.advertised_at:
        return [Refusal("extension_impossible")]
    clocks = zone_named(due.zone)
    present, last = due.at.astimezone(clocks).date(), due.hard_at.astimezone(clocks).date()
    if day <= present:
        return [Refusal("extension_not_later", {"day": day_in_words(present, "en")})]
    if day > last:
        return [Refusal("extension_too_late", {"day": day_in_words(last, "en")})]
    return []


def door_faults(owed: Owed, at: datetime) -> list[Refusal]:
    """A form must be asked for before its door closes; a review as long as the plan allows any."""
    end = owed.due.closes_at if owed.debt is Debt.HAND_IN else owed.due.hard_at
    return [Refusal("extension_over")] if has_passed(end, at) else []


def enter(
    session: Session,
    edition: RunningEdition,
    owed: Owed,
    until: datetime,
    reason: str,
    author: UUID,
    *,
    now: datetime,
    like: Extension | None = None,
) -> Extension:
    """Write an extension that waits for somebody to decide; everything has been checked."""
    extension = Extension(
        edition_id=edition.id,
        deadline_key=owed.due.key,
        debt=owed.debt.value,
        nomination_id=owed.subject_id,
        person_id=UUID(owed.recipient),
        asked_until=until,
        until=until,
        reason=reason,
        asked_by=author,
        asked_at=edition.time(now),
        like_id=like.id if like else None,
    )
    session.add(extension)
    session.flush()  # the audit log names it; the index refuses a second open one
    record(session, edition, extension, "extension:ask", author, reason, now=now)
    return extension


def record(
    session: Session,
    edition: RunningEdition,
    extension: Extension,
    event: str,
    actor_id: UUID,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Record what happened to an extension.

    The event is about the extension, not the nomination: what a reviewer asks for must not stand
    in the trail that the nominator reads.
    """
    facts: dict[str, Any] = {
        "deadline": extension.deadline_key,
        "debt": extension.debt,
        "until": extension.until.isoformat(),
        "reason": reason,
    }
    append_event(
        session,
        edition,
        event,
        actor_id=actor_id,
        subject_id=extension.id,
        facts=facts,
        now=now,
    )
