"""Writing letters into the outbox."""

from __future__ import annotations

from datetime import datetime
from email.utils import make_msgid
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session

from prize_app.db.notices import Notice
from prize_app.places import TEMPLATES
from prize_app.surroundings import surroundings

LETTERS = TEMPLATES / "email"
DELIVER = "deliver-notice"

# Plain text: nothing to escape, and names must arrive as they are.
_letters = Environment(  # noqa: S701
    loader=FileSystemLoader(LETTERS),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def queue(
    session: Session,
    kind: str,
    *,
    to: str,
    now: datetime,
    edition_id: UUID | None = None,
    **words: Any,
) -> Notice:
    """Write a letter and ask for its delivery, both in the caller's transaction.

    Letters of a demonstration are never sent: they can only be read in the outbox.
    """
    around = surroundings(session)
    words = {**words, "public_url": around.public_url}
    subject = " ".join(_letters.get_template(f"{kind}/subject.txt").render(words).split())
    notice = Notice(
        edition_id=edition_id,
        kind=kind,
        recipient=to,
        subject=subject[:300],
        body=_letters.get_template(f"{kind}/body.txt").render(words).strip() + "\n",
        message_id=make_msgid(domain=around.mail_from.rpartition("@")[2]),
        written_at=now,
        is_demonstration=around.demonstration,
    )
    session.add(notice)
    session.flush()  # the job names the row
    if not around.demonstration:
        around.jobs.enqueue(session, DELIVER, notice.id)
    return notice
