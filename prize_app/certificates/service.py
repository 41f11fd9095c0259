"""Honouring laureates: recording them, issuing their certificates, revoking those."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.certificates import queries
from prize_app.certificates.drawing import draw
from prize_app.certificates.events import record_event
from prize_app.certificates.queries import Honoured
from prize_app.certificates.words import as_json, certificate_words, with_english
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import (
    RunningEdition,
    edition_by_id,
    get_edition,
    lock_edition,
    standing_in,
)
from prize_app.nominations.moving import Taken
from prize_app.nominations.own_form import form_for
from prize_app.nominations.standing import standings
from prize_app.surroundings import surroundings
from workflows.citations import serial_number
from workflows.errors import NotFound
from workflows.plan.evaluation import Role
from workflows.plan.forms import Means
from workflows.policy import Permission, require

__all__ = [
    "draw",
    "issue_certificates",
    "read_certificate",
    "record_laureates",
    "record_revocations",
    "revoke",
]

DRAW: Final = "draw-certificate"
# Typed off paper: no letter or digit that looks like another. 30 of them, 16 times: 78 bits.
CODE_ALPHABET: Final = "23456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH: Final = 16
READERS: Final = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.DEPUTY, Role.NOMINATOR})


def record_laureates(session: Session, taken: Sequence[Taken]) -> None:
    """Enter nominations that are honoured into the register, with the citation decided on.

    Where no decision has one, the nominator's proposal stands. Whoever is in it already stays.
    """
    ids = [one.nomination.id for one in taken]
    known = set(
        session.scalars(select(Laureate.nomination_id).where(Laureate.nomination_id.in_(ids)))
    )
    decided = queries.present_citations(session, ids)
    for one in taken:
        nomination = one.nomination
        if nomination.id not in known:
            session.add(
                Laureate(
                    nomination_id=nomination.id,
                    edition_id=one.edition.id,
                    category_key=nomination.category_key,
                    citation=with_english(
                        decided.get(nomination.id) or _proposed(session, nomination)
                    ),
                    honoured_at=one.at,
                )
            )


def _proposed(session: Session, nomination: Nomination) -> dict[str, str]:
    question = form_for(session, nomination).field_that_means(Means.CITATION)
    answer = nomination.answers.get(question.key) if question else ""
    return {"en": str(answer or "")}


def issue_certificates(
    session: Session, actor: Actor, slug: str, *, now: datetime
) -> list[Certificate]:
    """Issue a certificate for every laureate who has none; the PDFs are drawn afterwards.

    Laureates with whom the actor has a conflict of interest are left to somebody else.

    Raises:
        NotFound: no such edition.
        NotAllowed: the actor is not of the secretariat.
    """
    edition = get_edition(session, slug)
    require(Permission.CERTIFICATE_ISSUE, standing_in(session, actor, edition.id))
    lock_edition(session, edition.id)  # serials are counted under it
    waiting = [
        honoured
        for honoured in queries.list_honoured(session, edition, actor.id)
        if honoured.certificate is None and queries.is_honoured(edition, honoured.nomination)
    ]
    serials = _Serials(session, edition)
    return [
        _issue(session, actor, edition, honoured, serials.take(honoured.laureate), now=now)
        for honoured in waiting
    ]


class _Serials:
    """Hands out the serials that follow those given so far under the plan's code and year."""

    def __init__(self, session: Session, edition: RunningEdition) -> None:
        self._plan = edition.plan
        prefix = f"{self._plan.prize.code}-{self._plan.prize.year}-"
        self._last: Counter[int] = Counter()
        for serial in queries.serials_beginning(session, prefix):
            category, sequence = (int(part) for part in serial.split("-")[2:4])
            self._last[category] = max(self._last[category], sequence)

    def take(self, laureate: Laureate) -> str:
        number = self._plan.categories[laureate.category_key].number
        self._last[number] += 1
        prize = self._plan.prize
        return serial_number(prize.code, prize.year, number, self._last[number])


def _issue(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    honoured: Honoured,
    serial: str,
    *,
    now: datetime,
) -> Certificate:
    around = surroundings(session)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    words = certificate_words(
        edition,
        honoured.nomination,
        honoured.laureate,
        serial=serial,
        check_url=f"{around.public_url}/certificates/{code}",
        demonstration=edition.row.is_demonstration,
    )
    certificate = Certificate(
        laureate_id=honoured.laureate.id,
        serial=serial,
        check_code=code,
        words=as_json(words),
        issued_by=actor.id,
        issued_at=edition.time(now),
    )
    session.add(certificate)
    session.flush()  # the job names the row
    record_event(
        session, edition, "certificate:issue", actor.id, honoured.nomination.id, certificate, now
    )
    around.jobs.enqueue(session, DRAW, certificate.id)
    return certificate


def record_revocations(session: Session, taken: Sequence[Taken]) -> None:
    """Revoke the certificates of nominations that are no longer honoured."""
    rows = session.execute(
        select(Laureate.nomination_id, Certificate)
        .join(Certificate, Certificate.laureate_id == Laureate.id)
        .where(Laureate.nomination_id.in_([one.nomination.id for one in taken]))
    )
    steps = {one.nomination.id: one for one in taken}
    for nomination_id, certificate in rows:
        step = steps[nomination_id]
        revoke(session, certificate, step.given.reason, actor_id=step.actor_id, now=step.now)


def revoke(
    session: Session,
    certificate: Certificate,
    reason: str,
    *,
    actor_id: UUID | None = None,
    now: datetime,
) -> None:
    """Mark a certificate as revoked, for everyone who checks it; the first revocation stands."""
    if certificate.revoked_at is not None:
        return
    honoured = queries.get_issued(session, certificate.id)
    edition = edition_by_id(session, honoured.laureate.edition_id)
    certificate.revoked_at = edition.time(now)
    certificate.revocation_reason = reason
    record_event(
        session, edition, "certificate:revoke", actor_id, honoured.nomination.id, certificate, now
    )


def read_certificate(session: Session, actor: Actor, certificate_id: UUID) -> Honoured:
    """A certificate for its nominator, the secretariat and the chair, none of them conflicted.

    Raises:
        NotFound: there is none, or the actor is somebody else.
    """
    honoured = queries.get_issued(session, certificate_id)
    nomination = honoured.nomination
    edition = edition_by_id(session, nomination.edition_id)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    if not standing.acting_roles & READERS:
        raise NotFound
    return honoured
