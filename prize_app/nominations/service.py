"""What a nominator does to a nomination: begin, save, attach, and what handing in stores."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.audit import service as audit
from prize_app.audit.chain import canonical
from prize_app.db.nominations import Attachment, Nomination, NominationVersion
from prize_app.editions.queries import RunningEdition, get_edition, lock_edition
from prize_app.nominations.moving import Taken
from prize_app.nominations.pdf_checks import page_count
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.notices import service as notices
from prize_app.surroundings import surroundings
from workflows.conditions import Consent
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Field, FieldKind, Form, Means
from workflows.policy import Permission, require
from workflows.text import squeezed

MOST_DRAFTS = 60


def begin_nomination(
    session: Session, actor: Actor, slug: str, category_key: str, *, now: datetime
) -> Nomination:
    """Begin a draft in a category.

    Raises:
        NotFound: no such edition or category.
        RuleBroken: too many drafts lie open already.
    """
    edition = get_edition(session, slug)
    category = edition.plan.categories.get(category_key)
    if category is None:
        raise NotFound
    lock_edition(session, edition.id)  # references are counted under it
    drafts = select(func.count()).where(
        Nomination.edition_id == edition.id,
        Nomination.nominator_id == actor.id,
        Nomination.stage.in_({w.initial for w in edition.plan.workflows.values()}),
    )
    if (session.scalar(drafts) or 0) >= MOST_DRAFTS:
        raise RuleBroken([Refusal("too_many_drafts", {"most": MOST_DRAFTS})])
    numbered = select(func.count()).where(
        Nomination.edition_id == edition.id, Nomination.category_key == category_key
    )
    number = (session.scalar(numbered) or 0) + 1
    at = edition.time(now)
    workflow = edition.plan.workflow_of(category_key)
    nomination = Nomination(
        edition_id=edition.id,
        plan_version_id=edition.published.id,
        category_key=category_key,
        reference=f"{edition.plan.prize.year}-{category.number:02}-{number:03}",
        nominator_id=actor.id,
        answers={},
        stage=workflow.initial,
        stage_since=at,
        created_at=now,
        updated_at=now,
    )
    session.add(nomination)
    session.flush()  # the audit log names it
    audit.record(
        session,
        edition.id,
        "nomination:begin",
        actor_id=actor.id,
        subject_id=nomination.id,
        facts={"to": nomination.stage, "category": category_key},
        at=at,
        now=now,
    )
    return nomination


def save_answers(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    answers: Mapping[str, Any],
    *,
    lock_version: int,
    page_id: str,
    now: datetime,
) -> Seen:
    """Keep what the nominator has written so far; nothing need be complete.

    Raises:
        NotFound, NotAllowed: not the nominator, or not to be written any more.
        StaleDataError: somebody saved another version meanwhile; nothing was written.
    """
    seen = _writable(session, actor, nomination_id)
    nomination = seen.nomination
    is_own = bool(page_id) and nomination.saved_from == page_id[:40]
    if nomination.lock_version != lock_version and not is_own:
        raise StaleDataError("the nomination was saved elsewhere meanwhile")
    form = seen.edition.plan.form_of(nomination.category_key)
    asked = nomination.nominee_email
    nomination.answers = {k: v for k, v in answers.items() if k in form.fields}
    _copy_meanings(nomination, form)
    if nomination.nominee_email.casefold() != asked.casefold():
        # Whoever answered was somebody else: the new address is asked when this is handed in.
        nomination.consent, nomination.consent_token_hash = Consent.NOT_ASKED.value, None
    nomination.updated_at = now
    nomination.saved_from = page_id[:40]
    session.flush()  # the caller shows the new lock version
    return seen


def _writable(session: Session, actor: Actor, nomination_id: UUID) -> Seen:
    seen = see_nomination(session, actor, nomination_id)
    require_writable(seen)
    return seen


def require_writable(seen: Seen) -> None:
    """Refuse whoever may not write the form, or not any more.

    Raises:
        NotAllowed: visible, but not the nominator's.
        WrongStage: the nominator's, but handed in meanwhile.
    """
    if Role.NOMINATOR in seen.standing.roles and Trait.EDITABLE not in seen.stage.traits:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.NOMINATION_WRITE, seen.standing)


def _copy_meanings(nomination: Nomination, form: Form) -> None:
    def meant(means: Means, most: int) -> str:
        field = form.field_that_means(means)
        return squeezed(str(nomination.answers.get(field.key) or ""))[:most] if field else ""

    nomination.nominee_name = meant(Means.NOMINEE_NAME, 300)
    nomination.nominee_original_name = meant(Means.NOMINEE_ORIGINAL_NAME, 300)
    nomination.nominee_language = meant(Means.NOMINEE_LANGUAGE, 20)
    nomination.nominee_email = meant(Means.NOMINEE_EMAIL, 254)
    nomination.nominee_country = meant(Means.NOMINEE_COUNTRY, 2)
    nomination.nominee_institution = meant(Means.NOMINEE_INSTITUTION, 300)
    nomination.theme = meant(Means.THEME, 60)


def attach_file(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    field_key: str,
    *,
    file_name: str,
    content: bytes,
    now: datetime,
) -> Attachment:
    """Check a PDF and attach it.

    Raises:
        NotFound, NotAllowed, WrongStage: not the nominator's draft, or no such field.
        RuleBroken: the file or their number does not do; nothing was written.
    """
    seen = _writable(session, actor, nomination_id)
    field = _file_field(seen, field_key)
    pages = page_count(content)
    sha256 = hashlib.sha256(content).hexdigest()
    present = session.scalars(
        select(Attachment).where(
            Attachment.nomination_id == nomination_id, Attachment.field_key == field_key
        )
    ).all()
    attached = [a for a in present if a.removed_at is None]
    if any(a.sha256 == sha256 for a in attached):
        raise RuleBroken([Refusal("same_file")])
    if field.maximum is not None and len(attached) >= field.maximum:
        raise RuleBroken([Refusal("too_many_files", {"most": field.maximum})])
    surroundings(session).files.put(content)
    known = next((a for a in present if a.sha256 == sha256), None)
    if known is not None:
        known.removed_at, known.attached_at = None, now
        return known
    attachment = Attachment(
        nomination_id=nomination_id,
        field_key=field_key,
        file_name=_file_name(file_name),
        sha256=sha256,
        size=len(content),
        pages=pages,
        attached_at=now,
    )
    session.add(attachment)
    return attachment


def attach_files(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    uploads: Sequence[tuple[str, str, bytes]],
    *,
    now: datetime,
) -> dict[str, tuple[Refusal, ...]]:
    """Attach what can be attached of (field key, file name, content); answers field -> why not.

    A refused file is a normal answer here: the others, and what was written, are kept.
    """
    refused: dict[str, tuple[Refusal, ...]] = {}
    for field_key, file_name, content in uploads:
        try:
            attach_file(
                session,
                actor,
                nomination_id,
                field_key,
                file_name=file_name,
                content=content,
                now=now,
            )
            session.flush()  # the next file is compared with this one
        except RuleBroken as why:
            refused[field_key] = refused.get(field_key, ()) + why.refusals
    return refused


def _file_field(seen: Seen, field_key: str) -> Field:
    field = seen.edition.plan.form_of(seen.nomination.category_key).fields.get(field_key)
    if field is None or field.kind is not FieldKind.FILES:
        raise NotFound
    return field


def _file_name(name: str) -> str:
    """A name without folders, at most 120 characters, ending in .pdf."""
    last = squeezed(name.replace("\\", "/").rsplit("/", 1)[-1]).replace('"', "'")
    stem = last[:-4] if last.casefold().endswith(".pdf") else last
    return f"{stem[:116] or 'document'}.pdf"


def remove_file(
    session: Session, actor: Actor, nomination_id: UUID, attachment_id: UUID, *, now: datetime
) -> None:
    """Take a file off the nomination; its content stays in storage for handed-in versions.

    Raises:
        NotFound, NotAllowed, WrongStage.
    """
    _writable(session, actor, nomination_id)
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.nomination_id != nomination_id:
        raise NotFound
    attachment.removed_at = attachment.removed_at or now


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
