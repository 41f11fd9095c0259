"""Giving nominations to reviewers, and taking them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.ending import checked_reason, require_no_review, take_off
from prize_app.assignments.pool import Pool, administered, assignable, pool_of
from prize_app.assignments.proposing import ProposalView, input_hash, instance_of, propose
from prize_app.assignments.queries import lock_assignments
from prize_app.audit import service as audit
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.notices import service as notices
from workflows.errors import NotFound, PrizeError, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Trait
from workflows.policy import Permission, require

__all__ = ["ProposalView", "assign", "confirm", "propose", "release"]


def assign(
    session: Session, actor: Actor, nomination_id: UUID, reviewer_id: UUID, *, now: datetime
) -> Assignment:
    """Give a nomination to a reviewer by hand; also to one who handed it back before.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on, or the reviewer has it already.
        RuleBroken: no reviewer here, in conflict, or at the most that one may have. In every case
            nothing was written.
    """
    seen = _writable(session, actor, nomination_id)
    lock_assignments(session, seen.edition.id)
    nomination, edition = seen.nomination, seen.edition
    pool = pool_of(session, edition, nomination.category_key, [nomination], now=now)
    pair = (nomination_id, reviewer_id)
    _check(pool, pair)
    assignment = _store(session, actor, pool, pair, by_engine=False, now=now)
    _record(
        session,
        actor,
        edition,
        "assignment:assign",
        nomination_id,
        {"reviewer": str(reviewer_id)},
        now,
    )
    _tell(session, pool, [pair], now=now)
    return assignment


def confirm(
    session: Session,
    actor: Actor,
    slug: str,
    category_key: str,
    pairs: Sequence[Pair],
    *,
    now: datetime,
) -> int:
    """Store exactly these pairs, each checked again; returns how many.

    Raises:
        NotFound: the category, or a nomination among the pairs, is not for these eyes.
        WrongStage: somebody has assigned meanwhile.
        RuleBroken: no pairs, or one that must not be. In every case nothing was written.
    """
    edition = administered(session, actor, slug, category_key)
    lock_assignments(session, edition.id)
    nominations = assignable(session, actor, edition, category_key)
    pool = pool_of(session, edition, category_key, nominations, now=now)
    wanted = list(dict.fromkeys(pairs))
    _check_all(pool, wanted)
    asked = input_hash(instance_of(pool))
    for pair in wanted:
        _store(session, actor, pool, pair, by_engine=True, now=now)
    facts = {"category": category_key, "count": len(wanted), "input": asked}
    _record(session, actor, edition, "assignment:confirm", edition.id, facts, now)
    _tell(session, pool, wanted, now=now)
    return len(wanted)


def release(
    session: Session, actor: Actor, assignment_id: UUID, reason: str, *, now: datetime
) -> Assignment:
    """Take a nomination off a reviewer whose review is not in.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on, or the assignment has ended already.
        RuleBroken: the review is in, or the reason is missing or too long.
    """
    assignment = session.get(Assignment, assignment_id, with_for_update=True)
    if assignment is None:
        raise NotFound
    seen = _writable(session, actor, assignment.nomination_id)
    if assignment.status != "assigned":
        raise WrongStage([Refusal("assignment_ended")])
    require_no_review(session, assignment)
    take_off(assignment, "released", checked_reason(reason))
    reviewer = session.get_one(Person, assignment.reviewer_id)
    _record(
        session,
        actor,
        seen.edition,
        "assignment:release",
        assignment.nomination_id,
        {"reviewer": str(reviewer.id), "reason": assignment.reason},
        now,
    )
    notices.queue(
        session,
        "review-released",
        to=reviewer.email,
        now=now,
        edition_id=seen.edition.id,
        name=reviewer.name,
        reference=seen.nomination.reference,
        edition=seen.edition.row.title,
    )
    return assignment


def _writable(session: Session, actor: Actor, nomination_id: UUID) -> Seen:
    seen = see_nomination(session, actor, nomination_id, Permission.REVIEWERS_READ)
    if Trait.ASSIGNABLE not in seen.stage.traits:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.ASSIGNMENT_WRITE, seen.standing)
    return seen


def _check(pool: Pool, pair: Pair) -> None:
    refusal = pool.refusal(pair)
    if refusal is not None:
        raise _error_for(refusal)


def _error_for(refusal: Refusal) -> PrizeError:
    # A button pressed twice, or by two people: somebody was faster, no rule was broken.
    if refusal.code == "already_assigned":
        return WrongStage([refusal])
    return RuleBroken([refusal])


def _check_all(pool: Pool, pairs: Sequence[Pair]) -> None:
    """Every pair by itself, then all together."""
    if not pairs:
        raise RuleBroken([Refusal("none_to_take")])
    if any(nomination not in pool.nominations for nomination, _ in pairs):
        raise NotFound
    for pair in pairs:
        _check(pool, pair)
    for nomination, further in Counter(n for n, _ in pairs).items():
        if further > pool.missing(nomination):
            raise WrongStage([Refusal("moved_on")])
    for reviewer, further in Counter(r for _, r in pairs).items():
        if further > pool.room(reviewer):
            most = pool.edition.plan.reviewing.most_per_reviewer
            raise RuleBroken([Refusal("reviewer_full", {"most": most})])


def _store(
    session: Session, actor: Actor, pool: Pool, pair: Pair, *, by_engine: bool, now: datetime
) -> Assignment:
    """A new row, or the one of an earlier assignment taken up again."""
    known = pool.known(pair)
    if known is None:
        assignment = Assignment(nomination_id=pair[0], reviewer_id=pair[1])
        session.add(assignment)
    else:
        assignment = known.assignment
    assignment.status, assignment.reason = "assigned", ""
    assignment.proposed_by_engine = by_engine
    assignment.assigned_by, assignment.assigned_at = actor.id, now
    return assignment


def _record(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    event: str,
    subject_id: UUID,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    audit.record(
        session,
        edition.id,
        event,
        actor_id=actor.id,
        subject_id=subject_id,
        facts=facts,
        at=edition.time(now),
        now=now,
    )


def _tell(session: Session, pool: Pool, pairs: Sequence[Pair], *, now: datetime) -> None:
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
