"""Letters to whoever has not answered an invitation, on the days before it expires that count."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.reviewers import Invitation, InvitationEvent
from prize_app.editions.queries import RunningEdition, lock_edition
from prize_app.reviewers.queries import Happened, State, list_asked
from prize_app.reviewers.recording import note, write_invitation
from workflows.calendar import Due
from workflows.plan.deadlines import Reminder
from workflows.plan.kinds import Debt
from workflows.reminding import Timed, coming, due_now, timed


def due_reminders(
    session: Session, edition: RunningEdition, *, at: datetime
) -> list[tuple[Invitation, int]]:
    """(invitation, days before it expires as a negative number) of every letter that is due."""
    if not edition.plan.reviewing.invitation_reminders:
        return []
    found = []
    for asked in list_asked(session, edition, at=at):
        if asked.state is State.OPEN:
            due, letters = _letters(edition, asked.row)
            taken = _taken(asked.row, [event for event, _ in asked.history])
            since = asked.row.invited_at
            letter = due_now(due, letters, owed_since=since, taken=taken, now=at)
            if letter is not None:
                found.append((asked.row, letter.days))
    return found


def write_invitation_reminders(session: Session, edition_id: UUID, *, now: datetime) -> int:
    """Write the reminders that are due in an edition; how many. Asked again under its lock."""
    edition = lock_edition(session, edition_id)
    at = edition.time(now)
    found = due_reminders(session, edition, at=at)
    for row, days in found:
        note(session, row, Happened.REMINDED, at=at, days=days)
        write_invitation(session, edition, row, "invitation-reminder", now=now)
    return len(found)


def next_reminder(
    edition: RunningEdition, row: Invitation, history: list[InvitationEvent], *, at: datetime
) -> datetime | None:
    """When the plan has the person reminded next, if there is no answer until then."""
    _, letters = _letters(edition, row)
    letter = coming(letters, taken=_taken(row, history), now=at)
    return letter.at if letter else None


def open_editions(session: Session) -> list[UUID]:
    """The editions in which an invitation waits for an answer."""
    wanted = select(Invitation.edition_id).where(Invitation.state == State.OPEN.value).distinct()
    return list(session.scalars(wanted))


def _letters(edition: RunningEdition, row: Invitation) -> tuple[Due, tuple[Timed, ...]]:
    """The end of an invitation as a deadline of its own, and the letters before it."""
    zone, at = edition.plan.prize.zone, row.expires_at
    due = Due("invitation", {"en": "Answer the invitation"}, at, at, at, at, zone, zone)
    before = edition.plan.reviewing.invitation_reminders
    # Whose debt it is does not matter here: days are all that is reckoned.
    return due, timed(due, Reminder("invitation", to=Debt.REVIEW, before=before))


def _taken(row: Invitation, history: list[InvitationEvent]) -> set[int]:
    """Letters written since the person was last invited."""
    first = row.invited_at - timedelta(seconds=1)
    return {event.days for event in history if event.days is not None and event.at > first}
