"""Taking a list of reviewers: what each line would do, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation
from prize_app.editions.queries import RunningEdition, lock_edition
from prize_app.editions.recording import append_event
from prize_app.reviewers.inviting import Guest, administered, send
from prize_app.reviewers.queries import State, state_of
from prize_app.reviewers.tables import Line, read_lines
from workflows.errors import Refusal, RuleBroken


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
        (row.email, row.role): row
        for row in session.scalars(select(Invitation).where(Invitation.edition_id == edition.id))
    }
    reviewing = {
        (email, role)
        for email, role in session.execute(
            select(Person.email, Grant.role)
            .join(Grant, Grant.person_id == Person.id)
            .where(Grant.edition_id == edition.id)
        )
    }
    return [
        Tried(line, _effect(line, invited.get((line.email, line.role)), reviewing, at))
        for line in lines
    ]


def _effect(
    line: Line, row: Invitation | None, reviewing: Set[tuple[str, str]], at: datetime
) -> Effect:
    if line.faults:
        return Effect.FAULTY
    if (line.email, line.role.value) in reviewing:
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
        (row.email, row.role): row
        for row in session.scalars(select(Invitation).where(Invitation.edition_id == edition.id))
    }
    chosen = [t.line for t in tried if t.effect in (Effect.INVITE, Effect.INVITE_AGAIN)]
    for line in chosen:
        send(
            session,
            edition,
            _guest(line, message),
            known.get((line.email, line.role.value)),
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
        line.email,
        line.name,
        line.institution,
        line.country,
        line.categories,
        message,
        details,
        line.role,
    )
