"""What insight costs for 10 and for 10,000 nominations: seconds and SQL statements of each page."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from prize_app import clock, migrating
from prize_app.actors import Actor
from prize_app.db.editions import Edition, Grant, PlanVersion
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.db.session import Database
from prize_app.editions.queries import edition_by_id
from prize_app.insight.points import points_of
from prize_app.insight.progress import progress_of
from prize_app.insight.queries import gather
from prize_app.insight.research import packed, release_of
from prize_app.places import SHIPPED_PLAN
from workflows.plan.loading import content_hash, load_plan

EACH, REVIEWERS = 5, 500
COUNTRIES = ("KE", "NG", "BR", "DE", "FR", "IN", "NP", "JP", "CN", "AU")


def insight(tell: Callable[..., None]) -> None:
    """Print what gathering and each page's arithmetic take."""
    for number in (10, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/prize.sqlite3"
            migrating.upgrade(url)
            database = Database(url, {})
            with database.transaction() as session:
                actor, edition_id = _filled(session, number)
            with database.reading() as session:
                _measured(session, database, actor, edition_id, number, tell)
            database.dispose()


def _measured(
    session: Session,
    database: Database,
    actor: Actor,
    edition_id: Any,
    number: int,
    tell: Callable[..., None],
) -> None:
    edition = edition_by_id(session, edition_id)
    counted: list[str] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: counted.append(statement),
    )
    began = time.perf_counter()
    material = gather(session, actor, edition)
    note = f"{len(counted)} statements, {len(material.asked):,} reviews"
    tell(f"insight: gather {number:,} nominations", time.perf_counter() - began, note)
    for name, work in (
        ("progress", lambda: progress_of(material, time=clock.now())),
        ("points", lambda: points_of(material)),
        ("release", lambda: packed(material, release_of(material, key=b"k" * 32))),
    ):
        began = time.perf_counter()
        work()
        tell(f"insight: {name} of {number:,} nominations", time.perf_counter() - began)


def _filled(session: Session, number: int) -> tuple[Actor, Any]:
    """An edition with so many ranked nominations and all their reviews."""
    chance = random.Random(1)  # noqa: S311 - a yardstick
    now, source = clock.now(), SHIPPED_PLAN.read_text("utf-8")
    plan = load_plan(source)
    version = PlanVersion(content_hash=content_hash(source), source=source, published_at=now)
    session.add(version)
    session.flush()
    edition = Edition(slug="bench", title="Bench", plan_version_id=version.id, created_at=now)
    session.add(edition)
    people = [
        Person(email=f"p{n}@people.example", name=f"P {n}", password_hash="-", created_at=now)  # noqa: S106
        for n in range(min(REVIEWERS, number) + 1)
    ]
    session.add_all(people)
    session.flush()
    secretary, *reviewers = people
    session.add(
        Grant(
            edition_id=edition.id, person_id=secretary.id, role="secretariat", granted_at=now
        )
    )  # fmt: skip
    category = next(iter(plan.categories))
    stage = next(s.key for s in plan.workflow_of(category).stages.values() if "ranked" in s.traits)
    keys = list(plan.rubric_of(category).criteria)
    tables: dict[Any, list[dict[str, Any]]] = {Nomination: [], Assignment: [], Review: []}
    for n in range(number):
        nomination = uuid4()
        tables[Nomination].append({
            "id": nomination, "edition_id": edition.id, "plan_version_id": version.id,
            "category_key": category, "reference": f"B-{n:05}", "nominator_id": secretary.id,
            "nominee_country": COUNTRIES[n % 10], "stage": stage, "stage_since": now,
            "answers": {
                key: chance.choice(list(field.options))
                for key, field in plan.form_of(category).fields.items() if field.compared
            },
            "submitted_at": now, "created_at": now, "updated_at": now, "lock_version": 1,
        })  # fmt: skip
        for reviewer in chance.sample(reviewers, min(EACH, len(reviewers))):
            assignment, at = uuid4(), now - timedelta(days=chance.uniform(1, 40))
            tables[Assignment].append({
                "id": assignment, "nomination_id": nomination, "reviewer_id": reviewer.id,
                "assigned_at": now - timedelta(days=60),
            })  # fmt: skip
            tables[Review].append({
                "id": uuid4(), "assignment_id": assignment, "saved_at": at, "submitted_at": at,
                "points": {key: chance.randint(1, 5) for key in keys}, "lock_version": 1,
            })  # fmt: skip
    for table, rows in tables.items():
        session.execute(insert(table), rows)
    return Actor(secretary.id, secretary.name, secretary.email), edition.id


if __name__ == "__main__":
    insight(lambda name, took, note="": print(f"{name:<50} {took:>7.2f} s  {note}"))
