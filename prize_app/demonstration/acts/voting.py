"""Acts of the committee: ballots opened, cast, closed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.committee import ballots
from prize_app.committee.queries import members_of, nominations_at, seen_by
from prize_app.db.nominations import Nomination
from prize_app.demonstration.scene import Act, Scene, actor_of
from workflows.ballots import Rule
from workflows.plan.evaluation import Role


def ballot(scene: Scene, session: Session, act: Act) -> int:
    votes = 0
    for category_key in scene.categories(session, act):
        round_id, cast = hold(scene, session, act, category_key, 100)
        if round_id is not None:
            chair = scene.someone(session, Role.CHAIR)
            ballots.close_ballot(session, chair, round_id, now=scene.now(act))
        votes += cast
    return votes


def open_ballot(scene: Scene, session: Session, act: Act) -> int:
    return sum(
        hold(scene, session, act, category_key, act["votes"])[1]
        for category_key in scene.categories(session, act)
    )


def hold(
    scene: Scene, session: Session, act: Act, category_key: str, voters: int
) -> tuple[UUID | None, int]:
    edition = scene.edition(session)
    if not nominations_at(session, edition, category_key, act["ballot"]):
        return None, 0
    chair = scene.someone(session, Role.CHAIR)
    round_ = ballots.open_ballot(
        session, chair, scene.slug, category_key, act["ballot"], now=scene.now(act)
    )
    session.flush()  # members look at it
    rule = edition.plan.panel_of(category_key).ballots[act["ballot"]].rule
    # In the order of the cast: the member whom the demonstration names is its last.
    order = [one["email"] for one in scene.cast.people["committee"]]
    members = members_of(session, edition, category_key)
    members = sorted(members, key=lambda m: order.index(m.email))[:voters]
    for member in members:
        seen = seen_by(session, round_, member.id)
        given = paper(scene, session, seen, rule)
        ballots.cast_ballot(session, actor_of(member), round_.id, given, now=scene.now(act))
    return round_.id, len(members)


def paper(scene: Scene, session: Session, seen: Sequence[str], rule: Rule) -> dict[str, str]:
    """A vote that mostly follows the ranking."""
    found = session.scalars(
        select(Nomination).where(Nomination.id.in_([UUID(n) for n in seen]))
    ).all()
    ordered = [str(n.id) for n in scene.by_merit(session, found)]
    if rule is Rule.APPROVAL:
        return {
            n: "yes" if place < 2 or scene.random.random() < 0.4 else "no"
            for place, n in enumerate(ordered)
        }
    keys = {n: place + scene.random.uniform(0, 2.5) for place, n in enumerate(ordered)}
    return {n: str(p) for p, n in enumerate(sorted(ordered, key=keys.__getitem__), start=1)}
