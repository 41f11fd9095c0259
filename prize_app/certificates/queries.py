"""Reading laureates and certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.committee import Decision
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Nomination
from prize_app.db.reviewers import ServiceCertificate
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from workflows.citations import is_serial
from workflows.errors import NotFound
from workflows.plan.evaluation import Trait


@dataclass(frozen=True, slots=True)
class Honoured:
    """A laureate with the nomination behind it and the certificate, if one was issued."""

    nomination: Nomination
    laureate: Laureate
    certificate: Certificate | None


def list_honoured(session: Session, edition: RunningEdition, viewer_id: UUID) -> list[Honoured]:
    """Laureates of an edition by category, without those the viewer has a conflict with."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer_id
    )
    rows = session.execute(
        select(Nomination, Laureate, Certificate)
        .join(Laureate, Laureate.nomination_id == Nomination.id)
        .outerjoin(Certificate, Certificate.laureate_id == Laureate.id)
        .where(Laureate.edition_id == edition.id, Nomination.id.not_in(conflicted))
        .order_by(Nomination.reference)
    )
    return [Honoured(n, laureate, certificate) for n, laureate, certificate in rows]


def is_honoured(edition: RunningEdition, nomination: Nomination) -> bool:
    """Whether the nomination stands where laureates stand."""
    workflow = edition.plan.workflow_of(nomination.category_key)
    return Trait.HONOURED in workflow.stages[nomination.stage].traits


def list_announced(
    session: Session, edition: RunningEdition
) -> list[tuple[Nomination, Laureate | None]]:
    """Nominations whose name is public, by reference; only laureates have the second part."""
    workflows = edition.plan.workflows.values()
    stages = {key for workflow in workflows for key in workflow.stages_with(Trait.ANNOUNCED)}
    rows = session.execute(
        select(Nomination, Laureate)
        .outerjoin(Laureate, Laureate.nomination_id == Nomination.id)
        .where(Nomination.edition_id == edition.id, Nomination.stage.in_(sorted(stages)))
        .order_by(Nomination.reference)
    )
    # Another workflow may use the same key for a stage that is not announced.
    return [
        (n, laureate if is_honoured(edition, n) else None)
        for n, laureate in rows
        if n.stage in edition.plan.workflow_of(n.category_key).stages_with(Trait.ANNOUNCED)
    ]


def find_certificate(
    session: Session, serial_or_code: str
) -> Certificate | ServiceCertificate | None:
    """The certificate of a serial or check code as people type them: case and space are free.

    A laureate's, or a reviewer's for service; no serial or code is given to both.
    """
    wanted = "".join(serial_or_code.split())[:60]
    serial, code = wanted.upper() if is_serial(wanted.upper()) else "", wanted.casefold()
    of_laureate = Certificate.serial == serial if serial else Certificate.check_code == code
    found = session.scalar(select(Certificate).where(of_laureate))
    if found is not None:
        return found
    known = ServiceCertificate.serial == serial if serial else ServiceCertificate.check_code == code
    return session.scalar(select(ServiceCertificate).where(known))


def get_issued(session: Session, certificate_id: UUID) -> Honoured:
    """A certificate with its laureate.

    Raises:
        NotFound: there is none.
    """
    row = session.execute(
        select(Nomination, Laureate, Certificate)
        .join(Laureate, Laureate.nomination_id == Nomination.id)
        .join(Certificate, Certificate.laureate_id == Laureate.id)
        .where(Certificate.id == certificate_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Honoured(*row)


def serials_beginning(session: Session, prefix: str) -> Sequence[str]:
    """Every serial given under a prize code and year, in whichever edition."""
    return session.scalars(
        select(Certificate.serial).where(Certificate.serial.startswith(prefix, autoescape=True))
    ).all()


def present_citations(
    session: Session, nomination_ids: Sequence[UUID]
) -> dict[UUID, dict[str, str]]:
    """Nomination -> the citation of the decision that stands."""
    rows = session.execute(
        select(Decision.nomination_id, Decision.citation)
        .where(Decision.nomination_id.in_(nomination_ids), Decision.superseded_at.is_(None))
        .order_by(Decision.proposed_at)
    )
    return {nomination_id: citation for nomination_id, citation in rows if citation}
