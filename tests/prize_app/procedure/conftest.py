"""Tests of the procedure: nominations of a category; some need connections of their own."""

import pytest

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
from tests.prize_app.procedure.ways import CATEGORY
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def secretary(make, edition):
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def three(make, edition):
    """Three eligible nominations, each with the same three reviewers."""
    reviewers = [make.grant(Role.REVIEWER) for _ in range(3)]
    found = [make.nomination(category=CATEGORY) for _ in range(3)]
    for nomination in found:
        for reviewer in reviewers:
            make.assignment(nomination, reviewer)
    return found
