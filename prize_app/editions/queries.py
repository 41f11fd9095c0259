"""Reading editions, roles and the registers that entry conditions look into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Edition, Grant, PlanVersion
from prize_app.db.people import Person
from prize_app.plans import PublishedPlan, plan_by_id
from workflows.errors import NotFound
from workflows.plan.evaluation import Role
from workflows.plan.model import Plan
from workflows.policy import Standing


@dataclass(frozen=True, slots=True)
class RunningEdition:
    """An edition with the plan that it runs under."""

    row: Edition
    published: PublishedPlan

    @property
    def id(self) -> UUID:
        """The edition's id."""
        return self.row.id

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.published.plan

    def time(self, now: datetime) -> datetime:
        """The edition's time: the real one, moved in a demonstration."""
        return now + timedelta(seconds=self.row.clock_shift_seconds)


def find_edition(session: Session, slug: str) -> RunningEdition | None:
    """The edition of that name."""
    row = session.scalar(select(Edition).where(Edition.slug == slug))
    return RunningEdition(row, plan_by_id(session, row.plan_version_id)) if row else None


def get_edition(session: Session, slug: str) -> RunningEdition:
    """The edition of that name.

    Raises:
        NotFound: there is none.
    """
    found = find_edition(session, slug)
    if found is None:
        raise NotFound
    return found


def edition_by_id(session: Session, edition_id: UUID) -> RunningEdition:
    """The edition of a row that points at it."""
    row = session.get_one(Edition, edition_id)
    return RunningEdition(row, plan_by_id(session, row.plan_version_id))


def lock_edition(session: Session, edition_id: UUID) -> None:
    """Keep others from counting or moving in an edition until this transaction ends.

    Not FOR UPDATE: that would also stop the rows that point at the edition, such as the audit
    events of somebody who waits for us, and the two would wait for each other.
    """
    row = select(Edition.id).where(Edition.id == edition_id)
    session.execute(row.with_for_update(key_share=True))


def list_editions(session: Session) -> list[RunningEdition]:
    """All editions, latest first."""
    rows = session.scalars(select(Edition).order_by(Edition.created_at.desc(), Edition.slug)).all()
    return [RunningEdition(row, plan_by_id(session, row.plan_version_id)) for row in rows]


def grants_of(session: Session, person_id: UUID) -> Sequence[Grant]:
    """All roles of a person in all editions."""
    return session.scalars(select(Grant).where(Grant.person_id == person_id)).all()


def roles_in(
    session: Session, person_id: UUID, edition_id: UUID, category_key: str | None = None
) -> frozenset[Role]:
    """The roles of a person in an edition: for all categories, or also those for one."""
    grants = session.execute(
        select(Grant.role, Grant.category_key).where(
            Grant.person_id == person_id, Grant.edition_id == edition_id
        )
    )
    return frozenset(Role(role) for role, category in grants if category in ("", category_key))


def standing_in(
    session: Session, actor: Actor, edition_id: UUID, category_key: str | None = None
) -> Standing:
    """How somebody stands to an edition or one of its categories."""
    return Standing(roles_in(session, actor.id, edition_id, category_key))


def list_grants(session: Session, edition_id: UUID) -> list[tuple[Grant, Person]]:
    """Everybody with a role, by role and name."""
    rows = session.execute(
        select(Grant, Person)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.edition_id == edition_id)
        .order_by(Grant.role, Person.name)
    )
    return [(grant, person) for grant, person in rows]


def people_with_role(
    session: Session, edition_id: UUID, role: Role, category_key: str | None = None
) -> list[Person]:
    """Everybody who holds a role for a category, by id so that the order is always the same."""
    categories = ("", category_key) if category_key else ("",)
    holders = select(Grant.person_id).where(
        Grant.edition_id == edition_id,
        Grant.role == role.value,
        Grant.category_key.in_(categories),
    )
    # Not a join with DISTINCT: PostgreSQL cannot compare the JSON of a person's themes.
    return list(session.scalars(select(Person).where(Person.id.in_(holders)).order_by(Person.id)))


def plan_source(session: Session, edition: RunningEdition) -> str:
    """The document of an edition's plan."""
    return session.get_one(PlanVersion, edition.published.id).source
