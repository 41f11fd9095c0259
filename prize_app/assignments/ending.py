"""How an assignment ends: declined, recused or released, whoever ends it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.conflicts.recusing import take_off
from prize_app.db.reviews import Assignment, Review
from prize_app.reasons import reason_faults, require_none
from workflows.errors import Refusal, RuleBroken

__all__ = ["checked_reason", "require_no_review", "take_off"]

LONGEST_REASON = 2_000
"""Of a reason, in characters."""


def checked_reason(reason: str) -> str:
    """A reason that somebody gave.

    Raises:
        RuleBroken: it is missing or too long.
    """
    require_none(reason_faults(reason, most=LONGEST_REASON))
    return reason


def require_no_review(session: Session, assignment: Assignment) -> None:
    """Refuse to end an assignment whose review is in: a result would change by it.

    Raises:
        RuleBroken: the review is in.
    """
    handed_in = select(Review.submitted_at).where(Review.assignment_id == assignment.id)
    if session.scalar(handed_in) is not None:
        raise RuleBroken([Refusal("review_submitted")])
