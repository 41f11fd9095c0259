"""An edition whose nominations can be assigned, and people who matter to that."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from prize_app.actors import Actor
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from tests.factories import Make, actor
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make: Make) -> RunningEdition:
    """An edition between the last correction and the day on which reviews are due."""
    return make.edition(passed="corrections-close")


@pytest.fixture
def office_holder(make: Make, edition: RunningEdition) -> Person:
    """Somebody of the secretariat."""
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def secretary(office_holder: Person) -> Actor:
    """The same as services see them."""
    return actor(office_holder)


@pytest.fixture
def reviewer(make: Make, edition: RunningEdition) -> Person:
    """A reviewer of all categories."""
    return make.grant(Role.REVIEWER)


@pytest.fixture
def office(client: FlaskClient, sign_in, office_holder: Person) -> FlaskClient:
    """A browser in which somebody of the secretariat is signed in."""
    return sign_in(client, office_holder)
