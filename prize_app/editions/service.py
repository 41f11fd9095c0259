"""Opening editions, giving roles, moving the clock of a demonstration."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app import plans
from prize_app.actors import Actor
from prize_app.audit import service as audit
from prize_app.db.editions import Edition, Grant
from prize_app.db.people import Person
from prize_app.editions.queries import (
    RunningEdition,
    edition_by_id,
    get_edition,
    lock_edition,
    standing_in,
)
from prize_app.editions.recording import append_event
from prize_app.notices import service as notices
from prize_app.surroundings import surroundings
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.policy import Permission, require

LONGEST_MOVE = timedelta(days=3 * 366)


def open_edition(
    session: Session,
    *,
    slug: str,
    title: str,
    plan_source: str,
    now: datetime,
    is_demonstration: bool = False,
    by: UUID | None = None,
) -> RunningEdition:
    """Make an edition that runs under a plan; `by` is None for the operator.

    Raises:
        PlanFaulty: the plan does not hold; nothing was written.
    """
    version = plans.publish(session, plan_source, now=now)
    row = Edition(
        slug=slug,
        title=title,
        plan_version_id=version.id,
        is_demonstration=is_demonstration,
        created_at=now,
    )
    session.add(row)
    session.flush()  # the audit log points at it
    audit.record(
        session,
        row.id,
        "edition:open",
        actor_id=by,
        subject_id=row.id,
        facts={"plan": version.content_hash},
        at=now,
        now=now,
    )
    return edition_by_id(session, row.id)


def grant_role(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    email: str,
    role: Role,
    category_key: str,
    now: datetime,
) -> Grant:
    """Give somebody a role. Giving it again changes nothing.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        NotFound: no such edition or category.
        RuleBroken: nobody has an account with that address.
    """
    edition = get_edition(session, slug)
    require(Permission.PEOPLE_GRANT, standing_in(session, actor, edition.id))
    if category_key and category_key not in edition.plan.categories:
        raise NotFound
    person = session.scalar(select(Person).where(Person.email == email.casefold()))
    if person is None:
        raise RuleBroken([Refusal("no_such_person")])
    return give_role(session, edition, person, role, category_key, by=actor.id, now=now)


def give_role(
    session: Session,
    edition: RunningEdition,
    person: Person,
    role: Role,
    category_key: str,
    *,
    by: UUID | None,
    now: datetime,
    tells: bool = True,
) -> Grant:
    """Write a grant, the audit event and, if it `tells`, the letter; permission was checked."""
    known = session.scalar(
        select(Grant).where(
            Grant.edition_id == edition.id,
            Grant.person_id == person.id,
            Grant.role == role.value,
            Grant.category_key == category_key,
        )
    )
    if known is not None:
        return known
    grant = Grant(
        edition_id=edition.id,
        person_id=person.id,
        role=role.value,
        category_key=category_key,
        granted_by=by,
        granted_at=now,
    )
    session.add(grant)
    _record(session, edition, "role:grant", grant, by, now=now)
    if tells:
        notices.queue(
            session,
            "role-granted",
            to=person.email,
            now=now,
            edition_id=edition.id,
            name=person.name,
            role=role.value,
            edition=edition.row.title,
            slug=edition.row.slug,
        )
    return grant


def revoke_role(
    session: Session, actor: Actor, slug: str, grant_id: UUID, *, now: datetime
) -> None:
    """Take a role back.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        NotFound: no such role here.
        RuleBroken: the last person of the secretariat, in all categories, would go.
    """
    edition = get_edition(session, slug)
    require(Permission.PEOPLE_GRANT, standing_in(session, actor, edition.id))
    lock_edition(session, edition.id)
    grant = session.get(Grant, grant_id)
    if grant is None or grant.edition_id != edition.id:
        raise NotFound
    if _is_last_secretary(session, grant):
        raise RuleBroken([Refusal("last_secretary")])
    session.delete(grant)
    _record(session, edition, "role:revoke", grant, actor.id, now=now)


def move_clock(session: Session, actor: Actor, slug: str, *, to: datetime, now: datetime) -> None:
    """Move the time of a demonstration forward. Time never goes back: records would lie.

    Raises:
        RuleBroken: no demonstration, backwards, or more than three years ahead.
    """
    edition = get_edition(session, slug)
    require(Permission.EDITION_ADMINISTER, standing_in(session, actor, edition.id))
    row = edition.row
    current = edition.time(now)
    demonstration = surroundings(session).demonstration and row.is_demonstration
    if not demonstration or to < current or to > now + LONGEST_MOVE:
        raise RuleBroken([Refusal("no_clock")])
    row.clock_shift_seconds += int((to - current).total_seconds()) + 1
    append_event(
        session,
        edition,
        "demonstration:move-clock",
        actor_id=actor.id,
        subject_id=row.id,
        facts={"to_time": to.isoformat()},
        now=now,
    )


def _record(
    session: Session,
    edition: RunningEdition,
    event: str,
    grant: Grant,
    by: UUID | None,
    *,
    now: datetime,
) -> None:
    append_event(
        session,
        edition,
        event,
        actor_id=by,
        subject_id=grant.person_id,
        facts={"role": grant.role, "category": grant.category_key},
        now=now,
    )


def _is_last_secretary(session: Session, grant: Grant) -> bool:
    """A secretary of one category is none for the edition, whose pages ask for all of it."""
    if grant.role != Role.SECRETARIAT or grant.category_key:
        return False
    wanted = select(func.count()).where(
        Grant.edition_id == grant.edition_id,
        Grant.role == Role.SECRETARIAT.value,
        Grant.category_key == "",
    )
    return session.scalar(wanted) == 1
