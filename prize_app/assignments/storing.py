"""What an assignment leaves behind: its row, and letters to reviewers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.pool import Pool
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition
from prize_app.notices import service as notices


def store(
    session: Session, actor: Actor, pool: Pool, pair: Pair, *, by_engine: bool, now: datetime
) -> Assignment:
    """A new row, or the one of an earlier assignment taken up again."""
    known = pool.known(pair)
    if known is None:
        assignment = Assignment(nomination_id=pair[0], reviewer_id=pair[1], round=pool.round_key)
        session.add(assignment)
    else:
        assignment = known.assignment
    assignment.status, assignment.reason = "assigned", ""
    assignment.proposed_by_engine = by_engine
    assignment.assigned_by, assignment.assigned_at = actor.id, now
    return assignment


def tell(session: Session, pool: Pool, pairs: Sequence[Pair], *, now: datetime) -> None:
    """One letter to each reviewer, however many nominations are new."""
    award = pool.edition.plan.categories[pool.category_key].name["en"]
    for reviewer_id, count in Counter(reviewer for _, reviewer in pairs).items():
        reviewer = pool.reviewers[reviewer_id]
        notices.queue(
            session,
            "review-assigned",
            to=reviewer.email,
            now=now,
            edition_id=pool.edition.id,
            name=reviewer.name,
            count=count,
            award=award,
            edition=pool.edition.row.title,
        )


def tell_released(
    session: Session,
    edition: RunningEdition,
    reviewer: Person,
    nomination: Nomination,
    *,
    now: datetime,
) -> None:
    notices.queue(
        session,
        "review-released",
        to=reviewer.email,
        now=now,
        edition_id=edition.id,
        name=reviewer.name,
        reference=nomination.reference,
        edition=edition.row.title,
    )
