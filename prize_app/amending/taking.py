"""Going over: the plan is published, nominations are carried, letters written, all or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app import plans
from prize_app.actors import Actor
from prize_app.amending import letters, queries
from prize_app.amending.reasons import refusals_of
from prize_app.amending.records import as_stored
from prize_app.amending.service import locked_draft
from prize_app.amending.trial import Effects, Trial, try_out
from prize_app.audit import service as audit
from prize_app.db.nominations import Nomination
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.moving import carry_over
from workflows.amending.signing import DraftState, refusals_to_take
from workflows.errors import Refusal, RuleBroken, WrongStage
from workflows.policy import Permission, Standing, allowed


def take(session: Session, actor: Actor, slug: str, *, seen: str, now: datetime) -> Amendment:
    """Publish a signed draft and let the edition go over to it.

    The trial is made again under the lock of the edition: what was handed in, voted or reviewed
    since the signatures counts, and may refuse.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        WrongStage: nothing is proposed, or it was taken already.
        StaleDataError: the content is not the one that was seen.
        RuleBroken: signatures are missing, or the trial finds something against it.
        PlanFaulty: the document does not hold. In every case nothing was written.
    """
    edition, draft = locked_draft(session, actor, slug, Permission.PLAN_TAKE)
    if draft.state != DraftState.PROPOSED:
        raise WrongStage([Refusal("not_proposed")])
    trial = try_out(session, edition, draft, now=now)
    if trial.content_hash != seen:
        raise StaleDataError("the draft has changed since it was looked at")
    signed = counting(queries.signatures_of(session, draft.id, edition.id), seen)
    refusals = [*refusals_of(trial, edition.plan)]
    refusals += refusals_to_take([s.for_the_engine for s in signed])
    if refusals or trial.effects is None:
        raise RuleBroken(refusals)
    return _go_over(session, actor, edition, trial, trial.effects, signed, now)


def counting(signed: list[queries.Signed], content_hash: str) -> list[queries.Signed]:
    """The signatures that count: under this content, by people who may sign now."""
    return [
        s
        for s in signed
        if s.content_hash == content_hash and allowed(Permission.PLAN_SIGN, Standing(s.roles))
    ]


def _go_over(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    trial: Trial,
    effects: Effects,
    signed: list[queries.Signed],
    now: datetime,
) -> Amendment:
    draft, row = trial.draft, edition.row
    version = plans.publish(session, draft.source, now=now)
    # Before they are carried: which deadline was theirs says the stage that they still stand in.
    letters.tell_nominators(session, edition, effects, now=now)
    moved = _carry(session, actor, edition, effects, now)
    amendment = _amendment(edition, trial, effects, version.id, moved, actor.id, now)
    session.add(amendment)
    row.plan_version_id, row.amended = version.id, amendment.number
    draft.state, draft.changed_by, draft.changed_at = DraftState.TAKEN.value, actor.id, now
    session.flush()  # the audit log names the amendment
    audit.record(
        session,
        edition.id,
        "amendment:take",
        actor_id=actor.id,
        subject_id=amendment.id,
        facts=_facts(edition, draft, amendment, version.content_hash, signed),
        at=amendment.taken_at,
        now=now,
    )
    letters.tell_secretariat(session, edition, effects, now=now)
    return amendment


def _carry(
    session: Session, actor: Actor, edition: RunningEdition, effects: Effects, now: datetime
) -> int:
    """Move every nomination whose stage has another name; ends are renamed too."""
    moving = {(p.category, p.stage): p.target for p in effects.landing.places if p.moves}
    if not moving:
        return 0
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id,
        Nomination.stage.in_({stage for _, stage in moving}),
    )
    # Nominators may be saving: locked in one order, so that nobody waits in a circle.
    found = session.scalars(
        wanted.order_by(Nomination.id).with_for_update(),
        execution_options={"populate_existing": True},
    ).all()
    moved = 0
    for n in found:
        target = moving.get((n.category_key, n.stage))
        if target is not None:
            carry_over(session, edition, n, target, actor_id=actor.id, now=now)
            moved += 1
    return moved


def _amendment(
    edition: RunningEdition,
    trial: Trial,
    effects: Effects,
    version_id: UUID,
    moved: int,
    taken_by: UUID,
    now: datetime,
) -> Amendment:
    return Amendment(
        edition_id=edition.id,
        draft_id=trial.draft.id,
        from_version_id=edition.published.id,
        to_version_id=version_id,
        number=edition.row.amended + 1,
        content_hash=trial.content_hash,
        mapping=trial.draft.mapping,
        decisions=trial.draft.decisions,
        verdicts=[
            {"nomination": str(key), **as_stored(changed)}
            for key, changed in effects.verdicts.items()
        ],
        moved=moved,
        taken_by=taken_by,
        taken_at=edition.time(now),
    )


def _facts(
    edition: RunningEdition,
    draft: PlanDraft,
    amendment: Amendment,
    document: str,
    signed: list[queries.Signed],
) -> dict[str, Any]:
    return {
        "number": amendment.number,
        "from_plan": edition.published.content_hash,
        "to_plan": document,
        "content": amendment.content_hash,
        "mapping": draft.mapping,
        "decisions": draft.decisions,
        "signed_by": sorted(str(s.person_id) for s in signed),
        "moved": amendment.moved,
        "verdicts_changed": len(amendment.verdicts),
    }
