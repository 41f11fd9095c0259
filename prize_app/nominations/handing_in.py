"""What handing a form in stores: the version as it is, and the question to the nominee."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.audit.chain import canonical
from prize_app.db.nominations import Attachment, Nomination, NominationVersion
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.moving import Taken
from prize_app.notices import service as notices
from workflows.conditions import Consent


def record_versions(session: Session, taken: Sequence[Taken]) -> None:
    """Keep each form exactly as it is handed in, and ask the nominee for consent."""
    for one in taken:
        nomination = one.nomination
        nomination.submitted_at = nomination.submitted_at or one.at
        _keep_version(session, one)
        _ask_for_consent(session, one.edition, nomination, now=one.now)


def _keep_version(session: Session, taken: Taken) -> None:
    nomination = taken.nomination
    attached = session.scalars(
        select(Attachment)
        .where(Attachment.nomination_id == nomination.id, Attachment.removed_at.is_(None))
        .order_by(Attachment.field_key, Attachment.sha256)
    )
    files = [
        {"field": a.field_key, "name": a.file_name, "sha256": a.sha256, "size": a.size}
        for a in attached
    ]
    earlier = session.scalar(
        select(func.count()).where(NominationVersion.nomination_id == nomination.id)
    )
    content = {"answers": nomination.answers, "files": files}
    session.add(
        NominationVersion(
            nomination_id=nomination.id,
            plan_version_id=nomination.plan_version_id,
            number=(earlier or 0) + 1,
            answers=nomination.answers,
            attachments=files,
            content_hash=hashlib.sha256(canonical(content)).hexdigest(),
            handed_in_at=taken.at,
        )
    )


def _ask_for_consent(
    session: Session, edition: RunningEdition, nomination: Nomination, *, now: datetime
) -> None:
    if nomination.consent == Consent.GIVEN or not nomination.nominee_email:
        return
    token = secrets.token_urlsafe(32)
    nomination.consent = Consent.AWAITED.value
    nomination.consent_token_hash = hashlib.sha256(token.encode()).hexdigest()
    category = edition.plan.categories[nomination.category_key]
    notices.queue(
        session,
        "ask-for-consent",
        to=nomination.nominee_email,
        now=now,
        edition_id=edition.id,
        name=nomination.nominee_name,
        prize=edition.plan.prize.name["en"],
        award=category.name["en"],
        token=token,
    )
