"""The plans that an edition has run under, and what each amendment changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.plans import Amendment
from prize_app.plans import PublishedPlan, plan_by_id
from workflows.amending.grouping import for_nominators
from workflows.plan.diffing import Difference, differences


@dataclass(frozen=True, slots=True)
class Amended:
    """One amendment with the plans before and after it and everything that differs."""

    row: Amendment
    before: PublishedPlan
    after: PublishedPlan
    differences: tuple[Difference, ...]


def amendments_of(session: Session, edition_id: UUID) -> list[Amended]:
    """The amendments of an edition, the latest first; plans are read once a process."""
    rows = session.scalars(
        select(Amendment)
        .where(Amendment.edition_id == edition_id)
        .order_by(Amendment.number.desc())
    )
    return [amended(session, row) for row in rows]


def amended(session: Session, row: Amendment) -> Amended:
    """An amendment with its plans."""
    before = plan_by_id(session, row.from_version_id)
    after = plan_by_id(session, row.to_version_id)
    return Amended(row, before, after, differences_of(before, after))


def differences_of(before: PublishedPlan, after: PublishedPlan) -> tuple[Difference, ...]:
    """What differs between two published plans; worked out once a process."""
    known = _differences.get((before.id, after.id))
    if known is None:
        known = differences(before.plan, after.plan)
        _differences[(before.id, after.id)] = known
    return known


_differences: dict[tuple[UUID, UUID], tuple[Difference, ...]] = {}


def told_publicly(amendments: Sequence[Amended]) -> list[tuple[Amendment, Sequence[Difference]]]:
    """Amendments that nominators must know of, each with what they must know."""
    told = [(one.row, for_nominators(one.differences)) for one in amendments]
    return [(row, found) for row, found in told if found]
