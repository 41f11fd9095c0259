"""Tests of the committee: an edition to be ranked; some need connections of their own."""

import pytest

from tests.factories import plan_text
from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def member(make, edition):
    return make.grant(Role.COMMITTEE)


@pytest.fixture
def by_merit(make):
    """An edition whose plan orders by calibrated scores, with intervals of 80 %."""
    midnight = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("corrections-close", 30, midnight)
    wanted = 'lowest = 1\nordered_by = "calibrated"\ninterval = 80\n'
    return make.edition(source=source.replace("lowest = 1\n", wanted))
