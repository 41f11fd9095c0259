"""More time for whoever takes a review over: as much as the first reviewer had, from today on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.extensions import letters, queries
from prize_app.extensions.service import day_faults, door_faults, record, until_day
from workflows.calendar import Due
from workflows.errors import NotAllowed, Refusal, RuleBroken
from workflows.instants import days_between, days_from, zone_named


def fair_day(due: Due, given_at: datetime, at: datetime) -> date | None:
    """Up to which day somebody who begins at `at` has as many days as one who began at `given_at`.

    Never beyond the hard deadline; None where that is no more time than everybody has.
    """
    days = days_between(given_at, due.advertised_at, due.zone)
    clocks = zone_named(due.zone)
    wanted = min(days_from(at, max(days, 0), due.zone), due.hard_at).astimezone(clocks).date()
    return wanted if wanted > due.advertised_at.astimezone(clocks).date() else None


def has_room(due: Due) -> bool:
    """Whether the plan allows anybody more time than everybody has."""
    return due.hard_at > due.advertised_at


def give_with_review(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    nomination: Nomination,
    person_id: UUID,
    day: date,
    reason: str,
    *,
    now: datetime,
) -> Extension:
    """Give more time together with a review that is taken over, without a second person.

    It is no favour that somebody asked for: without it the review could not be written. It stands
    in the equal-treatment list like any other, and the person gets the same letter.

    Raises:
        NotAllowed: it would be for the actor.
        RuleBroken: nothing is owed, or a day that the plan refuses.
    """
    if person_id == actor.id:
        raise NotAllowed([Refusal("extension_own")])
    owed = queries.find_debt(session, edition, nomination.id, person_id)
    if owed is None:
        raise RuleBroken([Refusal("extension_not_owed")])
    at = edition.time(now)
    faults = [*day_faults(owed.due, day), *door_faults(owed, at)]
    until = until_day(owed.due, day)
    if not faults and until <= at:
        faults = [Refusal("extension_over")]
    if faults:
        raise RuleBroken(faults)
    extension = Extension(
        edition_id=edition.id,
        deadline_key=owed.due.key,
        debt=owed.debt.value,
        nomination_id=nomination.id,
        person_id=person_id,
        asked_until=until,
        until=until,
        reason=reason,
        asked_by=actor.id,
        asked_at=at,
        state="granted",
        decided_at=at,
        comes_with_review=True,
    )
    session.add(extension)
    session.flush()  # the audit log names it
    record(session, edition, extension, "extension:grant", actor.id, reason, now=now)
    letters.tell_person(session, edition, nomination, extension, now=now)
    return extension
