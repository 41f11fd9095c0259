"""Attaching PDFs to a nomination, and taking them off."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Attachment
from prize_app.nominations.pdf_checks import page_count
from prize_app.nominations.service import writable
from prize_app.nominations.standing import Seen
from prize_app.surroundings import surroundings
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.forms import Field, FieldKind
from workflows.text import squeezed


def attach_file(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    field_key: str,
    *,
    file_name: str,
    content: bytes,
    now: datetime,
) -> Attachment:
    """Check a PDF and attach it.

    Raises:
        NotFound, NotAllowed, WrongStage: not the nominator's draft, or no such field.
        RuleBroken: the file or their number does not do; nothing was written.
    """
    seen = writable(session, actor, nomination_id)
    field = _file_field(seen, field_key)
    pages = page_count(content)
    sha256 = hashlib.sha256(content).hexdigest()
    present = session.scalars(
        select(Attachment).where(
            Attachment.nomination_id == nomination_id, Attachment.field_key == field_key
        )
    ).all()
    attached = [a for a in present if a.removed_at is None]
    if any(a.sha256 == sha256 for a in attached):
        raise RuleBroken([Refusal("same_file")])
    if field.maximum is not None and len(attached) >= field.maximum:
        raise RuleBroken([Refusal("too_many_files", {"most": field.maximum})])
    surroundings(session).files.put(content)
    known = next((a for a in present if a.sha256 == sha256), None)
    if known is not None:
        known.removed_at, known.attached_at = None, now
        return known
    attachment = Attachment(
        nomination_id=nomination_id,
        field_key=field_key,
        file_name=_file_name(file_name),
        sha256=sha256,
        size=len(content),
        pages=pages,
        attached_at=now,
    )
    session.add(attachment)
    return attachment


def attach_files(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    uploads: Sequence[tuple[str, str, bytes]],
    *,
    now: datetime,
) -> dict[str, tuple[Refusal, ...]]:
    """Attach what can be attached of (field key, file name, content); answers field -> why not.

    A refused file is a normal answer here: the others, and what was written, are kept.
    """
    refused: dict[str, tuple[Refusal, ...]] = {}
    for field_key, file_name, content in uploads:
        try:
            attach_file(
                session,
                actor,
                nomination_id,
                field_key,
                file_name=file_name,
                content=content,
                now=now,
            )
            session.flush()  # the next file is compared with this one
        except RuleBroken as why:
            refused[field_key] = refused.get(field_key, ()) + why.refusals
    return refused


def _file_field(seen: Seen, field_key: str) -> Field:
    field = seen.form.fields.get(field_key)
    if field is None or field.kind is not FieldKind.FILES:
        raise NotFound
    return field


def _file_name(name: str) -> str:
    """A name without folders, at most 120 characters, ending in .pdf."""
    last = squeezed(name.replace("\\", "/").rsplit("/", 1)[-1]).replace('"', "'")
    stem = last[:-4] if last.casefold().endswith(".pdf") else last
    return f"{stem[:116] or 'document'}.pdf"


def remove_file(
    session: Session, actor: Actor, nomination_id: UUID, attachment_id: UUID, *, now: datetime
) -> None:
    """Take a file off the nomination; its content stays in storage for handed-in versions.

    Raises:
        NotFound, NotAllowed, WrongStage.
    """
    writable(session, actor, nomination_id)
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.nomination_id != nomination_id:
        raise NotFound
    attachment.removed_at = attachment.removed_at or now
