"""Personal deadlines: extensions as guards and pages see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import RunningEdition
from workflows.calendar import due_of
from workflows.plan.kinds import Debt

Times = Mapping[str, datetime]
"""Deadline key -> until when it was extended, without grace."""


def times_for_guards(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    *,
    actor_id: UUID | None,
) -> Mapping[UUID, Times]:
    """Nomination -> the personal deadlines that count for an actor: one statement.

    An extension counts while what it is for is still owed, and never longer: whoever hands in
    early keeps nobody waiting. Nominators have their own alone; for everybody else time goes on as
    long as it does for somebody. For the calendar (no actor) a request that nobody has decided
    yet counts as if all that the plan allows had been granted, so that it closes nothing meanwhile.
    """
    by_id = {n.id: n for n in nominations}
    rows = session.execute(
        select(Extension, Assignment.id, Review.submitted_at)
        .outerjoin(
            Assignment,
            (Assignment.nomination_id == Extension.nomination_id)
            & (Assignment.reviewer_id == Extension.person_id)
            & (Assignment.status == "assigned"),
        )
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Extension.nomination_id.in_(by_id), Extension.state.in_(("asked", "granted")))
    )
    found: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for extension, assignment_id, submitted_at in rows:
        nomination = by_id[extension.nomination_id]
        is_for_review = extension.debt == Debt.REVIEW
        is_owed = not is_for_review or (assignment_id is not None and submitted_at is None)
        if is_owed and _counts(edition, nomination, extension, actor_id):
            until, times = _until(edition, extension), found[nomination.id]
            times[extension.deadline_key] = max(until, times.get(extension.deadline_key, until))
    return found


def _counts(
    edition: RunningEdition, nomination: Nomination, extension: Extension, actor_id: UUID | None
) -> bool:
    stage = edition.plan.workflow_of(nomination.category_key).stages[nomination.stage]
    if stage.due != extension.deadline_key:
        return False
    if extension.state == "asked":
        return actor_id is None
    return actor_id != nomination.nominator_id or extension.person_id == actor_id


def _until(edition: RunningEdition, extension: Extension) -> datetime:
    deadline = edition.plan.calendar.get(extension.deadline_key)
    if extension.state == "asked" and deadline is not None:
        return due_of(deadline, edition.plan).hard_at
    return extension.until


def own_times(session: Session, person_id: UUID) -> Mapping[UUID, Times]:
    """Nomination -> the personal deadlines that somebody was granted: one statement."""
    rows = session.execute(
        select(Extension.nomination_id, Extension.deadline_key, Extension.until).where(
            Extension.person_id == person_id, Extension.state == "granted"
        )
    )
    found: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for nomination_id, key, until in rows:
        found[nomination_id][key] = max(until, found[nomination_id].get(key, until))
    return found
