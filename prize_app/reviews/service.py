"""What reviewers do: write, hand in, change, hand back; and what anyone does who is in conflict."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.ending import checked_reason, require_no_review, take_off
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.nominations.recording import record
from prize_app.nominations.standing import see_alone
from prize_app.reviews.changing import drop_change, revise_review, save_change
from prize_app.reviews.kinds import ConflictKind
from prize_app.reviews.own import hold_own
from prize_app.reviews.stepping_back import step_back
from prize_app.reviews.telling import tell_secretariat
from prize_app.reviews.writing import save_draft, submit_review
from workflows.errors import NotFound, Refusal, WrongStage
from workflows.plan.evaluation import Trait
from workflows.policy import Permission

__all__ = [
    "ConflictKind",
    "declare_conflict",
    "decline",
    "drop_change",
    "revise_review",
    "save_change",
    "save_draft",
    "submit_review",
]


def decline(
    session: Session, actor: Actor, assignment_id: UUID, reason: str, *, now: datetime
) -> Assignment:
    """Hand an assignment back, so that somebody else can be asked.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in, or the reason is missing or too long.
    """
    mine = hold_own(session, actor, assignment_id)
    require_no_review(session, mine.assignment)
    if Trait.ASSIGNABLE not in mine.seen.stage.traits or not mine.is_of_now:
        raise WrongStage([Refusal("moved_on")])
    take_off(mine.assignment, "declined", checked_reason(reason))
    said = mine.assignment.reason
    record(session, actor, mine.seen, "assignment:decline", {"reason": said}, now=now)
    tell_secretariat(
        session, "reviewer-declined", mine.seen, now=now, reviewer=actor.name, reason=said
    )
    return mine.assignment


def declare_conflict(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    kind: ConflictKind,
    explanation: str,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Step back from a nomination for good: from now on it does not exist for the actor.

    Raises:
        NotFound: no such nomination, or not for these eyes.
        RuleBroken: the explanation is too long, or missing where no kind says enough.
    """
    seen = see_alone(session, actor, nomination_id, Permission.CONFLICT_DECLARE)
    if not seen.standing.is_impartial:
        raise NotFound
    return step_back(session, actor, seen, kind, explanation, now=now)
