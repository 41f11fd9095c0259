"""The organization tree: which body is part of which, seen and set by the secretariat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from prize_app.actors import Actor
from prize_app.db.editions import RegisteredOrganization
from prize_app.editions.affiliations import register_of
from prize_app.editions.queries import get_edition, lock_edition, standing_in
from prize_app.editions.recording import append_event
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.policy import Permission, require_visible

PAGE = 100


@dataclass(frozen=True, slots=True)
class Body:
    """A body with the one that it is part of, and how many are part of it."""

    row: RegisteredOrganization
    parent: RegisteredOrganization | None
    parts: int


def bodies(session: Session, *, like: str = "", after: str = "") -> tuple[list[Body], str]:
    """A page of the register by name, and the name to go on from (empty at the end)."""
    above, below = aliased(RegisteredOrganization), aliased(RegisteredOrganization)
    parts = (
        select(func.count()).where(below.parent_id == RegisteredOrganization.id).scalar_subquery()
    )
    wanted = (
        select(RegisteredOrganization, above, parts)
        .outerjoin(above, above.id == RegisteredOrganization.parent_id)
        .order_by(RegisteredOrganization.name, RegisteredOrganization.id)
        .limit(PAGE + 1)
    )
    if like:
        pattern = f"%{_literal(like)}%"
        wanted = wanted.where(
            or_(
                RegisteredOrganization.name.ilike(pattern, escape="\\"),
                RegisteredOrganization.original_name.ilike(pattern, escape="\\"),
                above.name.ilike(pattern, escape="\\"),
            )
        )
    if after:
        wanted = wanted.where(RegisteredOrganization.name > after)
    found = [Body(row, parent, count) for row, parent, count in session.execute(wanted)]
    return found[:PAGE], found[PAGE - 1].row.name if len(found) > PAGE else ""


def get_body(session: Session, organization_id: UUID) -> RegisteredOrganization:
    """A line of the register.

    Raises:
        NotFound: there is none.
    """
    row = session.get(RegisteredOrganization, organization_id)
    if row is None:
        raise NotFound
    return row


def way_up(session: Session, row: RegisteredOrganization) -> list[str]:
    """What the body is part of, the nearest first."""
    tree = register_of(session).tree
    return [tree.name(key) for key, steps in tree.upwards(str(row.id)) if steps]


def parts_of(session: Session, row: RegisteredOrganization) -> Sequence[RegisteredOrganization]:
    """What is part of the body, by name."""
    wanted = select(RegisteredOrganization).where(RegisteredOrganization.parent_id == row.id)
    return session.scalars(wanted.order_by(RegisteredOrganization.name).limit(500)).all()


def place_body(
    session: Session,
    actor: Actor,
    slug: str,
    organization_id: UUID,
    parent: str,
    *,
    now: datetime,
) -> RegisteredOrganization:
    """Say what a body is part of; `parent` is a name of the register, or empty for nothing.

    Raises:
        NotFound: no such edition or body, or not for these eyes.
        RuleBroken: no such parent, more than one of that name, or it is part of the body itself.
    """
    edition = get_edition(session, slug)
    require_visible(Permission.EDITION_ADMINISTER, standing_in(session, actor, edition.id))
    lock_edition(session, edition.id)
    row = get_body(session, organization_id)
    key = named(session, parent) if parent.strip() else None
    if key is not None and register_of(session).tree.would_circle(str(row.id), str(key)):
        raise RuleBroken([Refusal("organization_in_circle")])
    row.parent_id = key
    append_event(
        session,
        edition,
        "organization:place",
        actor_id=actor.id,
        facts={"organization": row.name, "parent": parent.strip()},
        now=now,
    )
    return row


def named(session: Session, name: str) -> UUID:
    """The one body of this name; two of a name are told apart as *Name (CC)*.

    Raises:
        RuleBroken: there is none, or there are several.
    """
    bare, country = _parted(name)
    wanted = select(RegisteredOrganization.id).where(
        or_(RegisteredOrganization.name == name.strip(), RegisteredOrganization.name == bare)
    )
    if country:
        wanted = wanted.where(
            or_(
                RegisteredOrganization.name == name.strip(),
                RegisteredOrganization.country == country,
            )
        )
    found = session.scalars(wanted.limit(2)).all()
    if not found:
        raise RuleBroken([Refusal("organization_unknown")])
    if len(found) > 1:
        raise RuleBroken([Refusal("organization_ambiguous")])
    return found[0]


def _parted(name: str) -> tuple[str, str]:
    """*Name (CC)* as (Name, CC); other names have no country."""
    bare, bracket, rest = name.strip().rpartition(" (")
    if bracket and len(rest) == 3 and rest.endswith(")"):
        return bare, rest[:2].upper()
    return name.strip(), ""


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
