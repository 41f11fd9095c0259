"""The page on which a shortlist by rule is applied says what the selection rests on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.committee import RankingLine
from prize_app.procedure.service import take_for_category
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY, ROUNDS, shifted
from tests.prize_app.comparing.ordering import ids, store
from workflows.plan.evaluation import Role

CLEAR, LAST, KEPT, LOW = (5, 5, 5), (4, 2, 3), (3, 1, 3), (1, 1, 1)
"""100, 50, 33.33 and 0 points: 40 are needed, and chance alone makes differences up to 36."""


def take(session, make, edition, chair, key):
    take_for_category(session, actor(chair), edition.row.slug, CATEGORY, key, now=make.now)


@pytest.fixture
def ranked(session, make, edition, chair):
    return rank(session, make, edition, chair)


def rank(session, make, edition, chair, scores=(CLEAR, LAST, KEPT, LOW)):
    found = []
    for points in scores:
        nomination = make.nomination(category=CATEGORY, stage="in-preselection")
        for value in points:
            review = make.review(make.assignment(nomination, round="preselection"))
            review.points = {"fit": value, "weight": value}
        found.append(nomination)
    session.flush()
    take(session, make, edition, chair, "close-preselection")
    session.commit()
    return found


def here(edition, key="name-finalists"):
    return f"/editions/{edition.row.slug}/categories/{CATEGORY}/actions/{key}"


def test_places_points_cut_and_who_is_kept_stand_beside_each(
    edition, chair, client, sign_in, ranked
):
    text = sign_in(client, chair).get(here(edition)).get_data(as_text=True)

    clear, last, kept, low = (text.index(n.reference) for n in ranked)
    assert clear < last < text.index("The cut: the rule picks as far as here.") < kept < low
    assert text.count("The cut: the rule picks") == 1
    for figure in ("100.00", "50.00", "33.33", "0.00"):
        assert f'data-label="Mean as given">{figure}<' in text
    for place in (1, 2, 3, 4):
        assert f'data-label="Place">{place}<' in text
    assert text.count("Kept: the scores cannot tell it from") == 1
    assert kept < text.index("Kept: the scores cannot tell it from") < low
    assert "3 of 4 nominations go on." in text


def test_who_is_recused_sees_it_as_if_the_nomination_had_never_been(
    session, make, edition, chair, client, sign_in, ranked
):
    take(session, make, edition, chair, "name-finalists")
    other = make.grant(Role.CHAIR)
    make.conflict(ranked[1], other)
    browser = sign_in(client, other)
    session.commit()

    text = browser.get(here(edition, "close-preselected")).get_data(as_text=True)

    assert ranked[1].reference not in text
    assert "2 of 3 nominations go on." in text
    assert "The last one picked has 100.00 points." in text
    assert 'data-label="Place">3<' in text


def test_points_are_sealed_for_whoever_has_still_to_review_one_of_them(
    session, make, edition, client, sign_in, ranked
):
    other = make.grant(Role.CHAIR)
    make.assignment(ranked[3], other, round="referees")
    browser = sign_in(client, other)
    session.commit()

    text = browser.get(here(edition)).get_data(as_text=True)

    assert "points stay sealed for you" in text
    assert "33.33" not in text
    assert "The last one picked has" not in text


def test_however_many_are_ranked_the_statements_are_the_same(
    session, make, edition, chair, client, sign_in, statements
):
    browser = sign_in(client, chair)
    rank(session, make, edition, chair, [CLEAR, LOW])
    with statements() as few:
        assert browser.get(here(edition)).status_code == 200
    rank(session, make, edition, chair, [CLEAR, LAST, KEPT, LOW, LOW])
    with statements() as many:
        assert browser.get(here(edition)).status_code == 200

    assert len(many) == len(few)


def test_where_none_stands_the_page_says_where_they_are(
    session, make, edition, chair, client, sign_in
):
    rank(session, make, edition, chair, [CLEAR, CLEAR])
    take(session, make, edition, chair, "name-finalists")
    hidden = make.nomination(category=CATEGORY, stage="admitted")
    make.conflict(hidden, chair)
    browser = sign_in(client, chair)
    session.commit()

    text = browser.get(here(edition, "close-preselected")).get_data(as_text=True)
    refused = browser.post(here(edition, "close-preselected")).get_data(as_text=True)

    stages = edition.plan.workflow_of(CATEGORY).stages
    assert f"This step starts from: {stages['preselected'].label['en']}." in text
    assert f"<li>{stages['finalist'].label['en']}: 2</li>" in text
    assert f"<li>{stages['admitted'].label['en']}: 1</li>" not in text
    assert "No nomination stands where this step starts" in refused


def test_a_round_judged_by_orders_shows_its_merit(session, make, client, sign_in):
    rule = 'rubric = "first-look"\nreviews_per_nomination = 3'
    assert ROUNDS.count(rule) == 1
    by_order = ROUNDS.replace(rule, 'scoring = "order"\nreviews_per_nomination = 3')
    by_order = by_order.replace("first_places = 8\nleast_points = 40", "first_places = 1")
    edition = make.edition(source=shifted(by_order, 10))
    chair = make.grant(Role.CHAIR)
    made = [make.nomination(category=CATEGORY, stage="in-preselection") for _ in range(3)]
    for places in ((1, 2, 3), (1, 3, 2), (1, 2, 3), (2, 1, 3)):
        reviewer = make.grant(Role.REVIEWER)
        given = [make.assignment(n, reviewer, round="preselection") for n in made]
        store(session, make, reviewer, given, ids(made, *places))
    take(session, make, edition, chair, "close-preselection")
    browser = sign_in(client, chair)
    session.commit()

    text = browser.get(here(edition)).get_data(as_text=True)

    assert "put into an order or compared in pairs" in text
    lines = session.scalars(select(RankingLine)).all()
    assert len(lines) == 3
    for line in lines:
        assert f'data-label="Merit, as points">{line.mean_points}<' in text
    first, second = text.index(made[0].reference), text.index(made[1].reference)
    assert first < text.index("The cut: the rule picks as far as here.") < second
