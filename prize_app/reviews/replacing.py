"""Reminding a reviewer by hand, and giving an open review to somebody else in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments import service as assignments
from prize_app.assignments.ending import checked_reason
from prize_app.assignments.pool import Pool, pool_of
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.deadlines import local_day
from prize_app.extensions.taking_over import fair_day, give_with_review, has_room
from prize_app.nominations.debts import Owed, list_debts
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_alone, see_nomination
from prize_app.notices import service as notices
from prize_app.reviews.missing import reminders_by_hand
from prize_app.reviews.queries import find_review
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.instants import has_passed
from workflows.plan.kinds import Debt
from workflows.policy import Permission, require
from workflows.reviewing import is_late

BETWEEN: Final = timedelta(days=1)
"""Nobody is reminded of one review by hand more often than that."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who could take a review over, and what speaks for and against it."""

    person: Person
    shares_theme: bool
    open_reviews: int
    room: int
    gave_back: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """An open review, who has it now, and who could take it, the best first.

    `fair_day` is the time proposed to whoever takes it; `may_have_time` says whether the plan
    leaves room for any that not everybody has.
    """

    assignment: Assignment
    seen: Seen
    reviewer: Person
    review: Review | None
    owed: Owed | None
    substitutes: Sequence[Substitute]
    fair_day: date | None
    may_have_time: bool


def remind(session: Session, actor: Actor, assignment_id: UUID, *, now: datetime) -> Person:
    """Write to a reviewer about one open review, now; returns whom.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: nothing is owed here any more.
        RuleBroken: the reviewer was reminded of it by hand within the last day.
    """
    assignment, seen = _open_alone(session, actor, assignment_id)
    owed = _owed(session, seen, assignment)
    if owed is None:
        raise WrongStage([Refusal("assignment_ended")])
    edition, reviewer = seen.edition, session.get_one(Person, assignment.reviewer_id)
    last = reminders_by_hand(session, edition.id).get((seen.nomination.id, str(reviewer.id)))
    if last is not None and edition.time(now) - last < BETWEEN:
        raise RuleBroken([Refusal("reminded_today")])
    record(session, actor, seen, "review:remind", {"reviewer": str(reviewer.id)}, now=now)
    notices.queue(
        session,
        "review-missing",
        to=reviewer.email,
        now=now,
        edition_id=edition.id,
        name=reviewer.name,
        reference=seen.nomination.reference,
        edition=edition.row.title,
        deadline=owed.due.label["en"],
        day=local_day(owed.due),
        assignment_id=assignment.id,
        nomination_id=seen.nomination.id,
        can_be_extended=owed.due.is_extendable,
    )
    return reviewer


def see_replacement(
    session: Session, actor: Actor, assignment_id: UUID, *, now: datetime
) -> Replacement:
    """Who else could take an open review; nobody in conflict, without room, or with it already.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the assignment has ended.
    """
    assignment, seen = _open(session, actor, assignment_id)
    pool = pool_of(
        session,
        seen.edition,
        seen.nomination.category_key,
        [seen.nomination],
        assignment.round,
    )
    substitutes = [
        _substitute(pool, seen, person)
        for person in pool.reviewers.values()
        if pool.refusal((seen.nomination.id, person.id)) is None
    ]
    substitutes.sort(key=lambda s: (s.gave_back, not s.shares_theme, s.open_reviews, s.person.name))
    owed = _owed(session, seen, assignment)
    at = seen.edition.time(now)
    return Replacement(
        assignment,
        seen,
        session.get_one(Person, assignment.reviewer_id),
        find_review(session, assignment_id),
        owed,
        substitutes,
        fair_day(owed.due, assignment.assigned_at, at) if owed else None,
        owed is not None and not has_passed(owed.due.hard_at, at) and has_room(owed.due),
    )


def replace(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    reviewer_id: UUID,
    reason: str,
    *,
    until: date | None = None,
    now: datetime,
) -> Assignment:
    """Take an open review off one reviewer and give it to another: both or neither.

    With `until` the other one gets time up to the end of that day, in the same transaction.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the assignment has ended, or somebody was faster.
        RuleBroken: no reason, the review is in, the other one must not have it, the plan refuses
            the day, or the time is over and there is none.
    """
    assignment, seen = _open_alone(session, actor, assignment_id)
    assignments.release(session, actor, assignment.id, checked_reason(reason), now=now)
    session.flush()  # the pool must see that the place is free
    given = assignments.assign(session, actor, seen.nomination.id, reviewer_id, now=now)
    session.flush()  # what is owed now is asked of the tables
    if until is not None:
        why = "Took the review over from somebody else."
        give_with_review(
            session, actor, seen.edition, seen.nomination, reviewer_id, until, why, now=now
        )
    elif _needs_time(seen, _owed(session, seen, given), seen.edition.time(now)):
        raise RuleBroken([Refusal("day_missing")])
    return given


def _needs_time(seen: Seen, owed: Owed | None, at: datetime) -> bool:
    """Whether the review could not be handed in any more, and the plan leaves room for time."""
    if owed is None or not is_late(seen.edition.plan, owed.due, at):
        return False
    return owed.due.is_extendable and not has_passed(owed.due.hard_at, at)


def _open(session: Session, actor: Actor, assignment_id: UUID) -> tuple[Assignment, Seen]:
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    seen = see_nomination(session, actor, assignment.nomination_id, Permission.REVIEWERS_READ)
    _require_open(assignment, seen)
    return assignment, seen


def _open_alone(session: Session, actor: Actor, assignment_id: UUID) -> tuple[Assignment, Seen]:
    """The same to act on: of two who press at once the second one finds what the first did."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    seen = see_alone(session, actor, assignment.nomination_id, Permission.REVIEWERS_READ)
    _require_open(assignment, seen)
    return assignment, seen


def _require_open(assignment: Assignment, seen: Seen) -> None:
    require(Permission.ASSIGNMENT_WRITE, seen.standing)
    if assignment.status != "assigned":
        raise WrongStage([Refusal("assignment_ended")])


def _owed(session: Session, seen: Seen, assignment: Assignment) -> Owed | None:
    debts = list_debts(session, seen.edition, nomination_id=seen.nomination.id)
    mine = (o for o in debts if o.debt is Debt.REVIEW and o.place_id == assignment.id)
    return next(mine, None)


def _substitute(pool: Pool, seen: Seen, person: Person) -> Substitute:
    load = pool.loads.get(person.id)
    return Substitute(
        person,
        seen.nomination.theme in person.themes,
        load.assigned - load.submitted if load else 0,
        pool.room(person.id),
        pool.known((seen.nomination.id, person.id)) is not None,
    )
