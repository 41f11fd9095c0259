"""A reviewer with one nomination to review."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition
from tests.factories import Make
from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make: Make) -> RunningEdition:
    """An edition between the last correction and the day on which reviews are due."""
    return make.edition(passed="corrections-close")


@pytest.fixture
def reviewer(make: Make, edition: RunningEdition) -> Person:
    """A reviewer of all categories."""
    return make.grant(Role.REVIEWER)


@pytest.fixture
def assignment(make: Make, reviewer: Person) -> Assignment:
    """A nomination in review, given to the reviewer."""
    return make.assignment(make.nomination(stage="in-review"), reviewer)


@pytest.fixture
def desk(client: FlaskClient, sign_in, reviewer: Person) -> FlaskClient:
    """A browser in which the reviewer is signed in."""
    return sign_in(client, reviewer)


@pytest.fixture
def address(assignment: Assignment) -> str:
    """Where the reviewer reads and writes."""
    return f"/reviews/{assignment.id}"
