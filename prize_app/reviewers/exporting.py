"""The reviewers of an edition, whatever they are asked for, in the format of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import Grant
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import Invitation, ReviewerCapacity
from prize_app.editions.queries import RunningEdition
from prize_app.reviewers.tables import written
from workflows.plan.evaluation import Role
from workflows.plan.judging import roles_invited, rounds_judged_by
from workflows.plan.model import Plan


def export_list(session: Session, edition: RunningEdition) -> bytes:
    """The reviewers of an edition, and whoever is invited, in the format of the import."""
    rows = session.execute(
        select(Person, Grant.role, Grant.category_key)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.edition_id == edition.id, Grant.role.in_(_invited(edition.plan)))
        .order_by(Person.name, Person.id, Grant.category_key)
    ).all()
    people = {person.id: person for person, _, _ in rows}
    keys: dict[tuple[UUID, str], list[str]] = {}
    for person, role, key in rows:
        keys.setdefault((person.id, role), []).append(key)
    profiles = {
        row.person_id: row
        for row in session.scalars(
            select(ReviewerProfile).where(ReviewerProfile.person_id.in_(people))
        )
    }
    most = _largest_capacity(session, edition.id)
    lines = [
        _exported(
            people[person_id],
            profiles.get(person_id),
            held,
            most.get((person_id, role)),
            _round_of(edition.plan, role),
        )
        for (person_id, role), held in keys.items()
    ]
    known = {(people[person_id].email, role) for person_id, role in keys}
    invited = session.scalars(
        select(Invitation)
        .where(Invitation.edition_id == edition.id)
        .order_by(Invitation.name, Invitation.email)
    )
    guests = [
        _exported_guest(row, _round_of(edition.plan, row.role))
        for row in invited
        if (row.email, row.role) not in known
    ]
    return written([*lines, *guests])


def _invited(plan: Plan) -> list[str]:
    return [role.value for role in roles_invited(plan)]


def _round_of(plan: Plan, role: str) -> str:
    """The first round of a role: by it the import knows what somebody is asked for."""
    return next(iter(rounds_judged_by(plan, Role(role))), "")


def _largest_capacity(session: Session, edition_id: UUID) -> Mapping[tuple[UUID, str], int]:
    """(person, role) -> the most that they take on in a category: the format has one number."""
    rows = session.execute(
        select(ReviewerCapacity.person_id, ReviewerCapacity.role, ReviewerCapacity.most).where(
            ReviewerCapacity.edition_id == edition_id
        )
    )
    found: dict[tuple[UUID, str], int] = {}
    for person_id, role, most in rows:
        found[person_id, role] = max(most, found.get((person_id, role), 0))
    return found


def _exported(
    person: Person,
    profile: ReviewerProfile | None,
    keys: Sequence[str],
    most: int | None,
    round_key: str,
) -> dict[str, str]:
    return {
        "name": person.name,
        "email": person.email,
        "institution": person.institution,
        "country": person.country,
        "themes": "|".join(person.themes),
        "keywords": "|".join(profile.keywords if profile else ()),
        "languages": "|".join(profile.languages if profile else ()),
        "categories": "" if "" in keys else "|".join(keys),
        "capacity": str(most or ""),
        "round": round_key,
    }


def _exported_guest(row: Invitation, round_key: str) -> dict[str, str]:
    return {
        "name": row.name,
        "email": row.email,
        "institution": row.institution,
        "country": row.country,
        "themes": "|".join(row.details.get("themes", ())),
        "keywords": "|".join(row.details.get("keywords", ())),
        "languages": "|".join(row.details.get("languages", ())),
        "categories": "|".join(row.categories),
        "capacity": str(row.details.get("capacity", "")),
        "round": round_key,
    }
