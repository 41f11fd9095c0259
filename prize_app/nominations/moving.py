"""The only place that writes a nomination's stage, always with its audit event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.audit import service as audit
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.editions.recording import append_event
from workflows.eligibility import Finding
from workflows.machine import Step


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave with an action: a reason or message, a citation by language."""

    reason: str = ""
    citation: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was decided, with everything that recording it needs. `at` is edition time.

    `proposed_by` is the first of two persons, where the plan asks for a second one.
    """

    nomination: Nomination
    edition: RunningEdition
    step: Step
    actor_id: UUID | None
    given: Given
    findings: tuple[Finding, ...]
    at: datetime
    now: datetime
    proposed_by: UUID | None = None


def move(session: Session, taken: Taken) -> None:
    """Write the new stage and the audit event that tells of it."""
    nomination, step = taken.nomination, taken.step
    nomination.stage = step.target
    nomination.stage_since = step.at
    nomination.updated_at = taken.now
    facts: dict[str, Any] = {"from": step.source, "to": step.target}
    if taken.given.reason:
        facts["reason"] = taken.given.reason
    if taken.proposed_by:
        facts["proposed_by"] = str(taken.proposed_by)
    audit.record(
        session,
        taken.edition.id,
        f"nomination:{step.action.key}",
        actor_id=taken.actor_id,
        subject_id=nomination.id,
        facts=facts,
        at=step.at,
        now=taken.now,
    )


def carry_over(
    session: Session,
    edition: RunningEdition,
    nomination: Nomination,
    target: str,
    *,
    actor_id: UUID,
    now: datetime,
) -> None:
    """Write the stage that an amendment maps this one to, and the audit event that tells of it.

    It is the same stage under another name: how long the nomination has stood there runs on.
    """
    source, nomination.stage = nomination.stage, target
    nomination.updated_at = now
    append_event(
        session,
        edition,
        "amendment:carry-over",
        actor_id=actor_id,
        subject_id=nomination.id,
        facts={"from": source, "to": target},
        now=now,
    )
