"""The rows that debts are read from: each function is one or two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from prize_app.db.committee import BallotRound, Participation
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition


def nominations(
    session: Session, edition: RunningEdition, nomination_id: UUID | None
) -> Sequence[Nomination]:
    """Nominations in stages by whose deadline somebody should have led on, by reference."""
    owing = {s.key for w in edition.plan.workflows.values() for s in w.stages.values() if s.due}
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id, Nomination.stage.in_(sorted(owing))
    )
    if nomination_id is not None:
        wanted = wanted.where(Nomination.id == nomination_id)
    # The form is long, and nothing here reads it.
    wanted = wanted.options(defer(Nomination.answers)).order_by(Nomination.reference)
    return session.scalars(wanted).all()


def conflicts(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, set[UUID]]:
    """Nomination -> who has a conflict of interest with it."""
    rows = session.execute(
        select(ConflictOfInterest.nomination_id, ConflictOfInterest.person_id).where(
            ConflictOfInterest.nomination_id.in_(ids)
        )
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for nomination_id, person_id in rows:
        found[nomination_id].add(person_id)
    return found


def times(
    session: Session, ids: Sequence[UUID]
) -> Mapping[tuple[UUID, UUID | None, str | None], Extension]:
    """(nomination, person, deadline) -> the extension that reaches furthest."""
    rows = session.execute(
        select(Extension)
        .where(Extension.nomination_id.in_(ids), Extension.state == "granted")
        .order_by(Extension.until)
    ).scalars()
    return {(e.nomination_id, e.person_id, e.deadline_key): e for e in rows}


def open_reviews(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Assignment]]:
    """Nomination -> assignments whose review is not in."""
    rows = session.scalars(
        select(Assignment)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.nomination_id.in_(ids),
            Assignment.status == "assigned",
            Review.submitted_at.is_(None),
        )
        .order_by(Assignment.id)
    )
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    for assignment in rows:
        found[assignment.nomination_id].append(assignment)
    return found


def holders(session: Session, edition: RunningEdition) -> Mapping[tuple[str, str], list[UUID]]:
    """(role, category or nothing) -> who holds it."""
    rows = session.execute(
        select(Grant.role, Grant.category_key, Grant.person_id).where(
            Grant.edition_id == edition.id
        )
    )
    found: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for role, category_key, person_id in rows:
        found[(role, category_key)].append(person_id)
    return found


def rounds(
    session: Session, edition: RunningEdition
) -> tuple[Sequence[BallotRound], set[tuple[UUID, UUID]]]:
    """Open ballots, and (ballot, person) of everybody who has voted in one of them."""
    rounds = session.scalars(
        select(BallotRound)
        .where(BallotRound.edition_id == edition.id, BallotRound.closed_at.is_(None))
        .order_by(BallotRound.opened_at)
    ).all()
    rows = session.execute(
        select(Participation.round_id, Participation.person_id).where(
            Participation.round_id.in_([r.id for r in rounds])
        )
    )
    return rounds, {(round_id, person_id) for round_id, person_id in rows}
