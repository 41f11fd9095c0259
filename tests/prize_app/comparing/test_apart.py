"""Rounds are kept apart: who somebody was in one, and what was said in it, stays there."""

from __future__ import annotations

import pytest

from prize_app.insight.service import export_for_research
from prize_app.reviews import discussion
from prize_app.reviews.aliases import aliases_of, aliases_of_all
from tests.factories import actor
from tests.prize_app.comparing.conftest import ROUNDS, shifted
from tests.prize_app.comparing.test_rounds import given, nominate
from workflows.errors import NotFound
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    """One whose reviewers discuss while they review."""
    return make.edition(
        source=shifted(ROUNDS.replace('"reviewing", ', '"reviewing", "discussing", '), 10)
    )


@pytest.fixture
def both(make, edition):
    """Somebody who reviews in the preselection and as an external referee."""
    return make.grant(Role.EXTERNAL, make.grant(Role.REVIEWER, make.person("Twice Example")))


@pytest.fixture
def nomination(make, both):
    """With the referees; three have reviewed it in each of the two rounds, one of them in both."""
    nomination = nominate(make, "with-referees")
    for round_key, role in (("preselection", Role.REVIEWER), ("referees", Role.EXTERNAL)):
        for who in (both, make.grant(role), make.grant(role)):
            make.review(given(make, nomination, who, round_key))
    return nomination


def test_each_round_has_letters_of_its_own(session, nomination, both):
    before, now = (aliases_of(session, nomination.id, key) for key in ("preselection", "referees"))

    assert len(before) == len(now) == 3
    assert before.keys() & now.keys() == {both.id}
    assert before[both.id] != now[both.id]
    assert not set(before.values()) & set(now.values())
    assert len(aliases_of_all(session, [nomination.id])[nomination.id]) == 6


def test_what_was_said_in_one_round_is_not_shown_in_the_next(session, make, nomination, both):
    nomination.stage = "in-preselection"
    session.flush()
    discussion.remark(session, actor(both), nomination.id, "Said before.", now=make.now)
    nomination.stage = "with-referees"
    session.flush()
    discussion.remark(session, actor(both), nomination.id, "Said now.", now=make.now)

    seen = discussion.see_discussion(session, actor(both), nomination.id)

    letter = aliases_of(session, nomination.id, "referees")[both.id]
    assert [(remark.alias, remark.words) for remark in seen.remarks] == [(letter, "Said now.")]
    assert len(seen.peers) == 3


@pytest.mark.parametrize("part", ["", "/points", "/research"])
def test_insight_is_of_one_round_and_an_unknown_one_is_not_found(
    client, session, sign_in, edition, office, nomination, part
):
    session.commit()
    sign_in(client, office)
    address = f"/editions/{edition.row.slug}/insight{part}"

    shown = {key: client.get(f"{address}?round={key}") for key in edition.plan.rounds}

    assert {answer.status_code for answer in shown.values()} == {200}
    for key, answer in shown.items():
        current = [tab for tab in answer.text.split("<a ") if 'aria-current="' in tab[:300]]
        assert any(f"round={key}" in tab[:300] for tab in current)
    assert client.get(f"{address}?round=fourth").status_code == 404


def test_a_release_of_an_unknown_round_is_not_found(session, make, edition, office, nomination):
    with pytest.raises(NotFound):
        export_for_research(
            session, actor(office), edition.row.slug, "fourth", key=b"x" * 32, now=make.now
        )
