"""Further editions of a running demonstration, set up as the demonstration sets up its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from prize_app.clock import now
from prize_app.db.editions import EarlierLaureate
from prize_app.db.laureates import Laureate
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.session import Database
from prize_app.demonstration.acts import ACTS
from prize_app.demonstration.cast import (
    Cast,
    accept_all_terms,
    answers_for,
    give_roles,
    read_cast,
)
from prize_app.demonstration.scene import Act, Scene
from prize_app.demonstration.staging import staged_plan
from prize_app.editions import service as editions
from prize_app.editions.queries import find_edition, get_edition
from prize_app.files import FileStore
from prize_app.jobs import DbosQueue
from prize_app.pdf.rendering import environment
from prize_app.places import SHIPPED_PLAN, TEMPLATES
from prize_app.surroundings import Surroundings
from workflows.plan.evaluation import Role
from workflows.plan.loading import load_plan

_years = count(2040)
_CALL_IS_OVER = {
    "nominations-open": -40,
    "nominations-close": -5,
    "corrections-close": 10,
    "reviews-due": 30,
    "committee-meets": 50,
    "board-confirms": 70,
    "ceremony": 100,
}
_UP_TO_ELIGIBLE: Sequence[Act] = (
    {"day": -30, "do": "begin"},
    {"day": -29, "do": "submit", "action": "submit", "by": "nominator"},
    {"day": -28, "do": "consent"},
    {"day": -4, "do": "act", "action": "accept", "by": "secretariat"},
)


def open_edition(instance: Path, address: str, slug: str, *, reviewers: int) -> None:
    """Open an edition of its own for a journey, unless it is open, with the same people in it."""
    cast = read_cast()
    calendar = cast.script["open-call"]["calendar"]
    database = _database(instance, address)
    _open(database, slug, _with_few(cast, reviewers), calendar, at=now())
    database.dispose()


def open_screened_edition(
    instance: Path,
    address: str,
    slug: str,
    category: str,
    *,
    nominations: int,
    reviewers: int,
    plan: str = "",
    calendar: Mapping[str, int] = _CALL_IS_OVER,
) -> None:
    """Open an edition whose call is over, with so many nominations of a category found eligible.

    They come there by the acts of the demonstration, which use the same services as people, in one
    transaction: the call is over, and the worker would close a draft that it could see.
    Without another `plan` the edition runs under the shipped one.
    """
    today, database = now(), _database(instance, address)
    cast = _with_few(read_cast(), reviewers)
    with database.transaction() as session:
        honoured = set(session.scalars(select(EarlierLaureate.name)))
        honoured |= set(session.scalars(select(Nomination.nominee_name).join(Laureate)))
    clean = [
        n
        for n in cast.nominees
        if n["category"] == category and n["flaw"] is None and n["name"] not in honoured
    ]
    cast = replace(cast, nominees=clean[:nominations])
    _open(database, slug, cast, calendar, at=today - timedelta(days=45), plan=plan)
    scene = Scene(slug, cast, environment(TEMPLATES), today)
    with database.transaction() as session:
        for act in _UP_TO_ELIGIBLE:
            done = ACTS[str(act["do"])](scene, session, {**act, "categories": [category]})
        assert done == nominations, f"{done} of {nominations} found eligible"
    database.dispose()


def _with_few(cast: Cast, reviewers: int) -> Cast:
    few = {**cast.people, "reviewers": cast.people["reviewers"][:reviewers]}
    return replace(cast, people=few)


def _open(
    database: Database,
    slug: str,
    cast: Cast,
    calendar: Mapping[str, int],
    *,
    at: datetime,
    plan: str = "",
) -> None:
    with database.transaction() as session:
        if find_edition(session, slug) is not None:
            return
        edition = editions.open_edition(
            session,
            slug=slug,
            title=f"Edition {slug}",
            plan_source=staged_plan(next(_years), calendar, today=now(), source=plan),
            now=at,
            is_demonstration=True,
        )
        give_roles(session, edition, cast, now=at)
        accept_all_terms(session, edition, now=at)


def _database(instance: Path, address: str) -> Database:
    url = f"sqlite:///{instance}/prize.sqlite3"
    files = FileStore.open("", instance / "files")
    around = Surroundings(files, DbosQueue(url), address, "prize@example.org", True)
    return Database(url, {"surroundings": around})


def give_another_role(instance: Path, address: str, slug: str, email: str, role: Role) -> None:
    """Give somebody of the demonstration one more role in an edition, its terms accepted."""
    database = _database(instance, address)
    with database.transaction() as session:
        edition = get_edition(session, slug)
        person = session.scalars(select(Person).where(Person.email == email)).one()
        editions.give_role(session, edition, person, role, "", by=None, now=now())
        accept_all_terms(session, edition, now=now())
    database.dispose()


def nominees(category: str) -> list[tuple[Mapping[str, Any], dict[str, Any]]]:
    """(nominee, answers for the form) of those whom nothing stands in the way of."""
    cast = read_cast()
    fields = load_plan(SHIPPED_PLAN.read_text("utf-8")).form_of(category).fields
    return [
        (nominee, {k: v for k, v in answers_for(cast, nominee).items() if k in fields})
        for nominee in cast.nominees
        if nominee["category"] == category and nominee["flaw"] is None
    ]
