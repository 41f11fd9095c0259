"""Drawing certificates: from the stored words to a PDF that is kept under its hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from jinja2 import Environment
from sqlalchemy.orm import Session

from prize_app.certificates import queries
from prize_app.certificates.events import record_event
from prize_app.certificates.queries import Honoured
from prize_app.certificates.words import from_json
from prize_app.db.laureates import Certificate
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition, edition_by_id
from prize_app.notices import service as notices
from prize_app.pdf.certificate import render_certificate
from prize_app.surroundings import surroundings
from workflows.errors import NotFound


def draw(session: Session, certificate_id: UUID, env: Environment, *, now: datetime) -> str:
    """Draw the PDF and keep it; a certificate that is drawn stays as it is.

    Returns its SHA-256, hexadecimal. Where writers wait for each other, render outside of the
    transaction instead: `rendered`, then `keep_drawing`.

    Raises:
        NotFound: no such certificate.
        DoesNotFit: the words need more than one sheet; nothing was written.
    """
    return keep_drawing(session, certificate_id, rendered(session, certificate_id, env), now=now)


def rendered(session: Session, certificate_id: UUID, env: Environment) -> bytes:
    """The PDF as its stored words make it: always the same bytes. Reads only; takes about a second.

    Raises:
        NotFound: no such certificate.
        DoesNotFit: the words need more than one sheet.
    """
    certificate = session.get(Certificate, certificate_id)
    if certificate is None:
        raise NotFound
    return render_certificate(env, from_json(certificate.words))


def keep_drawing(session: Session, certificate_id: UUID, pdf: bytes, *, now: datetime) -> str:
    """Keep a certificate's PDF and tell the nominator, once; returns the hash of what is kept.

    Raises:
        NotFound: no such certificate.
    """
    certificate = session.get(Certificate, certificate_id, with_for_update=True)
    if certificate is None:
        raise NotFound
    if certificate.sha256 is not None:
        return certificate.sha256
    certificate.sha256 = surroundings(session).files.put(pdf)
    honoured = queries.get_issued(session, certificate_id)
    edition = edition_by_id(session, honoured.laureate.edition_id)
    record_event(
        session, edition, "certificate:draw", None, honoured.nomination.id, certificate, now
    )
    _tell_nominator(session, edition, honoured, certificate, now)
    return certificate.sha256


def _tell_nominator(
    session: Session,
    edition: RunningEdition,
    honoured: Honoured,
    certificate: Certificate,
    now: datetime,
) -> None:
    nominator = session.get_one(Person, honoured.nomination.nominator_id)
    notices.queue(
        session,
        "certificate-issued",
        to=nominator.email,
        now=now,
        edition_id=edition.id,
        name=nominator.name,
        laureate=certificate.words["laureate"],
        award=certificate.words["award"]["en"],
        prize=certificate.words["prize"]["en"],
        serial=certificate.serial,
        certificate_id=certificate.id,
        check_url=certificate.words["check_url"],
    )
