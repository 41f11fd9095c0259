"""Taking actions: the engine decides, this stores and tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import (
    RunningEdition,
    get_edition,
    list_editions,
    lock_edition,
)
from prize_app.nominations.facts import Known, know
from prize_app.nominations.moving import Given, Taken, move
from prize_app.nominations.standing import see_alone, standings
from prize_app.procedure.lapsing import lapse_on
from prize_app.procedure.letters import tell
from prize_app.procedure.limits import LONGEST_CITATION, LONGEST_REASON, MOST_OF_CITATION
from prize_app.procedure.recording import record_all
from prize_app.procedure.selecting import is_left_out, record_selection
from prize_app.reasons import length_faults
from workflows.errors import NotAllowed, NotFound, Refusal, RuleBroken, WrongStage
from workflows.machine import advance
from workflows.plan.evaluation import Action, Ask, Role
from workflows.policy import Standing


def take_action(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    action_key: str,
    given: Given,
    *,
    now: datetime,
) -> Taken:
    """Take one action on one nomination.

    Raises:
        NotFound, NotAllowed, WrongStage, RuleBroken: and nothing was written.
    """
    # Two who propose at once must not share the last award; and the plan may have been amended.
    seen = see_alone(session, actor, nomination_id)
    nomination, edition = seen.nomination, seen.edition
    known = know(session, edition, [nomination], actor_id=actor.id, now=now)[nomination.id]
    taken = decide(edition, nomination, action_key, seen.standing, known, given, actor.id, now)
    store(session, [taken])
    return taken


def take_for_category(
    session: Session,
    actor: Actor,
    slug: str,
    category_key: str,
    action_key: str,
    *,
    now: datetime,
) -> list[Taken]:
    """Take a collective action for every nomination of a category that stands where it starts.

    Where a rule of the plan selects, it is taken for those alone whom the rule picks.

    Raises:
        NotFound: no such edition, category or collective action.
        NotAllowed: the actor may not, or has a conflict of interest with one of the nominations.
        RuleBroken: a guard refuses for at least one of them; nothing was written.
    """
    edition = lock_edition(session, get_edition(session, slug).id)
    action = collective_action(edition, category_key, action_key)
    nominations = standing_at(session, edition, category_key, action)
    if not nominations:
        raise RuleBroken([Refusal("none_to_take")])
    known = know(session, edition, nominations, actor_id=actor.id, now=now)
    stood = standings(session, actor, edition, nominations)
    if not all(standing.is_impartial for standing in stood.values()):
        raise NotAllowed([Refusal("recused_here")])
    refusals: list[Refusal] = []
    taken = []
    for n in nominations:
        try:
            taken.append(
                decide(edition, n, action_key, stood[n.id], known[n.id], Given(), actor.id, now)
            )
        except RuleBroken as refused:
            if not is_left_out(refused.refusals):
                refusals += [r for r in refused.refusals if r not in refusals]
    if refusals or not taken:
        raise RuleBroken(refusals or [Refusal("none_picked")])
    record_selection(session, edition, category_key, action, actor.id, taken, now=now)
    store(session, taken)
    return taken


def collective_action(edition: RunningEdition, category_key: str, action_key: str) -> Action:
    """A collective action of a category's workflow.

    Raises:
        NotFound: there is none of that name.
    """
    if category_key not in edition.plan.categories:
        raise NotFound
    action = edition.plan.workflow_of(category_key).actions.get(action_key)
    if action is None or not action.collective:
        raise NotFound
    return action


def standing_at(
    session: Session, edition: RunningEdition, category_key: str, action: Action
) -> Sequence[Nomination]:
    """The nominations of a category that stand where an action starts."""
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id,
        Nomination.category_key == category_key,
        Nomination.stage.in_(action.sources),
    )
    return session.scalars(wanted.order_by(Nomination.reference)).all()


def due_steps(session: Session, *, now: datetime) -> list[tuple[UUID, str]]:
    """(nomination, action) of every step that the calendar takes and that is due."""
    due = []
    for edition in list_editions(session):
        for workflow in edition.plan.workflows.values():
            for action in workflow.actions.values():
                if Role.SYSTEM in action.by:
                    due += _due(session, edition, workflow.key, action, now)
    return due


def _due(
    session: Session, edition: RunningEdition, workflow_key: str, action: Action, now: datetime
) -> list[tuple[UUID, str]]:
    categories = [c.key for c in edition.plan.categories.values() if c.workflow == workflow_key]
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id,
        Nomination.category_key.in_(categories),
        Nomination.stage.in_(action.sources),
    )
    nominations = session.scalars(wanted.order_by(Nomination.reference)).all()
    if not nominations:
        return []
    known = know(session, edition, nominations, actor_id=None, now=now)
    return [
        (n.id, action.key)
        for n in nominations
        if not any(guard.refuses(known[n.id].facts) for guard in action.guards)
    ]


def take_due_step(session: Session, nomination_id: UUID, action_key: str, *, now: datetime) -> bool:
    """Take one step for the calendar. False when it was taken, or stopped being due, meanwhile."""
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        return False
    edition = lock_edition(session, nomination.edition_id)
    session.refresh(nomination, with_for_update=True)  # its nominator may be saving just now
    known = know(session, edition, [nomination], actor_id=None, now=now)[nomination.id]
    standing = Standing(frozenset({Role.SYSTEM}))
    try:
        taken = decide(edition, nomination, action_key, standing, known, Given(), None, now)
    except (WrongStage, RuleBroken, NotAllowed):
        return False
    store(session, [taken])
    return True


def decide(
    edition: RunningEdition,
    nomination: Nomination,
    action_key: str,
    standing: Standing,
    known: Known,
    given: Given,
    actor_id: UUID | None,
    now: datetime,
    *,
    proposed_by: UUID | None = None,
) -> Taken:
    """Decide one step and put together what recording it needs; nothing is written yet.

    Raises:
        NotAllowed, WrongStage: as the engine says.
        RuleBroken: guards refuse, or something asked for is missing; all reasons are in it.
    """
    workflow = edition.plan.workflow_of(nomination.category_key)
    action = workflow.actions.get(action_key)
    missing = missing_parts(action, given) if action else ()
    try:
        step = advance(workflow, nomination.stage, action_key, standing.acting_roles, known.facts)
    except RuleBroken as refused:
        raise RuleBroken([*refused.refusals, *missing]) from None
    if missing:
        raise RuleBroken(missing)
    at = known.facts.now
    return Taken(nomination, edition, step, actor_id, given, known.findings, at, now, proposed_by)


def missing_parts(action: Action, given: Given) -> tuple[Refusal, ...]:
    """What a person must still give with an action."""
    asked = set(action.asks)
    refusals = []
    if asked & {Ask.REASON, Ask.MESSAGE} and not given.reason.strip():
        refusals.append(Refusal("reason_missing"))
    refusals += length_faults(given.reason, most=LONGEST_REASON)
    if Ask.CITATION in asked and not given.citation.get("en", "").strip():
        refusals.append(Refusal("citation_missing"))
    for language, text in given.citation.items():
        most = MOST_OF_CITATION.get(language, LONGEST_CITATION)
        refusals += length_faults(text, most=most)
    return tuple(refusals)


def store(session: Session, taken: Sequence[Taken]) -> None:
    """Keep what was decided: records, stages with their events, letters; other motions lapse."""
    record_all(session, taken)
    for one in taken:
        move(session, one)
    lapse_on(session, taken[0].edition, [one.nomination.id for one in taken], now=taken[0].now)
    tell(session, taken)
