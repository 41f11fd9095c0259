"""What a nominator does to a nomination: begin and save."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.audit import service as audit
from prize_app.db.nominations import Nomination
from prize_app.db.saving import Save, is_overtaken, mark, require_newest
from prize_app.editions.queries import get_edition, lock_edition
from prize_app.nominations.standing import Seen, see_nomination
from workflows.conditions import Consent
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Form, Means
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
    edition = lock_edition(session, get_edition(session, slug).id)  # references are counted
    category = edition.plan.categories.get(category_key)
    if category is None:
        raise NotFound
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
    save: Save,
    now: datetime,
) -> Seen:
    """Keep what the nominator has written so far; nothing need be complete.

    Raises:
        NotFound, NotAllowed: not the nominator, or not to be written any more.
        Overtaken: a later save of this page was faster; what it kept stands.
        StaleDataError: somebody saved another version meanwhile. Both times nothing was written.
    """
    # Locked before it is read: two saves of one page are written one after the other.
    session.get(Nomination, nomination_id, with_for_update=True)
    seen = writable(session, actor, nomination_id)
    nomination = seen.nomination
    form = seen.form
    kept = {k: v for k, v in answers.items() if k in form.fields}
    if is_overtaken(nomination, save) and kept == nomination.answers:
        return seen
    require_newest(nomination, save)
    asked = nomination.nominee_email
    nomination.answers = kept
    copy_meanings(nomination, form)
    if nomination.nominee_email.casefold() != asked.casefold():
        # Whoever answered was somebody else: the new address is asked when this is handed in.
        nomination.consent, nomination.consent_token_hash = Consent.NOT_ASKED.value, None
    nomination.updated_at = now
    mark(nomination, save)
    session.flush()  # the caller shows the new lock version
    return seen


def writable(session: Session, actor: Actor, nomination_id: UUID) -> Seen:
    """The actor's own nomination, as long as its form is open.

    Raises:
        NotFound, NotAllowed, WrongStage.
    """
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


def copy_meanings(nomination: Nomination, form: Form) -> None:
    """Copy the answers with a meaning into the columns that lists are made of."""

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
