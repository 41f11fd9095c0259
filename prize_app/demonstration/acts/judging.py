"""Acts of reviewers, and of whoever assigns them."""

from __future__ import annotations

import random
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.assignments import service as assignments
from prize_app.assignments.proposing import Wanted, propose
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.db.saving import Save
from prize_app.demonstration.reviewing import grounds_of, points_of, words_of
from prize_app.demonstration.scene import Act, Scene, actor_of
from prize_app.reviews import service as reviews
from prize_app.reviews.kinds import ConflictKind
from workflows.plan.evaluation import Role, Trait


def assign(scene: Scene, session: Session, act: Act) -> int:
    secretary = scene.someone(session, Role.SECRETARIAT)
    done = 0
    for category_key in scene.categories(session, act):
        moment = scene.now(act)
        proposed = propose(session, secretary, Wanted(scene.slug, category_key), now=moment)
        if proposed.pairs:
            assignments.confirm(
                session, secretary, scene.slug, category_key, proposed.pairs, now=moment
            )
            session.flush()  # the next category's load must see it
        done += len(proposed.pairs)
    return done


def conflict(scene: Scene, session: Session, act: Act) -> int:
    """Some reviewers find that they should not judge, and say so."""
    assigned = session.scalars(
        select(Assignment)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .where(
            Nomination.edition_id == scene.edition(session).id,
            Assignment.status == "assigned",
        )
        .order_by(Nomination.reference, Assignment.reviewer_id)
    ).all()
    for assignment in scene.random.sample(list(assigned), act["number"]):
        reviewer = actor_of(session.get_one(Person, assignment.reviewer_id))
        reviews.declare_conflict(
            session,
            reviewer,
            assignment.nomination_id,
            ConflictKind.CO_AUTHOR,
            "A joint paper three years ago (demonstration).",
            now=scene.now(act),
        )
    return int(act["number"])


def review(scene: Scene, session: Session, act: Act) -> int:
    written = [
        (assignment, nomination, words_of(scene.random, scene.cast.comments))
        for assignment, nomination in open_reviews(scene, session, act)
        if scene.random.randrange(100) < act["share"]
    ]
    written.sort(key=lambda one: _days_taken(act, one[0], one[1]))
    for assignment, nomination, (strengths, weaknesses) in written:
        rubric = scene.edition(session).plan.rubric_of(nomination.category_key)
        day = {**act, "day": act["day"] + _days_taken(act, assignment, nomination)}
        reviewer_key = str(assignment.reviewer_id)
        points = points_of(rubric, nomination.reference, reviewer_key)
        reviews.submit_review(
            session,
            actor_of(session.get_one(Person, assignment.reviewer_id)),
            assignment.id,
            points,
            strengths,
            weaknesses,
            grounds=grounds_of(rubric, points, nomination.reference, reviewer_key),
            save=Save(lock_version=0),
            now=scene.now(day),
        )
    return len(written)


def _days_taken(act: Act, assignment: Assignment, nomination: Nomination) -> int:
    """Days until a review is in: most take the time that there is. Nobody's chance but its own."""
    over: int = act.get("over", 0)
    pair = f"{nomination.reference} {assignment.reviewer_id}"
    source = random.Random(f"days {pair}")  # noqa: S311 - a play
    return round(over * source.betavariate(3, 1.6))


def open_reviews(
    scene: Scene, session: Session, act: Act
) -> Iterable[tuple[Assignment, Nomination]]:
    edition = scene.edition(session)
    stages = {s for w in edition.plan.workflows.values() for s in w.stages_with(Trait.REVIEWING)}
    rows = session.execute(
        select(Assignment, Nomination)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Nomination.edition_id == edition.id,
            Nomination.category_key.in_(scene.categories(session, act)),
            Nomination.stage.in_(stages),
            Assignment.status == "assigned",
            Review.id.is_(None),
        )
        .order_by(Nomination.reference, Assignment.reviewer_id)
    ).all()
    return [(a, n) for a, n in rows]
