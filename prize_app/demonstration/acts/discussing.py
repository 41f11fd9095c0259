"""Acts of reviewers whose reviews are in: they talk, and some change their points."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.demonstration.reviewing import grounds_of, nearer
from prize_app.demonstration.scene import Act, Scene, actor_of
from prize_app.reviews import service as reviews
from prize_app.reviews.discussion import remark
from prize_app.reviews.queries import reviews_in
from prize_app.reviews.versions import count_versions
from workflows.plan.evaluation import Trait

Given = tuple[Assignment, Review]


def discuss(scene: Scene, session: Session, act: Act) -> int:
    """The first nominations of each category with two reviews in or more; one review changes.

    `{me}` in a remark stands for whoever writes it: people sign, and the leak check sees it.
    """
    done = 0
    for nomination, given in _talked_about(scene, session, act):
        for (assignment, _), words in zip(given, act["remarks"], strict=False):
            person = session.get_one(Person, assignment.reviewer_id)
            said = words.replace("{me}", person.name)
            remark(session, actor_of(person), nomination.id, said, now=scene.now(act))
        _change(scene, session, act, nomination, given)
        done += 1
    return done


def _talked_about(scene: Scene, session: Session, act: Act) -> list[tuple[Nomination, list[Given]]]:
    edition = scene.edition(session)
    workflows = edition.plan.workflows.values()
    stages = {s for w in workflows for s in w.stages_with(Trait.DISCUSSING)}
    chosen = session.scalars(
        select(Nomination)
        .where(
            Nomination.edition_id == edition.id,
            Nomination.category_key.in_(scene.categories(session, act)),
            Nomination.stage.in_(stages),
        )
        .order_by(Nomination.reference)
    ).all()
    given: dict[UUID, list[Given]] = defaultdict(list)
    for assignment, review in reviews_in(session, [n.id for n in chosen]):
        given[assignment.nomination_id].append((assignment, review))
    counted: dict[str, int] = defaultdict(int)
    found = []
    for nomination in chosen:
        several = given[nomination.id]
        if len(several) > 1 and counted[nomination.category_key] < act["number"]:
            counted[nomination.category_key] += 1
            # Rows have random ids: the play shall be the same whenever it is played.
            several.sort(key=lambda pair: _name(session, pair[0]))
            found.append((nomination, several))
    return found


def _name(session: Session, assignment: Assignment) -> str:
    return session.get_one(Person, assignment.reviewer_id).name


def _change(
    scene: Scene, session: Session, act: Act, nomination: Nomination, given: list[Given]
) -> None:
    """The first reviewer comes nearer to the second on one criterion, if they differ."""
    rubric = scene.edition(session).plan.rubric_of(nomination.category_key)
    (assignment, review), (_, other) = given[:2]
    points = nearer(review.points, other.points)
    if points == review.points:
        return
    key = str(assignment.reviewer_id)
    reviews.revise_review(
        session,
        actor_of(session.get_one(Person, assignment.reviewer_id)),
        assignment.id,
        points,
        review.strengths,
        review.weaknesses,
        act["reason"],
        grounds=grounds_of(rubric, points, nomination.reference, key),
        based_on=count_versions(session, review.id),
        now=scene.now(act),
    )
