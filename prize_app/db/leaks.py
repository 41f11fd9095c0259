"""What the leak check reads, what was put in its place, and what the secretariat ruled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from prize_app.db.base import Base, JsonTable


class FileText(Base):
    """The text of a stored file by its SHA-256, read once: the same bytes say the same for ever.

    `about` is what the file says of itself, such as its author. `is_whole` is false where some
    page has no text to search, as in a scan. `reader` is the version of what read it: a later one
    looks for more and reads again.
    """

    __tablename__ = "file_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[JsonTable] = mapped_column(default=dict)
    is_whole: Mapped[bool]
    reader: Mapped[int] = mapped_column(default=1, server_default="1")
    read_at: Mapped[datetime]


class RedactedFile(Base):
    """A copy of an attachment without the hidden names, for whoever may not see these.

    The latest that was not removed counts; the attachment itself stays as it was handed in.
    """

    __tablename__ = "redacted_file"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    attachment_id: Mapped[UUID] = mapped_column(
        ForeignKey("attachment.id", ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    pages: Mapped[int]
    placed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    placed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class LeakRuling(Base):
    """That a finding of the leak check is harmless. `fingerprint` is of the name and its text:

    when either changes, the ruling rules nothing any more. With `withheld` the finding is not
    harmless: those words of the text at `place` are shown to nobody who must not know `subject`.
    """

    __tablename__ = "leak_ruling"
    __table_args__ = (
        UniqueConstraint("nomination_id", "fingerprint"),
        CheckConstraint("length(reason) > 0", name="reason_is_given"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(120), default="", server_default="")
    subject: Mapped[str] = mapped_column(String(20), default="", server_default="")
    withheld: Mapped[str] = mapped_column(Text, default="", server_default="")
    ruled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ruled_at: Mapped[datetime]
