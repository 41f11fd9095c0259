"""Recording what the committee resolved, and the signatures under it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.committee import Approval, Decision
from prize_app.nominations.moving import Taken
from workflows.plan.evaluation import Trait


def record_decisions(session: Session, taken: Sequence[Taken]) -> None:
    """Store each proposal with its reasons; an earlier one of the nomination is superseded."""
    for one in taken:
        _supersede(session, one)
        session.add(
            Decision(
                nomination_id=one.nomination.id,
                action_key=one.step.action.key,
                reasons=one.given.reason,
                citation=dict(one.given.citation),
                proposed_by=one.actor_id,
                proposed_at=one.at,
            )
        )


def record_approvals(session: Session, taken: Sequence[Taken]) -> None:
    """Store each signature; one that undoes the decision supersedes it."""
    for one in taken:
        decision = _present(session, one)
        if decision is None:
            continue
        session.add(
            Approval(
                decision_id=decision.id,
                action_key=one.step.action.key,
                reasons=one.given.reason,
                approved_by=one.actor_id,
                approved_at=one.at,
            )
        )
        workflow = one.edition.plan.workflow_of(one.nomination.category_key)
        if Trait.DECIDED not in workflow.stages[one.step.target].traits:
            decision.superseded_at = one.at


def _present(session: Session, taken: Taken) -> Decision | None:
    return session.scalar(
        select(Decision).where(
            Decision.nomination_id == taken.nomination.id, Decision.superseded_at.is_(None)
        )
    )


def _supersede(session: Session, taken: Taken) -> None:
    earlier = _present(session, taken)
    if earlier is not None:
        earlier.superseded_at = taken.at
