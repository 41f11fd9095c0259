"""The registers that entry conditions look into, gathered for one edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.editions import EarlierLaureate, Edition, Grant, RegisteredOrganization
from prize_app.db.laureates import Laureate
from prize_app.db.nominations import Nomination, Settlement
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.plans import plan_by_id
from workflows.conditions import (
    Established,
    Honour,
    Nominated,
    Office,
    Organization,
    Post,
)
from workflows.instants import zone_named
from workflows.plan.evaluation import Trait
from workflows.plan.model import Plan

OFFICES = tuple(post.value for post in Post)


def laureates(session: Session, edition: RunningEdition) -> tuple[Honour, ...]:
    """Who was honoured before, in this system or earlier."""
    registered = session.scalars(select(EarlierLaureate).order_by(EarlierLaureate.year))
    before = [Honour(h.name, h.category_key, h.year, h.original_name) for h in registered]
    here = session.execute(
        select(
            Nomination.nominee_name,
            Laureate.category_key,
            func.extract("year", Laureate.honoured_at),
            Nomination.nominee_original_name,
            Nomination.nominee_email,
        )
        .join(Nomination, Nomination.id == Laureate.nomination_id)
        .where(Laureate.edition_id != edition.id)
        .order_by(Laureate.honoured_at, Laureate.id)
    )
    return (
        *before,
        *(Honour(name, category, int(year), *more) for name, category, year, *more in here),
    )


def offices(
    session: Session, edition: RunningEdition, plans: Mapping[UUID, Plan]
) -> tuple[Office, ...]:
    """Who holds an office of the edition, and who held one in an earlier edition."""
    rows = session.execute(
        select(Person.name, Person.email, Grant.role, Person.original_name, Grant.edition_id)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.role.in_(OFFICES), Grant.edition_id.in_(plans))
        .order_by(Person.name, Grant.role, Grant.edition_id)
    )
    held = []
    for name, email, role, original, edition_id in rows:
        ended = None if edition_id == edition.id else plans[edition_id].prize.year
        if ended is None or ended < edition.plan.prize.year:
            held.append(Office(name, email, role, original, ended))
    return tuple(held)


def organizations(session: Session) -> tuple[Organization, ...]:
    """The register of organizations."""
    rows = session.scalars(select(RegisteredOrganization).order_by(RegisteredOrganization.name))
    return tuple(
        Organization(o.name, o.is_active, o.is_member, o.kind, o.country, o.original_name)
        for o in rows
    )


def nominated(session: Session, plans: Mapping[UUID, Plan]) -> Mapping[UUID, Nominated]:
    """Nomination -> its line, for all that were handed in and did not free their place."""
    rows = session.execute(
        select(
            Nomination.id,
            Nomination.edition_id,
            Nomination.stage,
            Nomination.nominee_name,
            Nomination.category_key,
            Nomination.nominee_original_name,
            Nomination.nominee_email,
        ).where(Nomination.edition_id.in_(plans), Nomination.submitted_at.is_not(None))
    )
    found = {}
    for key, edition_id, stage_key, name, category, original, email in rows:
        plan = plans[edition_id]
        stage = plan.workflow_of(category).stages[stage_key]
        if not stage.frees_quota:
            kept = Trait.KEPT in stage.traits
            found[key] = Nominated(name, category, plan.prize.year, original, email, kept)
    return found


def plans_until(session: Session, edition: RunningEdition) -> Mapping[UUID, Plan]:
    """Edition -> its plan, for this edition and those of earlier years."""
    rows = session.execute(select(Edition.id, Edition.plan_version_id))
    plans = {key: plan_by_id(session, version).plan for key, version in rows}
    year = edition.plan.prize.year
    return {k: p for k, p in plans.items() if k == edition.id or p.prize.year < year}


def established(
    session: Session, edition: RunningEdition, ids: Sequence[UUID]
) -> Mapping[UUID, dict[str, Established]]:
    """Nomination -> condition -> what the secretariat established last."""
    zone = zone_named(edition.plan.prize.zone)
    rows = session.execute(
        select(Settlement, Person.name)
        .outerjoin(Person, Person.id == Settlement.settled_by)
        .where(Settlement.nomination_id.in_(ids))
        .order_by(Settlement.settled_at, Settlement.id)
    )
    found: dict[UUID, dict[str, Established]] = {}
    for row, name in rows:
        found.setdefault(row.nomination_id, {})[row.condition_key] = Established(
            row.holds,
            row.evidence,
            row.document,
            name or "",
            row.settled_at.astimezone(zone).date(),
            row.settles,
        )
    return found
