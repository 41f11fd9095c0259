"""An edition, and somebody of its secretariat who is signed in."""

from __future__ import annotations

import pytest

from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(client, make, sign_in, edition):
    return sign_in(client, make.grant(Role.SECRETARIAT))
