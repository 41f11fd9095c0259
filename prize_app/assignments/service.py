"""Giving nominations to reviewers, and taking them back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.confirming import Shown, confirm
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.ending import checked_reason, require_no_review, take_off
from prize_app.assignments.leaking import require_settled
from prize_app.assignments.obeying import hand_refusal
from prize_app.assignments.pool import pool_of
from prize_app.assignments.proposing import ProposalView, propose
from prize_app.assignments.ruling import ruling_on, writable
from prize_app.assignments.storing import store, tell, tell_released
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.editions.recording import append_event
from prize_app.nominations.recording import record
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage

__all__ = ["ProposalView", "Shown", "assign", "confirm", "propose", "release"]


def assign(
    session: Session, actor: Actor, nomination_id: UUID, reviewer_id: UUID, *, now: datetime
) -> Assignment:
    """Give a nomination to a reviewer by hand; also to one who handed it back before.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on, or the reviewer has it already.
        RuleBroken: no reviewer here, in conflict, ruled out, at the most that one may have, or
            against a rule of spread, or the plan asks that hidden names are settled and some are
            not. In every case nothing was written.
    """
    seen = writable(session, actor, nomination_id)
    nomination, edition = seen.nomination, seen.edition
    round_key = edition.plan.round_at(nomination.category_key, nomination.stage)
    pool = pool_of(session, edition, nomination.category_key, [nomination], round_key, now=now)
    pair = (nomination_id, reviewer_id)
    _check(question_of(session, pool, with_fits=False), pair)
    require_settled(session, actor, edition, [nomination])
    assignment = store(session, actor, pool, pair, by_engine=False, now=now)
    append_event(
        session,
        edition,
        "assignment:assign",
        actor_id=actor.id,
        subject_id=nomination_id,
        facts={"reviewer": str(reviewer_id)},
        now=now,
    )
    tell(session, pool, [pair], now=now)
    return assignment


def release(
    session: Session, actor: Actor, assignment_id: UUID, reason: str, *, now: datetime
) -> Assignment:
    """Take a nomination off a reviewer whose review is not in.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on, or the assignment has ended already.
        RuleBroken: the review is in, the pair is locked, or the reason is missing or too long.
    """
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    seen = writable(session, actor, assignment.nomination_id)
    session.refresh(assignment, with_for_update=True)  # its reviewer may be saving just now
    if assignment.status != "assigned":
        raise WrongStage([Refusal("assignment_ended")])
    require_no_review(session, assignment)
    ruling = ruling_on(session, assignment.nomination_id, assignment.reviewer_id)
    if ruling is not None and ruling.ruling == "locked":
        raise RuleBroken([Refusal("pair_locked")])
    take_off(assignment, "released", checked_reason(reason))
    reviewer = session.get_one(Person, assignment.reviewer_id)
    facts = {"reviewer": str(reviewer.id), "reason": assignment.reason}
    record(session, actor, seen, "assignment:release", facts, now=now)
    tell_released(session, seen.edition, reviewer, seen.nomination, now=now)
    return assignment


def _check(question: Question, pair: Pair) -> None:
    refusal = hand_refusal(question, pair)
    if refusal is not None:
        # A button pressed twice, or by two people: somebody was faster, no rule was broken.
        is_late = refusal.code == "already_assigned"
        raise WrongStage([refusal]) if is_late else RuleBroken([refusal])
