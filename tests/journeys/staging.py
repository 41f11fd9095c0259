"""Further editions of a running demonstration, set up as the demonstration sets up its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from prize_app.clock import now
from prize_app.db.session import Database
from prize_app.demonstration.cast import answers_for, give_roles, read_cast
from prize_app.demonstration.staging import staged_plan
from prize_app.editions import service as editions
from prize_app.editions.queries import find_edition
from prize_app.files import FileStore
from prize_app.jobs import DbosQueue
from prize_app.places import SHIPPED_PLAN
from prize_app.surroundings import Surroundings
from workflows.plan.loading import load_plan

_years = count(2040)


def open_edition(instance: Path, address: str, slug: str, *, reviewers: int) -> None:
    """Open an edition of its own for a journey, unless it is open, with the same people in it."""
    cast = read_cast()
    few = {**cast.people, "reviewers": cast.people["reviewers"][:reviewers]}
    plan = staged_plan(next(_years), cast.script["open-call"]["calendar"], today=now())
    database = _database(instance, address)
    with database.transaction() as session:
        if find_edition(session, slug) is not None:
            return
        edition = editions.open_edition(
            session,
            slug=slug,
            title=f"Edition {slug}",
            plan_source=plan,
            now=now(),
            is_demonstration=True,
        )
        give_roles(session, edition, replace(cast, people=few), now=now())
    database.dispose()


def _database(instance: Path, address: str) -> Database:
    url = f"sqlite:///{instance}/prize.sqlite3"
    files = FileStore.open("", instance / "files")
    around = Surroundings(files, DbosQueue(url), address, "prize@example.org", True)
    return Database(url, {"surroundings": around})


def nominees(category: str) -> list[tuple[Mapping[str, Any], dict[str, Any]]]:
    """(nominee, answers for the form) of those whom nothing stands in the way of."""
    cast = read_cast()
    fields = load_plan(SHIPPED_PLAN.read_text("utf-8")).form_of(category).fields
    return [
        (nominee, {k: v for k, v in answers_for(cast, nominee).items() if k in fields})
        for nominee in cast.nominees
        if nominee["category"] == category and nominee["flaw"] is None
    ]
