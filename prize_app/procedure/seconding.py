"""Two persons for one step: the first proposes it, a second one agrees or refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.motions import Motion
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import lock_edition
from prize_app.nominations.facts import know
from prize_app.nominations.motions import action_of
from prize_app.nominations.moving import Given, Taken
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_alone, see_nomination, standings
from prize_app.procedure.asking import ask_for_a_second, tell_the_first
from prize_app.procedure.lapsing import lapse
from prize_app.procedure.limits import LONGEST_REASON
from prize_app.procedure.service import decide, missing_parts, store
from prize_app.reasons import reason_faults, require_none
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.machine import propose
from workflows.plan.evaluation import Action, Role


class Met(NamedTuple):
    """A motion before somebody who may settle it; the edition is locked."""

    motion: Motion
    seen: Seen
    action: Action


def propose_action(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    action_key: str,
    given: Given,
    *,
    now: datetime,
) -> Motion:
    """Propose an action that needs a second person; nothing moves.

    Raises:
        NotFound, NotAllowed: as of a step.
        WrongStage: the nomination has moved on, or the very action waits already.
        RuleBroken: guards refuse, or something asked for is missing; nothing was written.
    """
    seen = see_alone(session, actor, nomination_id)
    nomination, edition = seen.nomination, seen.edition
    known = know(session, edition, [nomination], actor_id=actor.id, now=now)[nomination.id]
    workflow = edition.plan.workflow_of(nomination.category_key)
    roles = seen.standing.acting_roles
    action = propose(workflow, nomination.stage, action_key, roles, known.facts)
    missing = missing_parts(action, given)
    if missing:
        raise RuleBroken(missing)
    _make_room(session, seen, action_key, now)
    motion = Motion(
        nomination_id=nomination.id,
        action_key=action_key,
        stage=nomination.stage,
        stage_since=nomination.stage_since,
        plan_hash=edition.published.content_hash,
        reason=given.reason,
        citation=dict(given.citation),
        state="open",
        proposed_by=actor.id,
        proposed_at=known.facts.now,
    )
    session.add(motion)
    session.flush()  # of two at once the constraint lets one through
    told = {"action": action_key, "reason": given.reason}
    record(session, actor, seen, "motion:propose", told, now=now)
    ask_for_a_second(session, seen, motion, action, now=now)
    return motion


def _make_room(session: Session, seen: Seen, action_key: str, now: datetime) -> None:
    """Let an earlier motion lapse that no longer holds; one that holds stands in the way."""
    nomination = seen.nomination
    earlier = session.scalar(
        select(Motion).where(
            Motion.nomination_id == nomination.id,
            Motion.action_key == action_key,
            Motion.state == "open",
        )
    )
    if earlier is None:
        return
    if action_of(seen.edition, earlier, nomination) is not None:
        raise WrongStage([Refusal("motion_waits")])
    lapse(session, seen.edition, earlier, now=now)
    session.flush()


def agree(session: Session, actor: Actor, motion_id: UUID, *, now: datetime) -> Taken:
    """Agree as the second person: the guards are asked again, and the step is taken.

    Raises:
        NotFound: no such motion, or not for these eyes.
        WrongStage: it is settled, or the nomination or the plan has changed.
        RuleBroken: guards refuse now, the actor proposed it, or the proposer may no longer act.
    """
    motion, seen, _ = _met(session, actor, motion_id)
    nomination, edition = seen.nomination, seen.edition
    if not _first_may_still(session, motion, seen):
        raise RuleBroken([Refusal("proposer_left")])
    known = know(session, edition, [nomination], actor_id=actor.id, now=now)[nomination.id]
    facts = replace(known.facts, proposed_by=str(motion.proposed_by))
    given = Given(motion.reason, motion.citation)
    taken = decide(
        edition,
        nomination,
        motion.action_key,
        seen.standing,
        replace(known, facts=facts),
        given,
        actor.id,
        now,
        proposed_by=motion.proposed_by,
    )
    _settle(motion, "agreed", actor, taken.at)
    record(session, actor, seen, "motion:agree", {"action": motion.action_key}, now=now)
    store(session, [taken])
    tell_the_first(session, seen, motion, taken.step.action, now=now)
    return taken


def refuse(session: Session, actor: Actor, motion_id: UUID, reason: str, *, now: datetime) -> None:
    """Refuse as the second person, with a reason; nothing moves.

    Raises:
        NotFound, WrongStage: as when agreeing.
        RuleBroken: no reason, one that is too long, or the actor proposed or nominated.
    """
    motion, seen, action = _met(session, actor, motion_id)
    refusals = list(_of_person(motion, actor, seen))
    require_none([*refusals, *reason_faults(reason, most=LONGEST_REASON)])
    at = seen.edition.time(now)
    _settle(motion, "refused", actor, at, reason)
    told = {"action": motion.action_key, "reason": reason}
    record(session, actor, seen, "motion:refuse", told, now=now)
    tell_the_first(session, seen, motion, action, now=now)


def take_back(session: Session, actor: Actor, motion_id: UUID, *, now: datetime) -> None:
    """Take back what one proposed oneself; nothing moves.

    Raises:
        NotFound: no such motion, or somebody else's.
        WrongStage: it is settled already.
    """
    motion, seen, _ = _met(session, actor, motion_id)
    if motion.proposed_by != actor.id:
        raise NotFound
    at = seen.edition.time(now)
    _settle(motion, "taken-back", actor, at)
    record(session, actor, seen, "motion:take-back", {"action": motion.action_key}, now=now)


def _met(session: Session, actor: Actor, motion_id: UUID) -> Met:
    motion = session.get(Motion, motion_id)
    if motion is None:
        raise NotFound
    seen = see_nomination(session, actor, motion.nomination_id)
    workflow = seen.edition.plan.workflow_of(seen.nomination.category_key)
    action = workflow.actions.get(motion.action_key)
    if action is None or not seen.standing.acting_roles & set(action.by):
        raise NotFound
    lock_edition(session, seen.edition.id)
    for row in (motion, seen.nomination, seen.edition.row):
        session.refresh(row)  # it may have changed while we waited for the lock
    has_new_plan = seen.edition.row.plan_version_id != seen.edition.published.id
    is_open = motion.state == "open" and not has_new_plan
    if not is_open or action_of(seen.edition, motion, seen.nomination) is None:
        raise WrongStage([Refusal("motion_settled")])
    return Met(motion, seen, action)


def _of_person(motion: Motion, actor: Actor, seen: Seen) -> list[Refusal]:
    own = [Refusal("own_motion")] if motion.proposed_by == actor.id else []
    nominated = Role.NOMINATOR in seen.standing.roles
    return [*own, *([Refusal("own_nomination")] if nominated else [])]


def _first_may_still(session: Session, motion: Motion, seen: Seen) -> bool:
    """Whether the proposer still has a role for it and no conflict of interest since."""
    first = session.get(Person, motion.proposed_by) if motion.proposed_by else None
    if first is None:
        return False
    nomination: Nomination = seen.nomination
    actor = Actor(first.id, first.name, first.email)
    standing = standings(session, actor, seen.edition, [nomination])[nomination.id]
    workflow = seen.edition.plan.workflow_of(nomination.category_key)
    return bool(standing.acting_roles & set(workflow.actions[motion.action_key].by))


def _settle(motion: Motion, state: str, actor: Actor, at: datetime, reason: str = "") -> None:
    motion.state, motion.settled_by, motion.settled_at = state, actor.id, at
    motion.settled_reason = reason
