"""By when reviews of a round are due, and who was given more time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.deadlines import Extension
from prize_app.editions.queries import RunningEdition
from workflows.calendar import Due, due_at
from workflows.plan.evaluation import Trait
from workflows.plan.kinds import Debt
from workflows.plan.model import Plan


def review_due(plan: Plan, category_key: str, round_key: str) -> Due | None:
    """By when reviews of a category are due in a round; of several stages the last counts."""
    dues = [
        due
        for stage in plan.workflow_of(category_key).stages.values()
        if Trait.REVIEWING in stage.traits
        and (stage.round or "") == round_key
        and (due := due_at(plan, stage)) is not None
    ]
    return max(dues, key=lambda due: due.at, default=None)


def extensions(
    session: Session, edition: RunningEdition
) -> Mapping[tuple[UUID, UUID, str], datetime]:
    """(nomination, person, deadline) -> until when more time was granted for a review."""
    rows = session.execute(
        select(
            Extension.nomination_id, Extension.person_id, Extension.deadline_key, Extension.until
        ).where(
            Extension.edition_id == edition.id,
            Extension.state == "granted",
            Extension.debt == Debt.REVIEW.value,
        )
    )
    found: dict[tuple[UUID, UUID, str], datetime] = {}
    for nomination_id, person_id, key, until in rows:
        place = (nomination_id, person_id, key)
        found[place] = max(until, found.get(place, until))
    return found
