"""Locking a reviewer to a nomination, ruling one out, and lifting either."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.ending import checked_reason
from prize_app.assignments.pool import Pool, pool_of
from prize_app.db.reviews import PairRuling
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_alone
from workflows.errors import Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Trait
from workflows.policy import Permission, require

RULINGS = ("locked", "forbidden", "lifted")


def rule(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    reviewer_id: UUID,
    ruling: str,
    reason: str,
    *,
    now: datetime,
) -> PairRuling:
    """Say that a pair always is, never is, or is again as any other; the row stays as record.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on.
        RuleBroken: no such ruling or reviewer, no reason, a lock against a conflict of interest,
            or ruling out whoever is assigned. In every case nothing was written.
    """
    seen = writable(session, actor, nomination_id)
    nomination = seen.nomination
    round_key = seen.edition.plan.round_at(nomination.category_key, nomination.stage)
    pool = pool_of(session, seen.edition, nomination.category_key, [nomination], round_key)
    _check(pool, (nomination_id, reviewer_id), ruling)
    said = checked_reason(reason)
    found = ruling_on(session, nomination_id, reviewer_id)
    if found is None:
        found = PairRuling(nomination_id=nomination_id, reviewer_id=reviewer_id)
        session.add(found)
    found.ruling, found.reason, found.ruled_by = ruling, said, actor.id
    found.ruled_at = seen.edition.time(now)
    facts = {"reviewer": str(reviewer_id), "ruling": ruling, "reason": found.reason}
    record(session, actor, seen, "assignment:rule", facts, now=now)
    return found


def ruling_on(session: Session, nomination_id: UUID, reviewer_id: UUID) -> PairRuling | None:
    """What was ruled on a pair, lifted or not."""
    return session.scalar(
        select(PairRuling).where(
            PairRuling.nomination_id == nomination_id, PairRuling.reviewer_id == reviewer_id
        )
    )


def writable(session: Session, actor: Actor, nomination_id: UUID) -> Seen:
    """A nomination whose reviewers the actor may change; nobody else does meanwhile.

    Raises:
        NotFound, NotAllowed: not for these eyes, or not this actor's to do.
        WrongStage: the nomination has moved on.
    """
    seen = see_alone(session, actor, nomination_id, Permission.REVIEWERS_READ)
    if Trait.ASSIGNABLE not in seen.stage.traits:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.ASSIGNMENT_WRITE, seen.standing)
    return seen


def _check(pool: Pool, pair: tuple[UUID, UUID], ruling: str) -> None:
    if ruling not in RULINGS:
        raise RuleBroken([Refusal("ruling_unreadable")])
    if pair[1] not in pool.reviewers:
        raise RuleBroken([Refusal("not_a_reviewer")])
    known = pool.known(pair)
    if ruling == "locked" and pair in pool.barred:
        raise RuleBroken([Refusal("reviewer_conflicted")])
    if ruling == "forbidden" and known is not None and known.counts:
        raise RuleBroken([Refusal("already_assigned")])
