"""What the leak check looks at, nomination by nomination, and what it finds there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from prize_app.countries import country_name
from prize_app.db.leaks import FileText, LeakRuling, RedactedFile
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.passages import answer_passages
from prize_app.nominations.own_form import form_for
from prize_app.nominations.queries import handed_in
from workflows.leaks import Audience, Bearer, Leak, Passage, audiences_of, leaks_in, needles_of
from workflows.plan.blinding import Blinded, Subject
from workflows.plan.evaluation import Trait

UNDER_WAY = (Trait.SCREENING, Trait.ASSIGNABLE, Trait.REVIEWING)


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


@dataclass(frozen=True, slots=True)
class Found:
    """A leak, who would read it, the file it stands in, and what was ruled on it."""

    leak: Leak
    whom: frozenset[Blinded]
    file: LookedFile | None
    ruling: LeakRuling | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One nomination with what was found and which files could not be read (yet)."""

    nomination: Nomination
    found: Sequence[Found]
    unread: Sequence[LookedFile]
    unsearchable: Sequence[LookedFile]

    @property
    def open(self) -> list[Found]:
        """What nobody has called harmless."""
        return [one for one in self.found if one.ruling is None]


def looked_at(edition: RunningEdition, viewer_id: UUID) -> Select[Nomination]:
    """Nominations that are being screened, assigned or reviewed; none in conflict with a viewer."""
    stages = {
        key
        for workflow in edition.plan.workflows.values()
        for trait in UNDER_WAY
        for key in workflow.stages_with(trait)
    }
    return handed_in(edition.id, viewer_id, stages=sorted(stages))


def look(
    session: Session, edition: RunningEdition, nominations: Sequence[Nomination]
) -> list[Looked]:
    """Search some nominations: three statements, however many."""
    ids = [n.id for n in nominations]
    files = _files(session, ids)
    rulings = {
        (r.nomination_id, r.fingerprint): r
        for r in session.scalars(select(LeakRuling).where(LeakRuling.nomination_id.in_(ids)))
    }
    wanted = select(Person).where(Person.id.in_({n.nominator_id for n in nominations}))
    people = {person.id: person for person in session.scalars(wanted)}
    return [
        _looked(session, edition, n, people[n.nominator_id], files[n.id], rulings)
        for n in nominations
    ]


def _files(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[LookedFile]]:
    shown = RedactedFile.sha256
    rows = session.execute(
        select(Attachment, RedactedFile, FileText)
        .outerjoin(
            RedactedFile,
            (RedactedFile.attachment_id == Attachment.id) & RedactedFile.removed_at.is_(None),
        )
        .outerjoin(
            FileText,
            (FileText.sha256 == shown) | (shown.is_(None) & (FileText.sha256 == Attachment.sha256)),
        )
        .where(Attachment.nomination_id.in_(ids), Attachment.removed_at.is_(None))
        .order_by(Attachment.field_key, Attachment.attached_at, Attachment.id)
    )
    found: dict[UUID, list[LookedFile]] = defaultdict(list)
    for attachment, redacted, text in rows:
        found[attachment.nomination_id].append(LookedFile(attachment, redacted, text))
    return found


def _looked(
    session: Session,
    edition: RunningEdition,
    nomination: Nomination,
    nominator: Person,
    files: Sequence[LookedFile],
    rulings: Mapping[tuple[UUID, str], LeakRuling],
) -> Looked:
    form = form_for(session, nomination)
    present = edition.plan.form_of(nomination.category_key)
    workflow = edition.plan.workflow_of(nomination.category_key)
    audiences = audiences_of(edition.plan, workflow, (form, present))
    by_mark: dict[str, tuple[Leak, set[Blinded]]] = {}
    for audience in audiences:
        shown = [f for f in files if f.attachment.field_key not in audience.closed_fields]
        passages = [*answer_passages(form, nomination, audience), *_file_passages(shown)]
        needles = needles_of(_bearers(nomination, nominator, audience))
        for leak in leaks_in(passages, needles):
            by_mark.setdefault(leak.fingerprint, (leak, set()))[1].update(audience.whom)
    by_hash = {file.sha256: file for file in files}
    readable = [
        f for f in files if any(f.attachment.field_key not in a.closed_fields for a in audiences)
    ]
    return Looked(
        nomination,
        [
            Found(
                leak,
                frozenset(whom),
                by_hash.get(leak.place.partition("#")[0]),
                rulings.get((nomination.id, mark)),
            )
            for mark, (leak, whom) in by_mark.items()
        ],
        [f for f in readable if f.text is None],
        [f for f in readable if f.text is not None and not f.text.is_whole],
    )


def _file_passages(files: Sequence[LookedFile]) -> Iterator[Passage]:
    for file in files:
        if file.text is not None:
            name = file.attachment.file_name
            yield Passage(file.sha256, name, file.text.text)
            for key, value in sorted(file.text.about.items()):
                yield Passage(f"{file.sha256}#{key}", f"{name}, {key} of the file", str(value))


def _bearers(nomination: Nomination, nominator: Person, audience: Audience) -> Iterator[Bearer]:
    """Everybody with a name here: hidden under their subject, the others as known to all."""

    def subject(one: Subject) -> Subject | None:
        return one if one in audience.hidden else None

    names = tuple(n for n in (nomination.nominee_name, nomination.nominee_original_name) if n)
    yield Bearer(subject(Subject.NOMINEE), names, (nomination.nominee_email,))
    yield Bearer(subject(Subject.NOMINATOR), (nominator.name,), (nominator.email,))
    if nomination.nominee_institution:
        body = (nomination.nominee_institution,)
        yield Bearer(subject(Subject.INSTITUTION), body, is_body=True)
    if nomination.nominee_country:
        country = (country_name(nomination.nominee_country),)
        yield Bearer(subject(Subject.COUNTRY), country, is_body=True)
    if nominator.institution:
        yield Bearer(subject(Subject.NOMINATOR), (nominator.institution,), is_body=True)
