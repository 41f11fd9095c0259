"""Writing reminders: each letter together with the rows that keep it from being repeated."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.db.deadlines import Reminder
from prize_app.db.nominations import ConsentLink
from prize_app.deadlines import hard_day, local_day, told
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.nominations.debts import NOMINEE, Owed
from prize_app.notices import service as notices
from prize_app.reminders.queries import Letter, letters_due
from workflows.plan.kinds import Debt

MOST_AT_ONCE = 10
"""Letters of one transaction: SQLite's write lock is not held for longer than a moment."""
MOST_LISTED = 20
DAY = timedelta(days=1)


def write_due(session: Session, edition_id: UUID, *, now: datetime) -> int:
    """Write some of the letters that are due in an edition; how many. None are left at 0.

    What is due is asked again under the edition's lock: whoever answered meanwhile gets nothing,
    and two workers do not write the same letter.
    """
    lock_edition(session, edition_id)
    edition = edition_by_id(session, edition_id)
    letters = letters_due(session, edition, at=edition.time(now))[:MOST_AT_ONCE]
    for letter in letters:
        _write(session, edition, letter, now=now)
    return len(letters)


def _write(session: Session, edition: RunningEdition, letter: Letter, *, now: datetime) -> None:
    first, at = letter.first, edition.time(now)
    due, deadline = first.due, edition.plan.calendar[first.due.key]
    notice = notices.queue(
        session,
        "reminder",
        to=first.email,
        now=now,
        edition_id=edition.id,
        name=first.name,
        debt=first.debt.value,
        count=len(letter.debts),
        items=[_item(edition, owed) for owed in letter.debts[:MOST_LISTED]],
        more=max(0, len(letter.debts) - MOST_LISTED),
        deadline=deadline.label["en"],
        prize=edition.plan.prize.name["en"],
        category=edition.plan.categories[first.category_key].name["en"],
        day=local_day(due),
        days=round((due.at - at) / DAY),
        lines=told(due, first.zone),
        is_extended=due.is_extended,
        latest=hard_day(due) if _can_be_extended(first) else "",
        path=_path(session, edition, letter, at=at),
    )
    for owed in letter.debts:
        session.add(
            Reminder(
                edition_id=edition.id,
                recipient=owed.recipient,
                subject_id=owed.subject_id,
                deadline_key=due.key,
                debt=owed.debt.value,
                days=letter.days,
                due_at=due.at,
                taken_at=at,
                notice_id=notice.id,
            )
        )


def _can_be_extended(owed: Owed) -> bool:
    return owed.due.is_extendable and owed.debt in (Debt.HAND_IN, Debt.REVIEW)


def _item(edition: RunningEdition, owed: Owed) -> str:
    """A line of the letter; nominees are named to those alone who named them."""
    parts = [
        owed.reference if owed.debt is not Debt.VOTE else "",
        owed.nominee_name if owed.debt is Debt.HAND_IN else "",
        edition.plan.categories[owed.category_key].name["en"],
    ]
    return ", ".join(part for part in parts if part)


def _path(session: Session, edition: RunningEdition, letter: Letter, *, at: datetime) -> str:
    """Where the person can do what is owed."""
    owed, slug = letter.first, edition.row.slug
    if owed.recipient == NOMINEE:
        return f"/consent/{_consent_token(session, owed, at=at)}"
    if owed.debt is Debt.SCREENING:
        return f"/editions/{slug}/screening"
    if owed.debt is Debt.VOTE:
        return f"/ballots/{owed.place_id}"
    is_one = len(letter.debts) == 1
    single, several = {
        Debt.HAND_IN: (f"/nominations/{owed.place_id}/edit", "/nominations"),
        Debt.REVIEW: (f"/reviews/{owed.place_id}", "/reviews"),
    }.get(owed.debt, (f"/nominations/{owed.place_id}", "/desk"))
    return single if is_one else several


def _consent_token(session: Session, owed: Owed, *, at: datetime) -> str:
    """A further private link: of the first one only the hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        ConsentLink(
            nomination_id=owed.subject_id,
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            email=owed.email,
            made_at=at,
        )
    )
    return token
