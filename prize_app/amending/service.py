"""What happens to a draft before it is taken: settled, proposed, signed, or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.amending import letters, queries
from prize_app.amending.limits import LONGEST_DECISION
from prize_app.amending.reasons import refusals_of
from prize_app.amending.trial import signed_hash, try_out
from prize_app.db.plans import PlanDraft, PlanSignature
from prize_app.editions.queries import RunningEdition, get_edition, lock_edition, standing_in
from prize_app.planning.recording import record_on_draft
from prize_app.reasons import require_none
from workflows.amending.signing import DraftState
from workflows.errors import Refusal, RuleBroken, WrongStage
from workflows.policy import Permission, require


def settle(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    mapping: Mapping[str, Mapping[str, str]],
    decisions: Mapping[str, str],
    seen: str,
    now: datetime,
) -> PlanDraft:
    """Keep where nominations go and why consequences are accepted, both as a whole.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        WrongStage: there is no draft, or it is proposed and must not change.
        RuleBroken: a decision is too long.
        StaleDataError: the draft is not the one that the actor has seen. Nothing was written.
    """
    edition, draft = _open(session, actor, slug, Permission.PLAN_PROPOSE, DraftState.WRITING)
    _require_seen(edition, draft, seen)
    if any(len(words) > LONGEST_DECISION for words in decisions.values()):
        raise RuleBroken([Refusal("too_long", {"most": LONGEST_DECISION})])
    draft.mapping = {way: dict(stages) for way, stages in mapping.items() if stages}
    draft.decisions = {key: words for key, words in decisions.items() if words.strip()}
    draft.changed_by, draft.changed_at = actor.id, now
    facts = {"mapping": draft.mapping, "decisions": draft.decisions}
    record_on_draft(session, edition, draft, "amendment:settle", actor, facts, now)
    return draft


def propose(session: Session, actor: Actor, slug: str, *, seen: str, now: datetime) -> PlanDraft:
    """Lay a draft before those who sign. From here on it does not change.

    Raises:
        NotAllowed, WrongStage, StaleDataError: as `settle`.
        RuleBroken: it has faults, changes nothing, cannot land, or a decision is missing; all
            reasons are in it and nothing was written.
    """
    edition, draft = _open(session, actor, slug, Permission.PLAN_PROPOSE, DraftState.WRITING)
    _require_seen(edition, draft, seen)
    require_none(refusals_of(try_out(session, edition, draft, now=now), edition.plan))
    draft.state = DraftState.PROPOSED.value
    record_on_draft(session, edition, draft, "amendment:propose", actor, {"content": seen}, now)
    letters.ask_to_sign(session, edition, actor, now=now)
    return draft


def take_back(session: Session, actor: Actor, slug: str, *, now: datetime) -> PlanDraft:
    """Open a proposed draft for writing again; every signature under it is void.

    Raises:
        NotAllowed, WrongStage: nothing was written.
    """
    edition, draft = _open(session, actor, slug, Permission.PLAN_PROPOSE, DraftState.PROPOSED)
    void = session.execute(delete(PlanSignature).where(PlanSignature.draft_id == draft.id))
    draft.state = DraftState.WRITING.value
    facts = {"void": getattr(void, "rowcount", 0)}
    record_on_draft(session, edition, draft, "amendment:take-back", actor, facts, now)
    return draft


def sign(session: Session, actor: Actor, slug: str, *, seen: str, now: datetime) -> PlanSignature:
    """Put the actor's name under exactly the content that was seen.

    Raises:
        NotAllowed: neither of the secretariat nor chair, for the whole edition.
        WrongStage: nothing is proposed.
        RuleBroken: signed already.
        StaleDataError: the content is another one meanwhile. In every case nothing was written.
    """
    edition, draft = _open(session, actor, slug, Permission.PLAN_SIGN, DraftState.PROPOSED)
    _require_seen(edition, draft, seen)
    if _own_signature(session, actor, draft, seen) is not None:
        raise RuleBroken([Refusal("already_signed")])
    signature = PlanSignature(
        draft_id=draft.id, person_id=actor.id, content_hash=seen, signed_at=edition.time(now)
    )
    session.add(signature)
    record_on_draft(session, edition, draft, "amendment:sign", actor, {"content": seen}, now)
    return signature


def withdraw_signature(session: Session, actor: Actor, slug: str, *, now: datetime) -> None:
    """Take one's own name off a proposed draft again.

    Raises:
        NotAllowed, WrongStage: as `sign`.
        RuleBroken: the actor has not signed.
    """
    edition, draft = _open(session, actor, slug, Permission.PLAN_SIGN, DraftState.PROPOSED)
    content = signed_hash(edition, draft)
    signature = _own_signature(session, actor, draft, content)
    if signature is None:
        raise RuleBroken([Refusal("not_signed")])
    session.delete(signature)
    facts = {"content": content}
    record_on_draft(session, edition, draft, "amendment:withdraw-signature", actor, facts, now)


def locked_draft(
    session: Session, actor: Actor, slug: str, permission: Permission
) -> tuple[RunningEdition, PlanDraft]:
    """The edition as it is now, locked, and its open draft.

    Raises:
        NotFound, NotAllowed: no such edition, or not the actor's to do.
        WrongStage: no draft is open; another click may have taken it.
    """
    edition = lock_edition(session, get_edition(session, slug).id)
    require(permission, standing_in(session, actor, edition.id))
    draft = queries.open_draft(session, edition.id, to_write=True)
    if draft is None:
        raise WrongStage([Refusal("no_open_draft")])
    return edition, draft


def _open(
    session: Session, actor: Actor, slug: str, permission: Permission, state: DraftState
) -> tuple[RunningEdition, PlanDraft]:
    edition, draft = locked_draft(session, actor, slug, permission)
    if draft.state != state:
        is_proposed = draft.state == DraftState.PROPOSED
        raise WrongStage([Refusal("draft_is_proposed") if is_proposed else Refusal("not_proposed")])
    return edition, draft


def _require_seen(edition: RunningEdition, draft: PlanDraft, seen: str) -> None:
    if signed_hash(edition, draft) != seen:
        raise StaleDataError("the draft has changed since it was looked at")


def _own_signature(
    session: Session, actor: Actor, draft: PlanDraft, content: str
) -> PlanSignature | None:
    return session.scalar(
        select(PlanSignature).where(
            PlanSignature.draft_id == draft.id,
            PlanSignature.person_id == actor.id,
            PlanSignature.content_hash == content,
        )
    )
