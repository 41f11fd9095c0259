"""What somebody did as a reviewer in all editions: how much, and how much of it in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition, edition_by_id
from workflows.calendar import closing_times
from workflows.plan.evaluation import Trait


@dataclass(slots=True)
class Past:
    """What somebody did in all editions, without what the viewer is recused from."""

    editions: set[UUID] = field(default_factory=set)
    assigned: int = 0
    submitted: int = 0
    on_time: int = 0
    declined: int = 0

    @property
    def on_time_share(self) -> int | None:
        """Per cent of the reviews that came in by their deadline, None without any."""
        return round(100 * self.on_time / self.submitted) if self.submitted else None


def past_of(session: Session, actor: Actor, *, person_id: UUID | None = None) -> dict[UUID, Past]:
    """Person -> what they did, told to an actor: nothing about what the actor is recused from."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    wanted = (
        select(
            Assignment.reviewer_id,
            Nomination.id,
            Nomination.edition_id,
            Nomination.category_key,
            Assignment.round,
            Review.submitted_at,
        )
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.status == "assigned", Nomination.id.not_in(conflicted))
    )
    if person_id is not None:
        wanted = wanted.where(Assignment.reviewer_id == person_id)
    more_time = _more_time(session)
    found: dict[UUID, Past] = {}
    closing: dict[UUID, Mapping[str, datetime]] = {}
    for (
        reviewer_id,
        nomination_id,
        edition_id,
        category_key,
        of_round,
        submitted_at,
    ) in session.execute(wanted):
        past = found.setdefault(reviewer_id, Past())
        past.editions.add(edition_id)
        past.assigned += 1
        if submitted_at is not None:
            edition = edition_by_id(session, edition_id)
            if edition_id not in closing:
                closing[edition_id] = closing_times(edition.plan)
            ends = [
                max(end, more_time.get((reviewer_id, nomination_id), end))
                for end in _ends(edition, category_key, of_round, closing[edition_id])
            ]
            past.submitted += 1
            past.on_time += not ends or submitted_at <= max(ends)
    return found


def _ends(
    edition: RunningEdition, category_key: str, of_round: str, closing: Mapping[str, datetime]
) -> list[datetime]:
    """When reviews of a category had to be in in a round, grace included."""
    if category_key not in edition.plan.categories:
        return []
    stages = edition.plan.workflow_of(category_key).stages.values()
    dues = {
        stage.due
        for stage in stages
        if Trait.REVIEWING in stage.traits and (stage.round or "") == of_round
    }
    return [closing[due] for due in dues if due is not None and due in closing]


def _more_time(session: Session) -> Mapping[tuple[UUID, UUID], datetime]:
    """(reviewer, nomination) -> until when more time was granted."""
    rows = session.execute(
        select(Extension.person_id, Extension.nomination_id, Extension.until).where(
            Extension.state == "granted", Extension.debt == "review"
        )
    )
    found: dict[tuple[UUID, UUID], datetime] = {}
    for person_id, nomination_id, until in rows:
        key = (person_id, nomination_id)
        found[key] = max(until, found.get(key, until))
    return found
