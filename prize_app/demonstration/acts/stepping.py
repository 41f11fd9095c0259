"""Acts that take the plan's actions, one by one or for a category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.demonstration.scene import Act, Scene, actor_of
from prize_app.editions.queries import people_with_role
from prize_app.nominations.moving import Given
from prize_app.procedure import seconding
from prize_app.procedure import service as procedure
from workflows.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Ask, Role

REFUSED = (NotAllowed, NotFound, RuleBroken, WrongStage)


def take(scene: Scene, session: Session, act: Act) -> int:
    """Let whoever may take an action on every nomination on which it is open."""
    done = 0
    for category_key in scene.categories(session, act):
        taken = 0
        for nomination in standing_at(scene, session, act, category_key):
            if taken >= act.get("limit", 10_000):
                break
            taken += take_one(scene, session, act, nomination)
        done += taken
    return done


def standing_at(scene: Scene, session: Session, act: Act, category_key: str) -> list[Nomination]:
    edition = scene.edition(session)
    action = edition.plan.workflow_of(category_key).actions[act["action"]]
    stages = [act["from"]] if "from" in act else action.sources
    found = session.scalars(
        select(Nomination)
        .where(
            Nomination.edition_id == edition.id,
            Nomination.category_key == category_key,
            Nomination.stage.in_(stages),
        )
        .order_by(Nomination.reference)
    ).all()
    ordered = scene.by_merit(session, found)
    left_out = act.get("leave_out", {}).get(category_key, 0)
    return ordered[: len(ordered) - left_out]


def take_one(scene: Scene, session: Session, act: Act, nomination: Nomination) -> int:
    edition = scene.edition(session)
    action = edition.plan.workflow_of(nomination.category_key).actions[act["action"]]
    given = Given(
        reason=reason(scene, act) if set(action.asks) & {Ask.REASON, Ask.MESSAGE} else "",
        citation=citation(scene, nomination) if Ask.CITATION in action.asks else {},
    )
    people = list(actors(scene, session, nomination, Role(act["by"])))
    if action.seconded:
        return take_in_twos(scene, session, act, nomination, given, people)
    for actor in people:
        try:
            procedure.take_action(
                session, actor, nomination.id, action.key, given, now=scene.now(act)
            )
        except REFUSED:
            continue
        session.flush()  # the next look at the facts must see it
        return 1
    return 0


def take_in_twos(
    scene: Scene,
    session: Session,
    act: Act,
    nomination: Nomination,
    given: Given,
    people: Sequence[Actor],
) -> int:
    """One proposes and another agrees, unless the act leaves it waiting for a second person."""
    for first, second in permutations(people, 2):
        if act.get("first", first.email) != first.email:
            continue
        try:
            with session.begin_nested():
                motion = seconding.propose_action(
                    session, first, nomination.id, act["action"], given, now=scene.now(act)
                )
                if not act.get("waits"):
                    seconding.agree(session, second, motion.id, now=scene.now(act))
        except REFUSED:
            continue
        session.flush()  # the next look at the facts must see it
        return 1
    return 0


def reason(scene: Scene, act: Act) -> str:
    return str(act.get("reason") or scene.random.choice(scene.cast.comments["decision_reasons"]))


def citation(scene: Scene, nomination: Nomination) -> dict[str, str]:
    nominee = scene.nominee(nomination)
    return {"en": nominee["citation"], "zh": nominee["citation_zh"]}


def actors(scene: Scene, session: Session, nomination: Nomination, role: Role) -> Iterator[Actor]:
    if role is Role.NOMINATOR:
        yield actor_of(session.get_one(Person, nomination.nominator_id))
        return
    for person in people_with_role(session, nomination.edition_id, role):
        yield actor_of(person)


def collective(scene: Scene, session: Session, act: Act) -> int:
    actor = scene.someone(session, Role(act["by"]))
    done = 0
    for category_key in scene.categories(session, act):
        try:
            done += len(
                procedure.take_for_category(
                    session,
                    actor,
                    scene.slug,
                    category_key,
                    act["action"],
                    now=scene.now(act),
                )
            )
        except RuleBroken:
            continue
    return done
