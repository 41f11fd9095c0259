"""What the secretariat finds out where an entry condition is not known, kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Settlement
from prize_app.editions.queries import lock_edition
from prize_app.editions.recording import append_event
from prize_app.nominations.facts import know
from prize_app.nominations.standing import Seen, see_nomination
from workflows.conditions import Verdict
from workflows.eligibility import Finding, fingerprint
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.policy import Permission, require, require_visible

LONGEST_EVIDENCE: Final = 4000
LONGEST_DOCUMENT: Final = 300


@dataclass(frozen=True, slots=True)
class Opened:
    """A condition of a nomination that somebody looks into."""

    seen: Seen
    finding: Finding


def open_finding(
    session: Session, actor: Actor, nomination_id: UUID, condition_key: str, *, now: datetime
) -> Opened:
    """What one entry condition says of a nomination in screening.

    Raises:
        NotFound: no such nomination or condition, or not for these eyes.
        NotAllowed: the nomination is not in screening, or the actor does not screen.
    """
    seen = see_nomination(session, actor, nomination_id)
    require_visible(Permission.EDITION_ADMINISTER, seen.standing)
    found = know(session, seen.edition, [seen.nomination], actor_id=actor.id, now=now)
    for finding in found[nomination_id].findings:
        if finding.condition == condition_key:
            require(Permission.SCREENING_WRITE, seen.standing)
            return Opened(seen, finding)
    raise NotFound


def settle(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    condition_key: str,
    *,
    holds: bool,
    evidence: str,
    document: str,
    settles: str,
    now: datetime,
) -> Settlement:
    """Keep what was established. It decides as long as what was not known stays the same.

    Args:
        settles: fingerprint of the finding that the person looked at.

    Raises:
        NotFound, NotAllowed: as `open_finding`.
        RuleBroken: known by itself, changed since it was looked at, or without evidence.
    """
    nomination = see_nomination(session, actor, nomination_id).nomination
    lock_edition(session, nomination.edition_id)  # a step that screens waits for us, or we for it
    session.refresh(nomination)
    opened = open_finding(session, actor, nomination_id, condition_key, now=now)
    edition = opened.seen.edition
    _require_open(opened.finding, settles, evidence)
    row = Settlement(
        nomination_id=nomination_id,
        condition_key=condition_key,
        holds=holds,
        evidence=evidence,
        document=document,
        settles=settles,
        plan_hash=edition.published.content_hash,
        settled_by=actor.id,
        settled_at=edition.time(now),
    )
    session.add(row)
    append_event(
        session,
        edition,
        "screening:settle",
        actor_id=actor.id,
        subject_id=nomination_id,
        facts={
            "condition": condition_key,
            "holds": holds,
            "reason": evidence,
            "document": document,
            "settles": settles,
        },
        now=now,
    )
    return row


def _require_open(finding: Finding, settles: str, evidence: str) -> None:
    if not evidence.strip():
        raise RuleBroken([Refusal("evidence_missing")])
    if finding.verdict is not Verdict.UNKNOWN:
        raise RuleBroken([Refusal("known_already")])
    if fingerprint(finding.evidence) != settles:
        raise RuleBroken([Refusal("finding_changed")])
