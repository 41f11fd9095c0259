"""The nominee's answer, by the private link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from prize_app.db.conflicts import Objection
from prize_app.db.nominations import ConsentLink, Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id, lock_edition
from prize_app.editions.recording import append_event
from prize_app.reasons import require_none
from workflows.conditions import Consent
from workflows.errors import NotFound, Refusal, RuleBroken

MOST_OBJECTIONS: Final = 10
"""People whom one nominee may ask to leave out."""


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
    append_event(
        session,
        edition,
        "consent:answer",
        actor_id=None,
        subject_id=nomination.id,
        facts={"consent": consent.value},
        now=now,
    )
    return nomination


def objections_to(session: Session, nomination: Nomination) -> Sequence[Objection]:
    """Whom the nominee has asked to leave out, in the order of asking."""
    wanted = select(Objection).where(Objection.nomination_id == nomination.id)
    return session.scalars(wanted.order_by(Objection.made_at, Objection.id)).all()


def object_to(
    session: Session, token: str, name: str, institution: str, reason: str, *, now: datetime
) -> Objection:
    """Keep that the nominee asks to leave somebody out of the review; the secretariat weighs it.

    Raises:
        NotFound: the link is not ours.
        RuleBroken: no name, no reason, or more people than one may name.
    """
    nomination, edition = asked(session, token)
    lock_edition(session, edition.id)
    faults = [Refusal("name_missing")] if not name.strip() else []
    faults += [Refusal("reason_missing")] if not reason.strip() else []
    if len(objections_to(session, nomination)) >= MOST_OBJECTIONS:
        faults.append(Refusal("too_many_objections", {"most": MOST_OBJECTIONS}))
    require_none(faults)
    row = Objection(
        nomination_id=nomination.id,
        name=name,
        institution=institution,
        reason=reason,
        made_at=edition.time(now),
    )
    session.add(row)
    # Not whom: the nominator and observers may read the log, only the secretariat weighs names.
    append_event(
        session,
        edition,
        "consent:object",
        actor_id=None,
        subject_id=nomination.id,
        facts={},
        now=now,
    )
    return row
