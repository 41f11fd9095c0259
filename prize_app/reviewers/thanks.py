"""Thanks at the end: a certificate of service for everybody who handed in a review."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from jinja2 import Environment
from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.certificates.service import CODE_ALPHABET, CODE_LENGTH
from prize_app.certificates.words import as_json, from_json, with_english
from prize_app.db.people import Person
from prize_app.db.reviewers import ServiceCertificate
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.editions.recording import append_event
from prize_app.notices import service as notices
from prize_app.pdf.certificate import render_certificate
from prize_app.reviewers.counting import counts_of, still_to_write
from prize_app.reviewers.inviting import administered
from prize_app.surroundings import surroundings
from workflows.citations import (
    LARGEST_SEQUENCE,
    CertificateWords,
    Signatory,
    serial_number,
)
from workflows.errors import NotFound
from workflows.instants import zone_named
from workflows.service import service_words

SERIES: Final = 100
"""Serials of service stand after those of categories, whose numbers end at 99."""

SEQUENCES: Final = range(10_000_000, LARGEST_SEQUENCE + 1)
"""They are drawn, not counted: anybody may ask for a serial. From the one that they were given
reviewers would count who was thanked before them, and strangers would read off who reviewed."""

AWARD: Final = {"en": "Certificate of Service", "zh": "评审服务证书"}
PRESENTED: Final = {"en": "with the thanks of the prize to", "zh": "谨致谢忱"}


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody who handed in reviews, counted for a viewer, and the certificate if there is one.

    `to_write` are reviews still asked for in a stage where they are written: a certificate says a
    number for good, so it waits for them.
    """

    person: Person
    reviews: int
    to_write: int
    certificate: ServiceCertificate | None

    @property
    def may_be_thanked(self) -> bool:
        """Whether the certificate would say what is true at the end."""
        return self.certificate is None and not self.to_write


def list_served(session: Session, actor: Actor, edition: RunningEdition) -> list[Served]:
    """Everybody who handed in a review that the actor may know of, by name: three statements."""
    counts = counts_of(session, edition, not_seen_by=actor.id)
    open_ = still_to_write(session, edition, not_seen_by=actor.id)
    people = session.scalars(
        select(Person).where(Person.id.in_(counts)).order_by(Person.name, Person.id)
    )
    issued = {
        row.person_id: row
        for row in session.scalars(
            select(ServiceCertificate).where(ServiceCertificate.edition_id == edition.id)
        )
    }
    return [
        Served(p, sum(counts[p.id].values()), open_.get(p.id, 0), issued.get(p.id)) for p in people
    ]


def thank(session: Session, actor: Actor, slug: str, *, now: datetime) -> int:
    """Give everybody who has none a certificate, and write to them; how many.

    Whoever still has a review to write is thanked later, when the number is known. Whoever
    reviewed only what the actor is recused from is left to somebody else.

    Raises:
        NotFound, NotAllowed: as elsewhere.
    """
    edition = administered(session, actor, slug)
    lock_edition(session, edition.id)  # nobody is thanked twice
    waiting = [one for one in list_served(session, actor, edition) if one.may_be_thanked]
    counts = counts_of(session, edition)
    drawn = secrets.SystemRandom().sample(SEQUENCES, len(waiting))
    for sequence, one in zip(drawn, waiting, strict=True):
        _issue(session, actor, edition, one.person, counts[one.person.id], sequence, now=now)
    return len(waiting)


def _issue(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    person: Person,
    counts: dict[str, int],
    sequence: int,
    *,
    now: datetime,
) -> None:
    prize, around = edition.plan.prize, surroundings(session)
    serial = serial_number(prize.code, prize.year, SERIES, sequence)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    url = f"{around.public_url}/certificates/{code}"
    words = _words(edition, person, counts, serial, url, now=now)
    row = ServiceCertificate(
        edition_id=edition.id,
        person_id=person.id,
        serial=serial,
        check_code=code,
        words=as_json(words),
        issued_by=actor.id,
        issued_at=edition.time(now),
    )
    session.add(row)
    session.flush()  # the letter names it
    append_event(
        session,
        edition,
        "service:thank",
        actor_id=actor.id,
        subject_id=person.id,
        facts={"serial": serial},
        now=now,
    )
    notices.queue(
        session,
        "service-thanks",
        to=person.email,
        now=now,
        edition_id=edition.id,
        name=person.name,
        prize=prize.name["en"],
        edition=prize.edition["en"],
        words=words.citation["en"],
        serial=serial,
        certificate_id=row.id,
    )


def _words(
    edition: RunningEdition,
    person: Person,
    counts: dict[str, int],
    serial: str,
    check_url: str,
    *,
    now: datetime,
) -> CertificateWords:
    plan = edition.plan
    day = edition.time(now).astimezone(zone_named(plan.prize.zone)).date()
    return CertificateWords(
        prize=with_english(plan.prize.name),
        award=AWARD,
        presented=PRESENTED,
        laureate=person.name,
        laureate_original=person.original_name or None,
        original_lang=None,
        organization=False,
        citation=service_words(sum(counts.values()), len(counts)),
        edition=with_english(plan.prize.edition),
        given_on=day,
        place=with_english(plan.prize.giver),
        signatories=tuple(
            Signatory(office.name, with_english(office.role))
            for office in plan.certificates.values()
        ),
        serial=serial,
        check_url=check_url,
        demonstration=edition.row.is_demonstration,
    )


def own_certificates(
    session: Session, person_id: UUID
) -> list[tuple[ServiceCertificate, RunningEdition]]:
    """The certificates of service that somebody was given, the latest first."""
    rows = session.scalars(
        select(ServiceCertificate)
        .where(ServiceCertificate.person_id == person_id)
        .order_by(ServiceCertificate.issued_at.desc())
    )
    return [(row, edition_by_id(session, row.edition_id)) for row in rows]


def drawn(
    session: Session, actor: Actor, certificate_id: UUID, env: Environment
) -> tuple[str, bytes]:
    """(serial, PDF) of the actor's own certificate, drawn from its words: always the same bytes.

    Raises:
        NotFound: there is none, or it is somebody else's.
        DoesNotFit: the name is too long for the sheet.
    """
    row = session.get(ServiceCertificate, certificate_id)
    if row is None or row.person_id != actor.id:
        raise NotFound
    return row.serial, render_certificate(env, from_json(row.words))
