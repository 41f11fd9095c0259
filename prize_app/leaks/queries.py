"""What the leak check looks at, nomination by nomination, and what it finds there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.leaks import LeakRuling
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.bearers import People, nominator_bearers, nominee_bearers, people_around
from prize_app.leaks.looked_files import LookedFile, files_of
from prize_app.leaks.passages import answer_passages
from prize_app.leaks.written import Words, words_on
from prize_app.nominations.own_form import form_for
from prize_app.nominations.queries import handed_in
from prize_app.nominations.standing import standings
from workflows.leaks import (
    Audience,
    Bearer,
    Leak,
    Passage,
    Written,
    audiences_of,
    audiences_of_words,
    leaks_in,
    needles_of,
    seen_by,
)
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Form
from workflows.policy import Permission, allowed

UNDER_WAY = (
    Trait.SCREENING,
    Trait.ASSIGNABLE,
    Trait.REVIEWING,
    Trait.DISCUSSING,
    Trait.REVISABLE,
    Trait.IN_THE_RUNNING,
    Trait.RANKED,
)
"""Where dossiers are being read, or will be, by somebody who must not know all of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A leak, who would read it, the file it stands in, and what was ruled on it.

    `written` says what somebody wrote in the procedure; None for answers and files.
    """

    leak: Leak
    whom: frozenset[Role]
    file: LookedFile | None
    written: Written | None
    ruling: LeakRuling | None


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A file of which some page could not be read, and whether somebody looked through it."""

    file: LookedFile
    ruling: LeakRuling | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One nomination with what was found and which files could not be read (yet)."""

    nomination: Nomination
    found: Sequence[Found]
    unread: Sequence[LookedFile]
    unsearchable: Sequence[Unsearched]

    @property
    def open(self) -> list[Found | Unsearched]:
        """What nobody has ruled on: names that can be read, and what no search could read."""
        every: list[Found | Unsearched] = [*self.found, *self.unsearchable]
        return [one for one in every if one.ruling is None]


def looked_at(edition: RunningEdition, viewer_id: UUID) -> Select[Nomination]:
    """Nominations from screening to the committee; none in conflict with a viewer."""
    stages = {
        key
        for workflow in edition.plan.workflows.values()
        for trait in UNDER_WAY
        for key in workflow.stages_with(trait)
    }
    return handed_in(edition.id, viewer_id, stages=sorted(stages))


@dataclass(frozen=True, slots=True)
class _Material:
    people: People
    files: Mapping[UUID, Sequence[LookedFile]]
    words: Mapping[UUID, Sequence[Words]]
    rulings: Mapping[UUID, Mapping[str, LeakRuling]]


def look(
    session: Session, actor: Actor, edition: RunningEdition, nominations: Sequence[Nomination]
) -> list[Looked]:
    """Search some nominations for somebody of the secretariat: fourteen statements, however many.

    Reviews are searched for whoever may read them: not for who still has to write one.
    """
    ids = [n.id for n in nominations]
    stood = standings(session, actor, edition, nominations)
    open_ids = [n for n in ids if allowed(Permission.REVIEWS_READ, stood[n])]
    material = _Material(
        people_around(session, edition.id, nominations),
        files_of(session, ids),
        words_on(session, edition, open_ids),
        _rulings(session, ids),
    )
    return [_looked(session, edition, n, material) for n in nominations]


def _rulings(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, LeakRuling]]:
    found: dict[UUID, dict[str, LeakRuling]] = defaultdict(dict)
    for ruling in session.scalars(select(LeakRuling).where(LeakRuling.nomination_id.in_(ids))):
        found[ruling.nomination_id][ruling.fingerprint] = ruling
    return found


def _looked(
    session: Session, edition: RunningEdition, nomination: Nomination, material: _Material
) -> Looked:
    form = form_for(session, nomination)
    present = edition.plan.form_of(nomination.category_key)
    audiences = audiences_of(
        edition.plan, edition.plan.workflow_of(nomination.category_key), (form, present)
    )
    files = material.files.get(nomination.id, ())
    by_mark: dict[str, tuple[Leak, set[Role]]] = {}
    for audience, passages, bearers in (
        *_dossier(nomination, form, files, material.people, audiences),
        *_words(edition, nomination, material),
    ):
        for leak in leaks_in(passages, needles_of(seen_by(audience, bearers))):
            by_mark.setdefault(leak.fingerprint, (leak, set()))[1].update(audience.whom)
    readable = [
        f for f in files if any(f.attachment.field_key not in a.closed_fields for a in audiences)
    ]
    rulings = material.rulings.get(nomination.id, {})
    by_place = {file.sha256: file for file in files}
    kinds = {w.passage.place: w.written for w in material.words.get(nomination.id, ())}
    return Looked(
        nomination,
        [
            Found(
                leak,
                frozenset(whom),
                by_place.get(leak.place.partition("#")[0]),
                kinds.get(leak.place),
                rulings.get(mark),
            )
            for mark, (leak, whom) in by_mark.items()
        ],
        [f for f in readable if f.text is None],
        [
            Unsearched(f, rulings.get(f.unsearched_mark))
            for f in readable
            if f.text is not None and not f.text.is_whole
        ],
    )


Searched = tuple[Audience, list[Passage], list[Bearer]]


def _dossier(
    nomination: Nomination,
    form: Form,
    files: Sequence[LookedFile],
    people: People,
    audiences: Sequence[Audience],
) -> Iterator[Searched]:
    nominator = people.nominators[nomination.nominator_id]
    bearers = [*nominee_bearers(nomination), *nominator_bearers(nominator)]
    for audience in audiences:
        shown = [f for f in files if f.attachment.field_key not in audience.closed_fields]
        texts = [passage for file in shown for passage in file.passages()]
        yield audience, [*answer_passages(form, nomination, audience), *texts], bearers


def _words(
    edition: RunningEdition, nomination: Nomination, material: _Material
) -> Iterator[Searched]:
    nominator = material.people.nominators[nomination.nominator_id]
    bearers = [
        *nominee_bearers(nomination),
        *nominator_bearers(nominator),
        *material.people.around(nomination),
    ]
    workflow = edition.plan.workflow_of(nomination.category_key)
    for kind in Written:
        said = [w.passage for w in material.words.get(nomination.id, ()) if w.written is kind]
        for audience in audiences_of_words(edition.plan, workflow, kind) if said else ():
            yield audience, said, bearers
