"""Reading what waits for a second person, as far as somebody may know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.motions import Motion
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.signers import signers
from prize_app.nominations.standing import Seen, standings
from workflows.blindness import sight
from workflows.plan.blinding import Known
from workflows.plan.evaluation import Action, Role
from workflows.policy import Permission, Standing, allowed

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A motion that is open: on which nomination, by whom, and whether the reader may second it.

    `proposer` is as the reader may know that person: a name, an alias, or nothing.
    """

    motion: Motion
    nomination: Nomination
    action: Action
    proposer: str
    is_own: bool
    may_second: bool


def action_of(edition: RunningEdition, motion: Motion, nomination: Nomination) -> Action | None:
    """The action that a motion is for; None where the motion no longer holds.

    It holds while the nomination has not moved and the plan is the one it was proposed under.
    """
    action = edition.plan.workflow_of(nomination.category_key).actions.get(motion.action_key)
    as_it_was = (
        motion.stage == nomination.stage
        and motion.stage_since == nomination.stage_since
        and motion.plan_hash == edition.published.content_hash
    )
    return action if as_it_was and action is not None and action.seconded else None


def motions_on(session: Session, actor: Actor, seen: Seen) -> Mapping[str, Waiting]:
    """Action key -> what waits on one nomination, for whoever may take it.

    One statement, three where the reader knows members by aliases.
    """
    rows = _open(session, Motion.nomination_id == seen.nomination.id)
    found = _waiting(session, actor, seen.edition, rows, {seen.nomination.id: seen.standing})
    return {waiting.motion.action_key: waiting for waiting in found}


def waiting_in(session: Session, actor: Actor, edition: RunningEdition) -> list[Waiting]:
    """Everything in an edition that waits and that the actor may know of, oldest first.

    One statement where nothing waits; else four, and two more where members are not open.
    """
    rows = _open(session, Nomination.edition_id == edition.id)
    if not rows:
        return []
    nominations = {nomination.id: nomination for _, nomination, _ in rows}
    stood = standings(session, actor, edition, list(nominations.values()))
    return _waiting(session, actor, edition, rows, stood)


Found = tuple[Motion, Nomination, str | None]


def _open(session: Session, which: ColumnElement[bool]) -> list[Found]:
    wanted = (
        select(Motion, Nomination, Person.name)
        .join(Nomination, Nomination.id == Motion.nomination_id)
        .outerjoin(Person, Person.id == Motion.proposed_by)
        .where(Motion.state == "open", which)
        .order_by(Motion.proposed_at, Motion.id)
        .limit(MOST)
    )
    return [(motion, nomination, name) for motion, nomination, name in session.execute(wanted)]


def _names(
    session: Session, edition: RunningEdition, rows: Sequence[Found], stood: Mapping[UUID, Standing]
) -> Mapping[UUID, str]:
    """Motion -> its proposer, as the reader may know that person."""
    sights = {key: sight(edition.plan, standing) for key, standing in stood.items()}
    if all(seen.members is Known.OPEN for seen in sights.values()):
        return {motion.id: name or "somebody who left" for motion, _, name in rows}
    people = [motion.proposed_by for motion, _, _ in rows if motion.proposed_by is not None]
    named = signers(session, people, sights)
    return {motion.id: named(n.id, motion.proposed_by) for motion, n, _ in rows}


def _waiting(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    rows: Sequence[Found],
    stood: Mapping[UUID, Standing],
) -> list[Waiting]:
    found, names = [], _names(session, edition, rows, stood)
    for motion, nomination, _ in rows:
        standing, action = stood[nomination.id], action_of(edition, motion, nomination)
        if action is None or not standing.acting_roles & set(action.by):
            continue
        if not allowed(Permission.NOMINATION_READ, standing):
            continue
        is_own = motion.proposed_by == actor.id
        may_second = not is_own and Role.NOMINATOR not in standing.roles
        found.append(Waiting(motion, nomination, action, names[motion.id], is_own, may_second))
    return found
