"""The nominee's answer, by the private link."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from prize_app.audit import service as audit
from prize_app.db.nominations import ConsentLink, Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from workflows.conditions import Consent
from workflows.errors import NotFound, Refusal, RuleBroken


def asked(session: Session, token: str) -> tuple[Nomination, RunningEdition]:
    """The nomination that a link asks about.

    Raises:
        NotFound: the link is not, or no longer, one of ours.
    """
    digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    by_reminder = select(ConsentLink.nomination_id).where(
        ConsentLink.token_hash == digest, ConsentLink.email == Nomination.nominee_email
    )
    nomination = session.scalar(
        select(Nomination).where(
            Nomination.consent_token_hash.is_not(None),
            or_(Nomination.consent_token_hash == digest, Nomination.id.in_(by_reminder)),
        )
    )
    if nomination is None:
        raise NotFound
    return nomination, edition_by_id(session, nomination.edition_id)


def answer(session: Session, token: str, consent: Consent, *, now: datetime) -> Nomination:
    """Keep the nominee's yes or no. It is given once.

    Raises:
        NotFound: the link is not ours.
        RuleBroken: answered already.
    """
    nomination, edition = asked(session, token)
    lock_edition(session, edition.id)  # first, as every step does: nobody waits in a circle
    session.refresh(nomination)
    if nomination.consent != Consent.AWAITED:
        raise RuleBroken([Refusal("already_answered")])
    nomination.consent = consent.value
    audit.record(
        session,
        edition.id,
        "consent:answer",
        actor_id=None,
        subject_id=nomination.id,
        facts={"consent": consent.value},
        at=edition.time(now),
        now=now,
    )
    return nomination
