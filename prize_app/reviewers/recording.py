"""What all acts on invitations write: their history, and a letter with a new link."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.db.reviewers import Invitation, InvitationEvent, InvitationLink
from prize_app.editions.queries import RunningEdition
from prize_app.notices import service as notices
from prize_app.phrases import day_words
from prize_app.reviewers.naming import round_due
from prize_app.reviewers.queries import Happened, hashed
from workflows.instants import zone_named
from workflows.plan.evaluation import Role
from workflows.plan.judging import rounds_judged_by
from workflows.plan.model import Plan


def note(
    session: Session,
    row: Invitation,
    kind: Happened,
    *,
    at: datetime,
    actor_id: UUID | None = None,
    words: str = "",
    days: int | None = None,
) -> None:
    """Add a line to the history of an invitation."""
    session.add(
        InvitationEvent(
            invitation_id=row.id,
            kind=kind.value,
            at=at,
            actor_id=actor_id,
            note=words,
            days=days,
        )
    )


def write_invitation(
    session: Session, edition: RunningEdition, row: Invitation, kind: str, *, now: datetime
) -> None:
    """Write the letter of an invitation or reminder, with a private link of its own."""
    token = secrets.token_urlsafe(32)
    session.add(
        InvitationLink(invitation_id=row.id, token_hash=hashed(token), made_at=edition.time(now))
    )
    plan = edition.plan
    named = [plan.categories[key].name["en"] for key in row.categories if key in plan.categories]
    notices.queue(
        session,
        kind,
        to=row.email,
        now=now,
        edition_id=edition.id,
        name=row.name,
        prize=plan.prize.name["en"],
        edition=plan.prize.edition["en"],
        categories=named,
        rounds=[_round_words(plan, key) for key in rounds_judged_by(plan, Role(row.role)) if key],
        message=row.message,
        until=day_words(row.expires_at),
        token=token,
    )


def _round_words(plan: Plan, round_key: str) -> str:
    """A round by its name, with the day on which its reviews are due."""
    label, due = plan.rounds[round_key].label["en"], round_due(plan, round_key)
    return f"{label}, due {day_words(due.at.astimezone(zone_named(due.zone)))}" if due else label
