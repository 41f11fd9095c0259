"""The files of nominations as the leak check looks at them: what blind readers get of each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from prize_app.db.leaks import FileText, RedactedFile
from prize_app.db.nominations import Attachment
from prize_app.leaks.texts import READER
from workflows.leaks import Passage


@dataclass(frozen=True, slots=True)
class LookedFile:
    """An attachment, the copy that stands in its place, and the text of what is shown."""

    attachment: Attachment
    redacted: RedactedFile | None
    text: FileText | None

    @property
    def sha256(self) -> str:
        """The hash of what blind readers get."""
        return self.redacted.sha256 if self.redacted else self.attachment.sha256

    @property
    def unsearched_mark(self) -> str:
        """By which a ruling knows that somebody looked through what no search can read."""
        return hashlib.sha256(f"unsearched\x1f{self.sha256}".encode()).hexdigest()

    def passages(self) -> Iterator[Passage]:
        """The text, and everything that the file says of itself."""
        if self.text is not None:
            name = self.attachment.file_name
            yield Passage(self.sha256, name, self.text.text)
            for key, value in sorted(self.text.about.items()):
                yield Passage(f"{self.sha256}#{key}", f"{name}, {key} of the file", str(value))


def files_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[LookedFile]]:
    """Nomination -> its files by field and time: one statement."""
    rows = session.execute(
        select(Attachment, RedactedFile, FileText)
        .outerjoin(RedactedFile, _in_its_place())
        .outerjoin(FileText, _text_of_shown())
        .where(Attachment.nomination_id.in_(ids), Attachment.removed_at.is_(None))
        .order_by(Attachment.field_key, Attachment.attached_at, Attachment.id)
    )
    found: dict[UUID, list[LookedFile]] = defaultdict(list)
    for attachment, redacted, text in rows:
        found[attachment.nomination_id].append(LookedFile(attachment, redacted, text))
    return found


def unread_hashes(session: Session, ids: Sequence[UUID]) -> list[str]:
    """SHA-256 of what blind readers get and nobody has read, each once, in their order."""
    rows = session.execute(
        select(Attachment.sha256, RedactedFile.sha256)
        .outerjoin(RedactedFile, _in_its_place())
        .outerjoin(FileText, _text_of_shown())
        .where(
            Attachment.nomination_id.in_(ids),
            Attachment.removed_at.is_(None),
            FileText.sha256.is_(None),
        )
    )
    return sorted({redacted or original for original, redacted in rows})


def _in_its_place() -> ColumnElement[bool]:
    return (RedactedFile.attachment_id == Attachment.id) & RedactedFile.removed_at.is_(None)


def _text_of_shown() -> ColumnElement[bool]:
    """What an earlier reader read is read again: it may have looked for less."""
    shown = RedactedFile.sha256
    is_of = (FileText.sha256 == shown) | (shown.is_(None) & (FileText.sha256 == Attachment.sha256))
    return is_of & (FileText.reader == READER)
