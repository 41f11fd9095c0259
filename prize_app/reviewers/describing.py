"""What is kept of a reviewer besides the role: what an imported list says, and the capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition, get_edition
from prize_app.editions.recording import append_event
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.plan.judging import most_of, roles_invited


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
    session: Session,
    edition: RunningEdition,
    person_id: UUID,
    capacity: Mapping[str, int],
    *,
    role: Role = Role.REVIEWER,
) -> None:
    """Keep how many nominations somebody takes on in some categories in a role."""
    session.execute(
        delete(ReviewerCapacity).where(
            ReviewerCapacity.edition_id == edition.id,
            ReviewerCapacity.person_id == person_id,
            ReviewerCapacity.category_key.in_(list(capacity)),
            ReviewerCapacity.role == role.value,
        )
    )
    for key, most in capacity.items():
        session.add(
            ReviewerCapacity(
                edition_id=edition.id,
                person_id=person_id,
                category_key=key,
                role=role.value,
                most=most,
            )
        )


def reviewed_categories(
    session: Session, person_id: UUID, edition: RunningEdition
) -> Mapping[Role, Sequence[str]]:
    """Role -> the categories in which somebody reviews in it or was given something.

    Roles stand in the order of their rounds, categories in the plan's.

    Raises:
        NotFound: they review nothing in the edition.
    """
    plan = edition.plan
    by_role = select(Grant.role, Grant.category_key).where(
        Grant.edition_id == edition.id,
        Grant.person_id == person_id,
        Grant.role.in_([role.value for role in roles_invited(plan)]),
    )
    by_assignment = (
        select(Assignment.round, Nomination.category_key)
        .join(Nomination, Assignment.nomination_id == Nomination.id)
        .where(Nomination.edition_id == edition.id, Assignment.reviewer_id == person_id)
    )
    held = {(Role(role), key) for role, key in session.execute(by_role)}
    held |= {(plan.round_named(r).by.role, key) for r, key in session.execute(by_assignment)}
    if not held:
        raise NotFound
    found = {
        role: [key for key in plan.categories if held & {(role, ""), (role, key)}]
        for role in dict.fromkeys((*roles_invited(plan), *sorted(role for role, _ in held)))
    }
    return {role: keys for role, keys in found.items() if keys}


def change_capacity(
    session: Session,
    actor: Actor,
    slug: str,
    capacity: Mapping[str, int],
    *,
    role: Role = Role.REVIEWER,
    now: datetime,
) -> None:
    """Change how many nominations the actor takes on in a role; what is given stays given.

    Raises:
        NotFound: no reviewer of this edition in that role, or not of one of the categories.
        RuleBroken: a number is outside 0 and the most of the role's rounds.
    """
    edition = get_edition(session, slug)
    if not set(capacity) <= set(reviewed_categories(session, actor.id, edition).get(role, ())):
        raise NotFound
    most = most_of(edition.plan, role)
    if not all(0 <= number <= most for number in capacity.values()):
        raise RuleBroken([Refusal("capacity_out_of_range", {"most": most})])
    keep_capacity(session, edition, actor.id, capacity, role=role)
    append_event(
        session,
        edition,
        "capacity:change",
        actor_id=actor.id,
        subject_id=actor.id,
        facts={"role": role.value, "most": dict(capacity)},
        now=now,
    )
