"""Reading the audit log, and checking that nothing in it was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.audit.chain import GENESIS, digest
from prize_app.db.audit import AuditEvent, AuditHead
from prize_app.db.editions import Edition
from prize_app.db.nominations import Nomination

BATCH = 1000


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking one edition's chain came to; `problems` is empty when it is whole."""

    edition: str
    events: int
    head: str
    problems: tuple[str, ...]


def list_events(
    session: Session, edition_id: UUID, *, before: int | None = None, limit: int = 50
) -> Sequence[AuditEvent]:
    """Events of an edition, latest first, below a number."""
    wanted = select(AuditEvent).where(AuditEvent.edition_id == edition_id)
    if before is not None:
        wanted = wanted.where(AuditEvent.number < before)
    return session.scalars(wanted.order_by(AuditEvent.number.desc()).limit(limit)).all()


def events_about(session: Session, subject_id: UUID) -> Sequence[AuditEvent]:
    """Events about one thing, oldest first."""
    wanted = select(AuditEvent).where(AuditEvent.subject_id == subject_id)
    return session.scalars(wanted.order_by(AuditEvent.number)).all()


def head_of(session: Session, edition_id: UUID) -> AuditHead | None:
    """The last event's number and hash."""
    return session.get(AuditHead, edition_id)


def check_chains(session: Session, *, batch: int = BATCH) -> tuple[ChainReport, ...]:
    """Check the chain of every edition; so many events are held in memory at a time."""
    editions = session.scalars(select(Edition).order_by(Edition.created_at)).all()
    return tuple(_check(session, edition, batch) for edition in editions)


def _check(session: Session, edition: Edition, batch: int) -> ChainReport:
    problems: list[str] = []
    previous, number = GENESIS, 0
    stages: dict[UUID, str] = {}
    for event in _all(session, edition.id, batch):
        number += 1
        if event.number != number:
            problems.append(f"event {number} is missing (found {event.number})")
            number = event.number
        if event.previous_hash != previous:
            problems.append(f"event {event.number} does not follow the one before it")
        if digest(event) != event.hash:
            problems.append(f"event {event.number} was changed after it was written")
        previous = event.hash
        if event.subject_id is not None and "to" in event.facts:
            stages[event.subject_id] = event.facts["to"]
    head = session.get(AuditHead, edition.id)
    if (head.number, head.hash) != (number, previous) if head else number:
        problems.append("the end of the chain is not the recorded head: events were cut off")
    problems += _stages_that_differ(session, edition.id, stages)
    return ChainReport(edition.slug, number, previous, tuple(problems))


def _all(session: Session, edition_id: UUID, size: int) -> Iterator[AuditEvent]:
    after = 0
    while True:
        wanted = select(AuditEvent).where(
            AuditEvent.edition_id == edition_id, AuditEvent.number > after
        )
        batch = session.scalars(wanted.order_by(AuditEvent.number).limit(size)).all()
        yield from batch
        if len(batch) < size:
            return
        after = batch[-1].number
        session.expunge_all()


def _stages_that_differ(session: Session, edition_id: UUID, stages: dict[UUID, str]) -> list[str]:
    rows = session.execute(
        select(Nomination.id, Nomination.reference, Nomination.stage).where(
            Nomination.edition_id == edition_id
        )
    )
    return [
        f"nomination {reference} stands at {stage!r}, but the log says {stages.get(key)!r}"
        for key, reference, stage in rows
        if stages.get(key) != stage
    ]
