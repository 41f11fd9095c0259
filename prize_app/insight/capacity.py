"""How many nominations each reviewer takes on: the own number, within the plan's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import Grant
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.editions.queries import RunningEdition
from workflows.insight import capacity_of
from workflows.plan.judging import most_in


def capacities(
    session: Session, edition: RunningEdition, round_key: str = ""
) -> Mapping[UUID, int]:
    """Reviewer -> nominations that they take on in a round, all categories together.

    Two statements.

    Whoever holds the role no more, but was asked once, is not in it.
    """
    role = edition.plan.round_named(round_key).by.role
    granted: dict[UUID, set[str]] = defaultdict(set)
    rows = session.execute(
        select(Grant.person_id, Grant.category_key).where(
            Grant.edition_id == edition.id, Grant.role == role.value
        )
    )
    for person_id, key in rows:
        granted[person_id] |= {key} if key else set(edition.plan.categories)
    said: dict[UUID, dict[str, int]] = defaultdict(dict)
    limits = session.execute(
        select(
            ReviewerCapacity.person_id, ReviewerCapacity.category_key, ReviewerCapacity.most
        ).where(ReviewerCapacity.edition_id == edition.id, ReviewerCapacity.role == role.value)
    )
    for person_id, key, number in limits:
        said[person_id][key] = number
    most = most_in(edition.plan, round_key)
    return {key: capacity_of(most, asked, said[key]) for key, asked in granted.items()}
