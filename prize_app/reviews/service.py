"""What reviewers do: write, submit, hand back; and what anyone does who is in conflict."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.assignments.ending import checked_reason, require_no_review, take_off
from prize_app.conflicts.identities import bind
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import lock_edition
from prize_app.nominations.standing import see_nomination
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.reviews.limits import LONGEST_EXPLANATION, LONGEST_TEXT
from prize_app.reviews.own import Mine, see_own
from prize_app.reviews.telling import record, tell_secretariat
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Rubric, Trait
from workflows.policy import Permission, require
from workflows.scoring import Points, check_points

__all__ = ["ConflictKind", "declare_conflict", "decline", "save_draft", "submit_review"]

OPEN_IN_A_DRAFT = {"criterion_open", "all_abstained"}


def save_draft(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    *,
    lock_version: int,
    page_id: str = "",
    now: datetime,
) -> Review:
    """Keep what is written so far; criteria may be open. `lock_version` is 0 before the first.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in, a text is too long, or points are off the scale.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine = _writable(session, actor, assignment_id)
    refusals = _faults(_rubric(mine), points, strengths, weaknesses)
    _refuse([r for r in refusals if r.code not in OPEN_IN_A_DRAFT])
    return _keep(session, mine, points, strengths, weaknesses, lock_version, page_id, now)


def submit_review(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    *,
    lock_version: int,
    page_id: str = "",
    now: datetime,
) -> Review:
    """Hand the review in. From here on it cannot be changed.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in already, or something is missing; all reasons are in it.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine = _writable(session, actor, assignment_id)
    # Points are handed in for the rubric in force at this moment: nobody amends it meanwhile.
    edition = lock_edition(session, mine.seen.edition.id)
    rubric = edition.plan.rubric_of(mine.seen.nomination.category_key, mine.assignment.round)
    refusals = _faults(rubric, points, strengths, weaknesses)
    if not strengths.strip():
        refusals.append(Refusal("strengths_missing"))
    if not weaknesses.strip():
        refusals.append(Refusal("weaknesses_missing"))
    _refuse(refusals)
    review = _keep(session, mine, points, strengths, weaknesses, lock_version, page_id, now)
    review.submitted_at = review.saved_at
    record(session, actor, mine.seen, "review:submit", {}, now=now)
    session.flush()  # a stale version shall be refused here, not at the commit
    return review


def decline(
    session: Session, actor: Actor, assignment_id: UUID, reason: str, *, now: datetime
) -> Assignment:
    """Hand an assignment back, so that somebody else can be asked.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in, or the reason is missing or too long.
    """
    mine = see_own(session, actor, assignment_id, to_write=True)
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
    seen = see_nomination(session, actor, nomination_id, Permission.CONFLICT_DECLARE)
    if not seen.standing.is_impartial:
        raise NotFound
    if kind is ConflictKind.OTHER and not explanation.strip():
        raise RuleBroken([Refusal("reason_missing")])
    _refuse(_too_long(explanation, LONGEST_EXPLANATION))
    conflict = ConflictOfInterest(
        nomination_id=nomination_id,
        person_id=actor.id,
        kind=kind.value,
        explanation=explanation,
        declared_at=seen.edition.time(now),
        source="oneself",
        declared_by=actor.id,
    )
    # Written at once: letters go to whoever has no conflict, which now leaves the actor out.
    was_reviewer = bool(bind(session, conflict))
    record(session, actor, seen, "conflict:declare", {"kind": kind.value}, now=now)
    tell_secretariat(
        session,
        "conflict-declared",
        seen,
        now=now,
        person=actor.name,
        bond=KIND_WORDS[kind],
        was_reviewer=was_reviewer,
    )
    return conflict


def _writable(session: Session, actor: Actor, assignment_id: UUID) -> Mine:
    mine = see_own(session, actor, assignment_id, to_write=True)
    if mine.together:
        raise NotFound
    if mine.is_submitted:
        raise RuleBroken([Refusal("review_submitted")])
    if Trait.REVIEWING not in mine.seen.stage.traits or not mine.is_of_now:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.REVIEW_WRITE, mine.seen.standing)
    return mine


def _rubric(mine: Mine) -> Rubric:
    category_key = mine.seen.nomination.category_key
    return mine.seen.edition.plan.rubric_of(category_key, mine.assignment.round)


def _faults(rubric: Rubric, points: Points, strengths: str, weaknesses: str) -> list[Refusal]:
    return [
        *check_points(rubric, points),
        *_too_long(strengths, LONGEST_TEXT),
        *_too_long(weaknesses, LONGEST_TEXT),
    ]


def _too_long(text: str, most: int) -> list[Refusal]:
    return [Refusal("too_long", {"most": most})] if len(text) > most else []


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise RuleBroken(refusals)


def _keep(
    session: Session,
    mine: Mine,
    points: Points,
    strengths: str,
    weaknesses: str,
    lock_version: int,
    page_id: str,
    now: datetime,
) -> Review:
    review = mine.review
    own = review is not None and page_id != "" and review.saved_from == page_id
    if (review.lock_version if review else 0) != lock_version and not own:
        raise StaleDataError("the review was saved in another window meanwhile")
    if review is None:
        review = Review(assignment_id=mine.assignment.id)
        session.add(review)
    review.points = {k: v for k, v in points.items() if k in _rubric(mine).criteria}
    review.strengths, review.weaknesses = strengths, weaknesses
    review.saved_from = page_id[:40]
    review.saved_at = mine.seen.edition.time(now)
    session.flush()  # the caller shows the new lock version
    return review
