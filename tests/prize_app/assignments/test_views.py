"""The secretariat's pages of assignments."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.reviews import Assignment
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
HOSTILE = ["", "undefined", "'; DROP TABLE person;--", "<script>alert(1)</script>", "\x00", "田中さん",
           "٠١٢", "../../etc/passwd", "%00", "{{ 7*7 }}", "1e400", "9" * 5000]  # fmt: skip


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def office(make, edition, client, sign_in):
    """A browser in which somebody of the secretariat is signed in."""
    return sign_in(client, make.grant(Role.SECRETARIAT))


def address(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/assignments", *parts])


def count(session):
    return session.scalar(select(func.count()).select_from(Assignment))


def test_index_shows_categories_and_loads(make, edition, office):
    reviewer = make.grant(Role.REVIEWER, name="Ngozi Obi")
    make.assignment(make.nomination(), reviewer)

    page = office.get(address(edition))

    assert page.status_code == 200
    assert "Outstanding Contribution Award" in page.text
    assert "Ngozi Obi" in page.text
