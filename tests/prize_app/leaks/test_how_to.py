"""The how-to of judging blind, done as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from prize_app.db.reviews import Assignment
from tests.factories import plan_text
from tests.prize_app.leaks.writing import NOMINATOR, address, mark_in
from workflows.plan.evaluation import Role

HOW_TO = (Path(__file__).parents[3] / "docs/how-to/judge-blind.md").read_text("utf-8")
RULES, SETTLED = re.findall(r"```toml\n(.*?)```", HOW_TO, re.DOTALL)
CATEGORY = "outstanding-contribution"


@pytest.fixture
def edition(make):
    """Under the shipped plan with the two pieces of the how-to put in: it proves."""
    today = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("nominations-open", 30, today)
    assert SETTLED.splitlines()[0] == "[reviewing.assigning]"
    return make.edition(source=source.replace("[reviewing.assigning]\n", SETTLED) + "\n" + RULES)


@pytest.fixture
def nomination(make, edition):
    statement = {"statement": "I, Berta Quastenflosser, know the work well."}
    return make.nomination(by=make.person(NOMINATOR), answers=statement)


def test_the_plan_says_in_words_what_it_hides(secretary, edition):
    text = secretary.get(f"/editions/{edition.row.slug}/plan").text

    assert "reviewers do not see the nominee’s name" in text
    assert "know the committee members by aliases only" in text


def test_a_reviewer_knows_the_nomination_by_its_reference(client, session, make, sign_in, edition):
    nomination = make.nomination(stage="in-review")
    given = make.assignment(nomination)
    reviewer = session.get_one(type(make.person()), given.reviewer_id)
    sign_in(client, reviewer)

    pages = [client.get(where).text for where in ("/reviews", f"/reviews/{given.id}")]

    assert all(nomination.reference in page for page in pages)
    assert all(nomination.nominee_name not in page for page in pages)


def test_assigning_waits_until_the_names_are_settled(secretary, session, make, edition, nomination):
    for _ in range(4):
        make.grant(Role.REVIEWER)
    where, leaks = f"/editions/{edition.row.slug}/assignments/{CATEGORY}", address(edition)

    before = secretary.post(f"{where}/propose").text
    secretary.post(f"{leaks}/read")
    for _ in range(10):
        page = secretary.get(leaks).text
        if 'name="fingerprint"' not in page:
            break
        secretary.post(
            f"/nominations/{nomination.id}/leaks/harmless",
            data={"fingerprint": mark_in(page), "reason": "Looked at; nobody is given away."},
        )
    after = secretary.post(f"{where}/propose").text

    assert "This cannot be confirmed yet" in before
    assert "Confirm these 3 assignments" not in before
    assert "Confirm these 3 assignments" in after
    assert session.scalars(select(Assignment)).all() == []
