"""Reading files for the leak check, ruling on what it finds, putting redacted files in place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.leaks import FileText, LeakRuling, RedactedFile
from prize_app.db.nominations import Attachment
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.looked_files import unread_hashes
from prize_app.leaks.properties import about
from prize_app.leaks.queries import Looked, look, looked_at
from prize_app.leaks.texts import READER, text_of
from prize_app.nominations.pdf_checks import page_count
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.surroundings import surroundings
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.policy import Permission, require_visible

MOST_AT_ONCE = 50
LONGEST_REASON = 1_000


def unread_files(session: Session, edition: RunningEdition, actor: Actor) -> Sequence[str]:
    """SHA-256 of the files under way whose text was not read yet: two statements."""
    nominations = [n.id for n in session.scalars(looked_at(edition, actor.id))]
    return unread_hashes(session, nominations)


def read_files(
    session: Session, edition: RunningEdition, actor: Actor, *, now: datetime
) -> tuple[list[FileText], int]:
    """The texts of up to 50 files that were not read yet, and how many are left; stores nothing."""
    unread = unread_files(session, edition, actor)
    files = surroundings(session).files
    texts = [_text(sha256, files.get(sha256), now) for sha256 in unread[:MOST_AT_ONCE]]
    return texts, max(0, len(unread) - MOST_AT_ONCE)


def keep_texts(session: Session, texts: Sequence[FileText]) -> None:
    """Store texts; where somebody else read the same file meanwhile, theirs and ours are one."""
    for text in texts:
        session.merge(text)


def _text(sha256: str, content: bytes, now: datetime) -> FileText:
    text, is_whole = text_of(content)
    told = about(content)
    return FileText(
        sha256=sha256,
        text=text,
        about=dict(told or {}),
        is_whole=is_whole and told is not None,
        reader=READER,
        read_at=now,
    )


def rule_harmless(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    fingerprint: str,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Keep that a finding, or a file that no search can read, gives nobody away, and why.

    Raises:
        NotFound: there is no such finding now, or the actor may not screen.
        RuleBroken: no reason, or one of more than 1,000 characters.
    """
    seen = _screened(session, actor, nomination_id)
    said = _reason(reason)
    now_there = looked(session, actor, seen)
    rulings = {one.leak.fingerprint: one.ruling for one in now_there.found}
    rulings |= {one.file.unsearched_mark: one.ruling for one in now_there.unsearchable}
    if fingerprint not in rulings:
        raise NotFound
    if rulings[fingerprint] is None:
        session.add(_ruling(actor, seen, fingerprint, said, now))
        record(session, actor, seen, "leak:harmless", {"fingerprint": fingerprint}, now=now)


def withhold_words(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    fingerprint: str,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Put a name out of sight in what somebody wrote; the text itself stays as it was written.

    Raises:
        NotFound: there is no such finding now in what was written, or the actor may not screen.
        RuleBroken: no reason, or one of more than 1,000 characters.
    """
    seen = _screened(session, actor, nomination_id)
    said = _reason(reason)
    written = {
        one.leak.fingerprint: one
        for one in looked(session, actor, seen).found
        if one.written is not None
    }
    if fingerprint not in written:
        raise NotFound
    found = written[fingerprint]
    if found.ruling is None:
        ruling = _ruling(actor, seen, fingerprint, said, now)
        ruling.place, ruling.subject = found.leak.place, found.leak.subject
        ruling.withheld = found.leak.found
        session.add(ruling)
        record(session, actor, seen, "leak:withheld", {"fingerprint": fingerprint}, now=now)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken([Refusal("reason_missing")])
    if len(reason.strip()) > LONGEST_REASON:
        raise RuleBroken([Refusal("too_long", {"most": LONGEST_REASON})])
    return reason.strip()


def _ruling(actor: Actor, seen: Seen, fingerprint: str, reason: str, now: datetime) -> LeakRuling:
    return LeakRuling(
        nomination_id=seen.nomination.id,
        fingerprint=fingerprint,
        reason=reason,
        ruled_by=actor.id,
        ruled_at=now,
    )


def place_redacted(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    attachment_id: UUID,
    content: bytes,
    *,
    now: datetime,
) -> None:
    """Give blind readers this copy instead of what was handed in; it is searched at once.

    Raises:
        NotFound: no such attachment, or not for this actor.
        RuleBroken: no sound PDF, or the very file that was handed in.
    """
    seen = _screened(session, actor, nomination_id)
    attachment = session.get(Attachment, attachment_id)
    if (
        attachment is None
        or attachment.nomination_id != nomination_id
        or attachment.removed_at is not None
    ):
        raise NotFound
    pages = page_count(content)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 == attachment.sha256:
        raise RuleBroken([Refusal("same_file")])
    for earlier in session.scalars(
        select(RedactedFile).where(
            RedactedFile.attachment_id == attachment_id, RedactedFile.removed_at.is_(None)
        )
    ):
        earlier.removed_at = now
    session.flush()
    surroundings(session).files.put(content)
    session.add(
        RedactedFile(
            attachment_id=attachment_id, sha256=sha256, size=len(content), pages=pages,
            placed_by=actor.id, placed_at=now,
        )
    )  # fmt: skip
    keep_texts(session, [_text(sha256, content, now)])
    record(session, actor, seen, "leak:redacted", {"sha256": sha256}, now=now)


def looked(session: Session, actor: Actor, seen: Seen) -> Looked:
    """One nomination, searched now."""
    return look(session, actor, seen.edition, [seen.nomination])[0]


def _screened(session: Session, actor: Actor, nomination_id: UUID) -> Seen:
    seen = see_nomination(session, actor, nomination_id)
    require_visible(Permission.LEAKS_RULE, seen.standing)
    return seen
