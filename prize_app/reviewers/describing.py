"""What is kept of a reviewer besides the role: what an imported list says, and the capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, union
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition, get_edition
from prize_app.reviewers.recording import append_event
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role


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


def reviewed_categories(
    session: Session, person_id: UUID, edition: RunningEdition
) -> Sequence[str]:
    """The categories in which somebody is a reviewer or was given something, in the plan's order.

    Raises:
        NotFound: they are no reviewer of the edition.
    """
    by_role = select(Grant.category_key).where(
        Grant.edition_id == edition.id,
        Grant.person_id == person_id,
        Grant.role == Role.REVIEWER.value,
    )
    by_assignment = (
        select(Nomination.category_key)
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .where(Nomination.edition_id == edition.id, Assignment.reviewer_id == person_id)
    )
    granted = set(session.scalars(union(by_role, by_assignment)))
    if not granted:
        raise NotFound
    known = edition.plan.categories
    return [key for key in known if "" in granted or key in granted]


def change_capacity(
    session: Session, actor: Actor, slug: str, capacity: Mapping[str, int], *, now: datetime
) -> None:
    """Change how many nominations the actor takes on; what is given already stays given.

    Raises:
        NotFound: no reviewer of this edition, or not of one of the categories.
        RuleBroken: a number is outside 0 and the plan's most.
    """
    edition = get_edition(session, slug)
    if not set(capacity) <= set(reviewed_categories(session, actor.id, edition)):
        raise NotFound
    most = edition.plan.reviewing.most_per_reviewer
    if not all(0 <= number <= most for number in capacity.values()):
        raise RuleBroken([Refusal("capacity_out_of_range", {"most": most})])
    keep_capacity(session, edition, actor.id, capacity)
    append_event(
        session,
        edition,
        "capacity:change",
        actor_id=actor.id,
        subject_id=actor.id,
        facts=dict(capacity),
        now=now,
    )
