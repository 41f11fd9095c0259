"""Where a plan hides who did what, no page, letter, table or report tells it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.dashboards.reports import unnamed
from prize_app.db.aliases import Alias
from prize_app.db.notices import Notice
from prize_app.nominations.moving import Given
from prize_app.procedure.seconding import propose_action, refuse
from tests.factories import actor, plan_text
from workflows.aliases import Capacity, alias_words
from workflows.plan.evaluation import Role

FIRST, REASON = "Amina Erstbeklagt", Given("The objection is right.")


@pytest.fixture(params=["open", "alias", "hidden"])
def known(request):
    return request.param


@pytest.fixture
def edition(make, known):
    today = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("board-confirms", 2, today)
    rule = (
        '\n[blindness.who]\nlabel = { en = "Who did it", zh = "匿名" }\n'
        f'whom = ["board"]\nmembers = "{known}"\n'
    )
    return make.edition(source=source + rule)


@pytest.fixture
def nomination(make, edition):
    return make.nomination(stage="notice")


@pytest.fixture
def motion(session, make, edition, nomination, second):
    """One of the board has proposed to uphold an objection; another one is there."""
    first = make.grant(Role.BOARD, make.person(FIRST))
    return propose_action(
        session, actor(first), nomination.id, "uphold-objection", REASON, now=make.now
    )


@pytest.fixture
def second(make, edition):
    return make.grant(Role.BOARD, make.person("Second Member"))


def called(session, nomination, person_id, known):
    """How the second member ought to know the first."""
    number = session.scalar(
        select(Alias.number).where(
            Alias.nomination_id == nomination.id, Alias.person_id == person_id
        )
    )
    alias = alias_words(number, "en", Capacity.MEMBER)
    return {"open": FIRST, "alias": alias, "hidden": "Somebody else"}[known]


def test_whoever_seconds_knows_the_proposer_as_the_plan_says(
    client, session, sign_in, second, motion, nomination, known
):
    sign_in(client, second)
    where = f"/nominations/{nomination.id}"

    pages = [client.get(where).text, client.get(f"{where}/actions/uphold-objection").text]

    expected = called(session, nomination, motion.proposed_by, known)
    assert f"{expected}</bdi> proposes this" in pages[1]
    assert all((FIRST in page) is (known == "open") for page in pages)


def test_letters_around_a_motion_name_nobody_who_is_hidden(
    session, make, second, motion, nomination, known
):
    refuse(session, actor(second), motion.id, "I see no ground.", now=make.now)

    letters = {n.kind: n.body for n in session.scalars(select(Notice))}

    expected = called(session, nomination, motion.proposed_by, known)
    assert f"{expected} proposes for nomination" in letters["second-asked"]
    assert ("Second Member" in letters["second-answered"]) is (known == "open")
    assert (FIRST in letters["second-asked"]) is (known == "open")


def test_the_letter_and_the_page_call_the_proposer_alike(
    client, session, sign_in, second, motion, nomination, known
):
    sign_in(client, second)
    (letter,) = session.scalars(select(Notice).where(Notice.kind == "second-asked"))

    page = client.get(f"/nominations/{nomination.id}/actions/uphold-objection").text

    name = letter.body.split("\n\n")[1].split(" proposes")[0]
    assert f"{name}</bdi> proposes this" in page


def test_nobody_is_said_to_be_the_calendar_because_a_name_is_hidden(motion):
    assert unnamed(motion.proposed_by) == "somebody whose name is hidden"
    assert unnamed(None) == "the calendar"
