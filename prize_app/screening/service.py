"""Keeping what the entry conditions said when a nomination was screened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from prize_app.db.nominations import Screening
from prize_app.nominations.moving import Taken
from workflows.conditions import Verdict
from workflows.eligibility import Finding, joined
from workflows.eligibility import as_json as evidence_as_json


def record_screenings(session: Session, taken: Sequence[Taken]) -> None:
    """Store findings and evidence as they were at this moment, under the plan's hash."""
    for one in taken:
        session.add(
            Screening(
                nomination_id=one.nomination.id,
                action_key=one.step.action.key,
                plan_hash=one.edition.published.content_hash,
                findings=[as_json(finding) for finding in one.findings],
                reason=one.given.reason,
                screened_by=one.actor_id,
                screened_at=one.at,
            )
        )


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding with its evidence as JSON, so that a verdict can be replayed."""
    return {
        "condition": finding.condition,
        "clause": finding.clause,
        "verdict": finding.verdict.value,
        "evidence": [evidence_as_json(e) for e in finding.evidence],
    }


def stored_verdict(findings: Sequence[dict[str, Any]]) -> Verdict:
    """What all conditions together said when they were stored."""
    return joined({Verdict(finding["verdict"]) for finding in findings})
