"""Reviews that are late or silent, as the secretariat follows them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Review
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.debts import Owed, list_debts
from prize_app.nominations.standing import standings
from prize_app.reviews.progress import time_left
from workflows.instants import has_passed
from workflows.plan.kinds import Debt
from workflows.policy import Permission, allowed

REMIND = "review:remind"
PAGE = 50


class Written(StrEnum):
    """How far an open review has come."""

    LATE = "late"
    SILENT = "silent"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class MissingReview:
    """One review that is not in. `saved_at` is None while nothing was written."""

    owed: Owed
    written: Written
    saved_at: datetime | None
    reminded_at: datetime | None
    time_left: str

    @property
    def has_passed(self) -> bool:
        """Whether its deadline, extension and grace included, is over."""
        return self.written is Written.LATE


def missing_reviews(
    session: Session, actor: Actor, edition: RunningEdition, *, now: datetime
) -> list[MissingReview]:
    """Every open review that the actor may assign, late ones first, then those not yet begun.

    Nominations with which the actor has a conflict of interest are left out.
    """
    debts = [owed for owed in list_debts(session, edition) if owed.debt is Debt.REVIEW]
    seen = _assignable(session, actor, edition, {owed.subject_id for owed in debts})
    shown = [owed for owed in debts if owed.subject_id in seen]
    saved = _saved(session, [owed.place_id for owed in shown])
    reminded = reminders_by_hand(session, edition.id)
    at = edition.time(now)
    found = [
        MissingReview(
            owed,
            _written(owed, saved, at),
            saved.get(owed.place_id),
            reminded.get((owed.subject_id, owed.recipient)),
            time_left(owed.due, at),
        )
        for owed in shown
    ]
    order = list(Written)
    return sorted(found, key=lambda m: (order.index(m.written), m.owed.name, m.owed.reference))


def page_of(found: Sequence[MissingReview], after: str = "") -> tuple[Sequence[MissingReview], str]:
    """One page, and the assignment to go on from (empty at the end).

    It begins behind the assignment of that id, or at the start where its review is in meanwhile.
    """
    behind = (i for i, one in enumerate(found, start=1) if str(one.owed.place_id) == after)
    start = next(behind, 0)
    shown = found[start : start + PAGE]
    return shown, str(shown[-1].owed.place_id) if len(found) > start + PAGE else ""


def reminders_by_hand(session: Session, edition_id: UUID) -> Mapping[tuple[UUID, str], datetime]:
    """(nomination, reviewer's id) -> when somebody last reminded by hand; edition's time."""
    events = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.edition_id == edition_id, AuditEvent.event == REMIND)
        .order_by(AuditEvent.number)
    )
    return {(e.subject_id, str(e.facts["reviewer"])): e.at for e in events if e.subject_id}


def _assignable(
    session: Session, actor: Actor, edition: RunningEdition, ids: set[UUID]
) -> frozenset[UUID]:
    nominations = session.scalars(select(Nomination).where(Nomination.id.in_(ids))).all()
    standing = standings(session, actor, edition, nominations)
    return frozenset(
        n.id
        for n in nominations
        if allowed(Permission.REVIEWERS_READ, standing[n.id])
        and allowed(Permission.ASSIGNMENT_WRITE, standing[n.id])
    )


def _saved(session: Session, assignment_ids: Sequence[UUID]) -> Mapping[UUID, datetime]:
    rows = session.execute(
        select(Review.assignment_id, Review.saved_at).where(
            Review.assignment_id.in_(assignment_ids)
        )
    )
    return {assignment_id: saved_at for assignment_id, saved_at in rows}


def _written(owed: Owed, saved: Mapping[UUID, datetime], at: datetime) -> Written:
    if has_passed(owed.due.closes_at, at):
        return Written.LATE
    return Written.BEGUN if owed.place_id in saved else Written.SILENT
