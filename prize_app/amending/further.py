"""Opening the next edition under a plan that was signed here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.editions.queries import (
    RunningEdition,
    find_edition,
    get_edition,
    people_with_role,
    plan_source,
    standing_in,
)
from prize_app.editions.service import give_role, open_edition
from workflows.errors import Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.policy import Permission, require


def open_further(
    session: Session, actor: Actor, slug: str, *, named: str, title: str, now: datetime
) -> RunningEdition:
    """A further edition under the same plan, with the same secretariat.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        RuleBroken: nobody signed the plan in force, or an edition has this name already.
    """
    edition = get_edition(session, slug)
    require(Permission.PLAN_TAKE, standing_in(session, actor, edition.id))
    if not edition.row.amended:
        raise RuleBroken([Refusal("plan_not_signed")])
    if find_edition(session, named) is not None:
        raise RuleBroken([Refusal("slug_taken")])
    opened = open_edition(
        session,
        slug=named,
        title=title,
        plan_source=plan_source(session, edition),
        now=now,
        is_demonstration=edition.row.is_demonstration,
        by=actor.id,
    )
    for person in people_with_role(session, edition.id, Role.SECRETARIAT):
        give_role(session, opened, person, Role.SECRETARIAT, "", by=actor.id, now=now)
    return opened
