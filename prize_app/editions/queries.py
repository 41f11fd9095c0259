"""Reading editions, roles and the registers that entry conditions look into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Edition, Grant, PlanVersion
from prize_app.db.people import Person
from prize_app.db.plans import Amendment
from prize_app.db.reviewers import TermsAcceptance
from prize_app.plans import PublishedPlan, plan_by_id
from workflows.errors import NotFound
from workflows.plan.evaluation import Action, Role, Stage, Workflow
from workflows.plan.model import Plan
from workflows.policy import Standing
from workflows.terms import Accepted, asked_of, asleep


@dataclass(frozen=True, slots=True)
class RunningEdition:
    """An edition with the plan that it runs under, and those before it, the latest first."""

    row: Edition
    published: PublishedPlan
    earlier: tuple[PublishedPlan, ...] = ()

    @property
    def id(self) -> UUID:
        """The edition's id."""
        return self.row.id

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.published.plan

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The present plan, then the earlier ones: what is recorded may name parts of any."""
        return (self.plan, *(published.plan for published in self.earlier))

    def stage_ever(self, category_key: str, key: str) -> Stage | None:
        """A stage of a category in the present plan, or in the latest that had it."""
        found = (w.stages[key] for w in self._workflows(category_key) if key in w.stages)
        return next(found, None)

    def action_ever(self, category_key: str, key: str) -> Action | None:
        """An action of a category in the present plan, or in the latest that had it."""
        found = (w.actions[key] for w in self._workflows(category_key) if key in w.actions)
        return next(found, None)

    def _workflows(self, category_key: str) -> Iterator[Workflow]:
        for plan in self.plans:
            if category_key in plan.categories:
                yield plan.workflow_of(category_key)

    def time(self, now: datetime) -> datetime:
        """The edition's time: the real one, moved in a demonstration."""
        return now + timedelta(seconds=self.row.clock_shift_seconds)


def _running(session: Session, row: Edition) -> RunningEdition:
    """The row with its plans; those of the past are read once a process, for they never change."""
    known = _earlier.get((row.id, row.amended), () if not row.amended else None)
    if known is None:
        versions = session.scalars(
            select(Amendment.from_version_id)
            .where(Amendment.edition_id == row.id, Amendment.number <= row.amended)
            .order_by(Amendment.number.desc())
        ).all()
        known = tuple(plan_by_id(session, version) for version in dict.fromkeys(versions))
        _earlier[(row.id, row.amended)] = known
    return RunningEdition(row, plan_by_id(session, row.plan_version_id), known)


_earlier: dict[tuple[UUID, int], tuple[PublishedPlan, ...]] = {}


def find_edition(session: Session, slug: str) -> RunningEdition | None:
    """The edition of that name."""
    row = session.scalar(select(Edition).where(Edition.slug == slug))
    return _running(session, row) if row else None


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
    return _running(session, row)


def lock_edition(session: Session, edition_id: UUID) -> RunningEdition:
    """Keep others from counting or moving in an edition until this transaction ends.

    Answers the edition as it is now: while one waited it may have gone over to another plan. Rows
    that were read before are read again when they are next looked at; whatever was concluded from
    them, such as how somebody stands to a nomination, has to be asked again by the caller.

    Not FOR UPDATE: that would also stop the rows that point at the edition, such as the audit
    events of somebody who waits for us, and the two would wait for each other.
    """
    session.flush()
    session.expire_all()
    wanted = select(Edition).where(Edition.id == edition_id).with_for_update(key_share=True)
    row = session.scalars(wanted, execution_options={"populate_existing": True}).one()
    return _running(session, row)


def list_editions(session: Session) -> list[RunningEdition]:
    """All editions, latest first."""
    rows = session.scalars(select(Edition).order_by(Edition.created_at.desc(), Edition.slug)).all()
    return [_running(session, row) for row in rows]


def grants_of(session: Session, person_id: UUID) -> Sequence[Grant]:
    """All roles of a person in all editions."""
    return session.scalars(select(Grant).where(Grant.person_id == person_id)).all()


def roles_in(
    session: Session, person_id: UUID, edition_id: UUID, category_key: str | None = None
) -> frozenset[Role]:
    """The roles given to a person in an edition: for all categories, or also those for one."""
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
    given = roles_in(session, actor.id, edition_id, category_key)
    sleeping = asleep_in(session, actor.id, edition_by_id(session, edition_id), given)
    return Standing(given - sleeping, asleep=sleeping)


def asleep_in(
    session: Session, person_id: UUID, edition: RunningEdition, roles: frozenset[Role]
) -> frozenset[Role]:
    """Which of somebody's roles wait for the plan's terms: one statement where any are asked."""
    if not roles & asked_of(edition.plan):
        return frozenset()
    return asleep(edition.plan, roles, accepted_in(session, person_id, edition.id))


def accepted_in(session: Session, person_id: UUID, edition_id: UUID) -> set[Accepted]:
    """The terms that somebody accepted in an edition, each with the version accepted."""
    rows = session.execute(
        select(TermsAcceptance.terms_key, TermsAcceptance.version).where(
            TermsAcceptance.person_id == person_id, TermsAcceptance.edition_id == edition_id
        )
    )
    return {(key, version) for key, version in rows}


def accepted_anywhere(session: Session, person_id: UUID) -> Mapping[UUID, set[Accepted]]:
    """Edition -> the terms that somebody accepted in it, each with the version accepted."""
    rows = session.execute(
        select(
            TermsAcceptance.edition_id, TermsAcceptance.terms_key, TermsAcceptance.version
        ).where(TermsAcceptance.person_id == person_id)
    )
    found: dict[UUID, set[Accepted]] = {}
    for edition_id, key, version in rows:
        found.setdefault(edition_id, set()).add((key, version))
    return found


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
