"""An edition judged in rounds: preselection, external referees, interviews."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from tests.factories import PLAN, Make
from workflows.plan.evaluation import Role

CATEGORY = "lifetime-achievement"
ROUNDS = PLAN.with_name("award-in-rounds.toml").read_text("utf-8")


def shifted(source: str, days: int) -> str:
    """The plan with its calendar moved so that the interviews lie so many days ahead of today."""
    named = re.search(r"^\[calendar\.interviews\]\n.*\nat = (\S+)$", source, re.MULTILINE)
    assert named is not None
    shift = timedelta(days=(datetime.now().date() - datetime.fromisoformat(named[1]).date()).days)  # noqa: DTZ005
    pattern = re.compile(r"^at = (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$", re.MULTILINE)
    more = shift + timedelta(days=days)
    return pattern.sub(
        lambda found: f"at = {(datetime.fromisoformat(found[1]) + more).isoformat()}", source
    )


@pytest.fixture
def edition(make: Make) -> RunningEdition:
    """An edition ten days before its interviews."""
    return make.edition(source=shifted(ROUNDS, 10))


@pytest.fixture
def by_pairs(make: Make) -> RunningEdition:
    """The same, with interviews judged by pairs."""
    return make.edition(source=shifted(ROUNDS.replace('"order"', '"pairs"'), 10))


@pytest.fixture
def office(make: Make, edition: RunningEdition) -> Person:
    """Somebody of the secretariat."""
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def chair(make: Make, edition: RunningEdition) -> Person:
    """The chair."""
    return make.grant(Role.CHAIR)


@pytest.fixture
def member(make, edition):
    return make.grant(Role.COMMITTEE)


@pytest.fixture
def browser(client, sign_in, member):
    return sign_in(client, member)
