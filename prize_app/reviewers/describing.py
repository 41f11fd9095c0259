"""What is kept of a reviewer besides the role: what an imported list says, and the capacity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.editions.queries import RunningEdition


def describe(
    session: Session, person: Person, details: Mapping[str, Any], *, now: datetime
) -> None:
    """Fill what the profile leaves empty from the list that the invitation was imported from."""
    profile = session.get(ReviewerProfile, person.id)
    if profile is None:
        profile = ReviewerProfile(person_id=person.id, keywords=[], languages=[], changed_at=now)
        session.add(profile)
    profile.keywords = profile.keywords or list(details.get("keywords", ()))
    profile.languages = profile.languages or list(details.get("languages", ()))
    person.themes = person.themes or list(details.get("themes", ()))


def keep_capacity(
    session: Session, edition: RunningEdition, person_id: UUID, capacity: Mapping[str, int]
) -> None:
    """Keep how many nominations somebody takes on in some categories."""
    session.execute(
        delete(ReviewerCapacity).where(
            ReviewerCapacity.edition_id == edition.id,
            ReviewerCapacity.person_id == person_id,
            ReviewerCapacity.category_key.in_(list(capacity)),
        )
    )
    for key, most in capacity.items():
        session.add(
            ReviewerCapacity(
                edition_id=edition.id, person_id=person_id, category_key=key, most=most
            )
        )
