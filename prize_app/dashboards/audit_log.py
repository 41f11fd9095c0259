"""The audit log as somebody may read it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from prize_app.actors import Actor
from prize_app.dashboards.report_queries import reviewers_of
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Decision
from prize_app.db.deadlines import Extension
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from prize_app.event_words import EVENTS
from prize_app.nominations.veil import Veil, of_reason, veil_of
from workflows.blindness import Sight
from workflows.plan.blinding import Known
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, allowed

PAGE: Final = 50

OF_REVIEWERS: Final = ("assignment:", "conflict:", "review:", "extension:", "bids:")
SHIELDED: Final = Sight(frozenset(), frozenset(), reviewers=Known.ALIAS, members=Known.OPEN)
"""What readers know who may not know the reviewers."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One event for a reader. `source` and `target` are labels of stages, where it moved one."""

    number: int
    at: datetime
    event: str
    actor: str
    nomination_id: UUID | None
    reference: str
    about: str
    source: str
    target: str
    detail: str
    reason: str


def log_page(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    standing: Standing,
    *,
    before: int | None,
) -> tuple[list[LogEntry], int | None]:
    """Events below a number, latest first, and the number to go on below (None at the end).

    Left out are events about nominations with which the reader has a conflict of interest, and
    about drafts that were never handed in: a draft is its nominator's alone.
    """
    subject = aliased(Person)
    wanted = (
        select(AuditEvent, Person.name, Nomination, subject.name)
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .outerjoin(Nomination, Nomination.id == AuditEvent.subject_id)
        .outerjoin(subject, subject.id == AuditEvent.subject_id)
        .where(
            AuditEvent.edition_id == edition.id,
            or_(
                AuditEvent.subject_id.is_(None),
                AuditEvent.subject_id.not_in(_hidden(actor.id, edition.id)),
            ),
        )
        .order_by(AuditEvent.number.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        wanted = wanted.where(AuditEvent.number < before)
    rows = session.execute(wanted).all()
    shielded = _shielded(session, edition.id, standing)
    veil = veil_of(session, [n.id for _, _, n, _ in rows if n is not None])
    entries = [
        _entry(edition, event, who, nomination, person, shielded, veil)
        for event, who, nomination, person in rows[:PAGE]
    ]
    return entries, rows[PAGE - 1][0].number if len(rows) > PAGE else None


def _hidden(viewer_id: UUID, edition_id: UUID) -> Select[Any]:
    """Ids of nominations that the viewer may not know of, and of everything that hangs on them."""
    closed = (
        _conflicted(viewer_id)
        .union_all(
            select(Nomination.id).where(
                Nomination.edition_id == edition_id, Nomination.submitted_at.is_(None)
            )
        )
        .subquery()
    )
    nominations = select(closed.c[0])
    assignments = select(Assignment.id).where(Assignment.nomination_id.in_(nominations))
    laureates = select(Laureate.id).where(Laureate.nomination_id.in_(nominations))
    everything = union_all(
        nominations,
        assignments,
        laureates,
        select(Review.id).where(Review.assignment_id.in_(assignments)),
        select(ConflictOfInterest.id).where(ConflictOfInterest.nomination_id.in_(nominations)),
        select(Decision.id).where(Decision.nomination_id.in_(nominations)),
        select(Certificate.id).where(Certificate.laureate_id.in_(laureates)),
        # Not those of drafts: that somebody was given more time is no secret of the form.
        select(Extension.id).where(Extension.nomination_id.in_(_conflicted(viewer_id))),
    ).subquery()
    return select(everything.c[0])


def _conflicted(viewer_id: UUID) -> Select[Any]:
    return select(ConflictOfInterest.nomination_id).where(ConflictOfInterest.person_id == viewer_id)


def _shielded(session: Session, edition_id: UUID, standing: Standing) -> set[UUID]:
    """Reviewers, for readers who may not know who reviewed."""
    if allowed(Permission.REVIEWERS_READ, Standing(standing.roles, handed_in=True)):
        return set()
    return reviewers_of(session, edition_id)


def _entry(
    edition: RunningEdition,
    event: AuditEvent,
    who: str | None,
    nomination: Nomination | None,
    person: str | None,
    shielded: set[UUID],
    veil: Veil,
) -> LogEntry:
    category = nomination.category_key if nomination else ""
    is_role = event.event.startswith("role:")
    about = "a reviewer" if event.subject_id in shielded and not is_role else person or ""
    # Whoever may not know the reviewers may not read them out of a reason either.
    is_of_reviewers = event.event.startswith(OF_REVIEWERS)
    facts = event.facts
    return LogEntry(
        number=event.number,
        at=event.at,
        event=event_words(edition, category, event.event),
        actor=_actor_words(event, who, shielded),
        nomination_id=nomination.id if nomination else None,
        reference=nomination.reference if nomination else "",
        about=nomination.nominee_name if nomination else about,
        source=_stage_words(edition, category, facts.get("from")),
        target=_stage_words(edition, category, facts.get("to")),
        detail=_detail(edition.plan, facts),
        reason="" if shielded and is_of_reviewers else _reason(event, shielded, veil),
    )


def _reason(event: AuditEvent, shielded: set[UUID], veil: Veil) -> str:
    reason = str(event.facts.get("reason") or "")
    if not shielded or event.subject_id is None:
        return reason
    return veil.over(of_reason(event.subject_id, reason), reason, SHIELDED)


def _detail(plan: Plan, facts: Mapping[str, Any]) -> str:
    """What belongs to the event beside its name: the role, the award, the serial, the answer."""
    category = plan.categories.get(facts.get("category", ""))
    deadline = plan.calendar.get(facts.get("deadline", ""))
    said = (
        deadline.label["en"] if deadline else "",
        facts.get("role", ""),
        category.name["en"] if category else "",
        facts.get("serial", ""),
        facts.get("consent", ""),
        "; ".join(facts.get("changes", ())),
    )
    return ", ".join(part for part in said if part)


def event_words(edition: RunningEdition, category_key: str, event: str) -> str:
    """What happened: the words of the plan it happened under for a step, ours for the rest."""
    if event in EVENTS:
        return EVENTS[event]
    thing, _, verb = event.partition(":")
    for key in [category_key] if category_key else edition.plan.categories:
        action = edition.action_ever(key, verb) if thing == "nomination" else None
        if action is not None:
            return action.label["en"]
    return f"{thing.replace('-', ' ').capitalize()}: {verb.replace('-', ' ')}"


def _actor_words(event: AuditEvent, who: str | None, shielded: set[UUID]) -> str:
    if event.actor_id is None:
        if event.event == "consent:answer":
            return "the nominee"
        return "the calendar" if event.event.startswith("nomination:") else "the system"
    if event.actor_id in shielded and event.event.startswith(OF_REVIEWERS):
        return "a reviewer"
    return who or "somebody whose account is gone"


def _stage_words(edition: RunningEdition, category_key: str, key: Any) -> str:
    stage = edition.stage_ever(category_key, str(key)) if category_key and key else None
    return stage.label["en"] if stage else ""
