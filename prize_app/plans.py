"""Published plans: loaded once a process, found by their content hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import PlanVersion
from workflows.plan.loading import content_hash, load_plan, published_plan
from workflows.plan.model import Plan


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A plan with the hash of its document."""

    id: UUID
    content_hash: str
    plan: Plan


def publish(session: Session, source: str, *, now: datetime) -> PlanVersion:
    """Keep a plan under its hash; publishing the same document again changes nothing.

    Raises:
        PlanFaulty: the document does not hold; nothing was written.
    """
    load_plan(source)
    digest = content_hash(source)
    known = session.scalar(select(PlanVersion).where(PlanVersion.content_hash == digest))
    if known is not None:
        return known
    version = PlanVersion(content_hash=digest, source=source, published_at=now)
    session.add(version)
    session.flush()  # callers point editions at its id
    return version


def plan_by_id(session: Session, plan_version_id: UUID) -> PublishedPlan:
    """The plan of a version; parsed once a process, because versions never change."""
    known = _by_id.get(plan_version_id)
    if known is None:
        version = session.get_one(PlanVersion, plan_version_id)
        plan = _parsed(version.content_hash, version.source)
        known = PublishedPlan(version.id, version.content_hash, plan)
        _by_id[plan_version_id] = known
    return known


_by_id: dict[UUID, PublishedPlan] = {}


@lru_cache(maxsize=64)
def _parsed(_digest: str, source: str) -> Plan:
    return published_plan(source)
