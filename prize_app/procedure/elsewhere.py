"""Where the nominations of a category stand when none stands where a step starts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from workflows.plan.forms import Words


def where_they_stand(
    session: Session, edition: RunningEdition, category_key: str, viewer_id: UUID
) -> list[tuple[Words, int]]:
    """(stage, nominations that were handed in) in the plan's order, of what the viewer may see."""
    hidden = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer_id
    )
    rows = session.execute(
        select(Nomination.stage, func.count())
        .where(
            Nomination.edition_id == edition.id,
            Nomination.category_key == category_key,
            Nomination.reference.is_not(None),
            Nomination.id.not_in(hidden),
        )
        .group_by(Nomination.stage)
    )
    counts = {stage: count for stage, count in rows}
    stages = edition.plan.workflow_of(category_key).stages.values()
    return [(stage.label, counts[stage.key]) for stage in stages if stage.key in counts]
