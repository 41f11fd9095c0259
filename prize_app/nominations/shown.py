"""What one person may be shown of a nomination: the nominee, the files, who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.leaks import RedactedFile
from prize_app.db.nominations import Attachment, Nomination
from prize_app.editions.queries import edition_by_id
from prize_app.nominations.standing import Relations, relations, standing_in
from workflows.blindness import Sight, sight
from workflows.plan.blinding import Subject
from workflows.policy import Standing


@dataclass(frozen=True, slots=True)
class Nominee:
    """The nominee as somebody may know them; a hidden name is the reference, the rest is empty."""

    name: str
    original_name: str
    language: str
    country: str
    institution: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """An attachment as somebody may have it: as handed in, or the copy without hidden names."""

    id: UUID
    nomination_id: UUID
    field_key: str
    file_name: str
    sha256: str
    pages: int


def shown_nominee(nomination: Nomination, seen: Sight) -> Nominee:
    """The nominee, as far as names, country and institution are not hidden."""
    named = seen.sees(Subject.NOMINEE)
    return Nominee(
        name=nomination.nominee_name if named else nomination.reference,
        original_name=nomination.nominee_original_name if named else "",
        language=nomination.nominee_language if named else "",
        country=nomination.nominee_country if seen.sees(Subject.COUNTRY) else "",
        institution=nomination.nominee_institution if seen.sees(Subject.INSTITUTION) else "",
    )


def shown_files(session: Session, nomination: Nomination, seen: Sight) -> Sequence[ShownFile]:
    """The files of a nomination that somebody may open, by field and time: one statement."""
    rows = session.execute(
        select(Attachment, RedactedFile)
        .outerjoin(
            RedactedFile,
            (RedactedFile.attachment_id == Attachment.id) & RedactedFile.removed_at.is_(None),
        )
        .where(Attachment.nomination_id == nomination.id, Attachment.removed_at.is_(None))
        .order_by(Attachment.field_key, Attachment.attached_at, Attachment.id)
    )
    return [
        _shown_file(nomination, attachment, redacted, seen)
        for attachment, redacted in rows
        if attachment.field_key not in seen.closed_fields
    ]


def _shown_file(
    nomination: Nomination, file: Attachment, redacted: RedactedFile | None, seen: Sight
) -> ShownFile:
    """Who sees every name gets what was handed in, under its own name."""
    copy = redacted if seen.hidden else None
    # People put names into the names of files.
    is_telling = bool(seen.hidden - {Subject.COUNTRY}) and (copy or Subject.NOMINEE in seen.hidden)
    name = f"{nomination.reference}-{file.field_key}.pdf" if is_telling else file.file_name
    sha256, pages = (copy.sha256, copy.pages) if copy else (file.sha256, file.pages)
    return ShownFile(file.id, nomination.id, file.field_key, name, sha256, pages)


class Eyes:
    """One person's sight of any nominations, for lists and titles.

    Asks the database only where a plan has rules of blindness: three statements an edition then.
    """

    def __init__(self, session: Session, actor: Actor) -> None:
        """Remember who looks; nothing is read yet."""
        self._session, self._actor = session, actor
        self._relations: dict[UUID, Relations] = {}

    def nominee(self, nomination: Nomination) -> Nominee:
        """The nominee as this person may know them."""
        return shown_nominee(nomination, self.sight(nomination))

    def sight(self, nomination: Nomination) -> Sight:
        """What this person may know of a nomination, without the fields of its form."""
        edition = edition_by_id(self._session, nomination.edition_id)
        if not edition.plan.blindness:
            return sight(edition.plan, Standing(frozenset()))
        known = self._relations.get(edition.id)
        if known is None:
            known = relations(self._session, self._actor, edition)
            self._relations[edition.id] = known
        standing = standing_in(known, self._actor, edition, nomination)
        return sight(edition.plan, standing)
