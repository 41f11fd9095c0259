"""An edition in which a form is due in ten days, and people who may decide on its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from prize_app.actors import Actor
from prize_app.editions.queries import RunningEdition
from tests.factories import Make, actor
from workflows.calendar import Due, due_of
from workflows.instants import zone_named
from workflows.plan.evaluation import Role


@dataclass
class Scene:
    """Two of the secretariat, and the deadline that is near."""

    make: Make
    edition: RunningEdition
    first: Actor
    second: Actor
    due: Due

    def day(self, days: int) -> date:
        """So many days after the deadline, in its own zone."""
        return self.due.at.astimezone(zone_named(self.due.zone)).date() + timedelta(days=days)

    def after(self, **span: int) -> object:
        """An instant that long after the deadline."""
        return self.due.at + timedelta(**span)


@pytest.fixture
def scene(make: Make) -> Scene:
    """Nominations close in ten days."""
    return make_scene(make, "nominations-close")


@pytest.fixture
def reviewing(make: Make) -> Scene:
    """Reviews are due in ten days."""
    return make_scene(make, "reviews-due")


def make_scene(make: Make, key: str) -> Scene:
    """The shipped plan, a deadline of it ten days ahead."""
    edition = make.edition(passed=key, days=-10)
    secretaries = [actor(make.grant(Role.SECRETARIAT)) for _ in "ab"]
    due = due_of(edition.plan.calendar[key], edition.plan)
    return Scene(make, edition, *secretaries, due)
