"""Tests of nominations: a nominator and a draft; some need a database with real commits."""

import pytest

from tests.prize_app.db.real import own, own_folder, own_url  # noqa: F401 - fixtures


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def nominator(make, edition):
    return make.person()


@pytest.fixture
def browser(client, nominator, sign_in):
    """The nominator's browser."""
    return sign_in(client, nominator)


@pytest.fixture
def draft(make, nominator):
    return make.nomination(by=nominator, stage="draft")
