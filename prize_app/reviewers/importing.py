"""Taking a list of reviewers: what each line would do, then all of it or nothing; the export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import Invitation, ReviewerCapacity
from prize_app.editions.queries import RunningEdition, lock_edition
from prize_app.reviewers.inviting import Guest, administered, send
from prize_app.reviewers.queries import State, state_of
from prize_app.reviewers.recording import append_event
from prize_app.reviewers.tables import Line, read_lines, written
from workflows.errors import Refusal, RuleBroken
from workflows.plan.evaluation import Role


class Effect(StrEnum):
    """What taking a line does."""

    INVITE = "invite"
    INVITE_AGAIN = "invite-again"
    WAITS = "waits"
    REVIEWS = "reviews"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Tried:
    """A line and what taking it would do."""

    line: Line
    effect: Effect


def try_list(session: Session, edition: RunningEdition, text: str, *, at: datetime) -> list[Tried]:
    """What every line would do, in two statements; nothing is written.

    Raises:
        UnusableInput: the heading is not understood.
    """
    lines = read_lines(text, edition.plan)
    invited = {
        row.email: row
        for row in session.scalars(select(Invitation).where(Invitation.edition_id == edition.id))
    }
    reviewing = set(
        session.scalars(
            select(Person.email)
            .join(Grant, Grant.person_id == Person.id)
            .where(Grant.edition_id == edition.id, Grant.role == Role.REVIEWER.value)
        )
    )
    return [Tried(line, _effect(line, invited.get(line.email), reviewing, at)) for line in lines]


def _effect(line: Line, row: Invitation | None, reviewing: set[str], at: datetime) -> Effect:
    if line.faults:
        return Effect.FAULTY
    if line.email in reviewing:
        return Effect.REVIEWS
    if row is None:
        return Effect.INVITE
    return Effect.WAITS if state_of(row, at) is State.OPEN else Effect.INVITE_AGAIN


def take_list(
    session: Session, actor: Actor, slug: str, text: str, *, message: str = "", now: datetime
) -> int:
    """Invite everybody on the list who can be invited; how many.

    The list is read and tried again here: what changed since it was shown counts.

    Raises:
        NotFound, NotAllowed: as elsewhere.
        UnusableInput: the heading is not understood.
        RuleBroken: a line has a fault; nothing was written.
    """
    edition = administered(session, actor, slug)
    lock_edition(session, edition.id)
    tried = try_list(session, edition, text, at=edition.time(now))
    if any(one.effect is Effect.FAULTY for one in tried):
        raise RuleBroken([Refusal("list_has_faults")])
    known = {
        row.email: row
        for row in session.scalars(select(Invitation).where(Invitation.edition_id == edition.id))
    }
    chosen = [t.line for t in tried if t.effect in (Effect.INVITE, Effect.INVITE_AGAIN)]
    for line in chosen:
        send(
            session,
            edition,
            _guest(line, message),
            known.get(line.email),
            actor_id=actor.id,
            now=now,
        )
    append_event(
        session,
        edition,
        "reviewers:import",
        actor_id=actor.id,
        subject_id=edition.id,
        facts={"lines": len(tried), "invited": len(chosen)},
        now=now,
    )
    return len(chosen)


def _guest(line: Line, message: str) -> Guest:
    details: dict[str, Any] = {
        "themes": list(line.themes),
        "keywords": list(line.keywords),
        "languages": list(line.languages),
    }
    if line.capacity is not None:
        details["capacity"] = line.capacity
    return Guest(
        line.email, line.name, line.institution, line.country, line.categories, message, details
    )


def export_list(session: Session, edition: RunningEdition) -> bytes:
    """The reviewers of an edition, and whoever is invited, in the format of the import."""
    rows = session.execute(
        select(Person, Grant.category_key)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.edition_id == edition.id, Grant.role == Role.REVIEWER.value)
        .order_by(Person.name, Person.id, Grant.category_key)
    ).all()
    people = {person.id: person for person, _ in rows}
    keys: dict[UUID, list[str]] = {}
    for person, key in rows:
        keys.setdefault(person.id, []).append(key)
    profiles = {
        row.person_id: row
        for row in session.scalars(
            select(ReviewerProfile).where(ReviewerProfile.person_id.in_(people))
        )
    }
    most = _largest_capacity(session, edition.id)
    lines = [
        _exported(person, profiles.get(person.id), keys[person.id], most.get(person.id))
        for person in people.values()
    ]
    known = {person.email for person in people.values()}
    invited = session.scalars(
        select(Invitation)
        .where(Invitation.edition_id == edition.id)
        .order_by(Invitation.name, Invitation.email)
    )
    return written([*lines, *(_exported_guest(row) for row in invited if row.email not in known)])


def _largest_capacity(session: Session, edition_id: UUID) -> Mapping[UUID, int]:
    """Person -> the most that they take on in a category: the format has one number."""
    rows = session.execute(
        select(ReviewerCapacity.person_id, ReviewerCapacity.most).where(
            ReviewerCapacity.edition_id == edition_id
        )
    )
    found: dict[UUID, int] = {}
    for person_id, most in rows:
        found[person_id] = max(most, found.get(person_id, 0))
    return found


def _exported(
    person: Person, profile: ReviewerProfile | None, keys: Sequence[str], most: int | None
) -> dict[str, str]:
    return {
        "name": person.name,
        "email": person.email,
        "institution": person.institution,
        "country": person.country,
        "themes": "|".join(person.themes),
        "keywords": "|".join(profile.keywords if profile else ()),
        "languages": "|".join(profile.languages if profile else ()),
        "categories": "" if "" in keys else "|".join(keys),
        "capacity": str(most or ""),
    }


def _exported_guest(row: Invitation) -> dict[str, str]:
    return {
        "name": row.name,
        "email": row.email,
        "institution": row.institution,
        "country": row.country,
        "themes": "|".join(row.details.get("themes", ())),
        "keywords": "|".join(row.details.get("keywords", ())),
        "languages": "|".join(row.details.get("languages", ())),
        "categories": "|".join(row.categories),
        "capacity": str(row.details.get("capacity", "")),
    }
