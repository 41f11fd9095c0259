"""The page of a ranking that comes from orders or pairs: cuts, intervals, nothing of points."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.committee.firm import latest_rankings
from prize_app.comparing.service import submit_order
from prize_app.db.committee import Ranking, RankingView
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY
from tests.prize_app.comparing.test_rounds import act, given, nominate
from workflows.plan.evaluation import Role


@pytest.fixture
def frozen(session, make, edition, chair):
    """Three nominations, best first, that four members put in order; three of them agree."""
    nominations = nominate(make, "in-interviews", 3)
    for number in range(4):
        member = make.grant(Role.COMMITTEE)
        mine = [given(make, each, member, "interviews") for each in nominations]
        places = {str(each.id): place for place, each in enumerate(nominations, start=1)}
        if number == 3:
            places = {key: 4 - place for key, place in places.items()}
        submit_order(session, actor(member), mine[0].id, places, "", lock_version=0, now=make.now)
    act(session, chair, edition, "close-interviews", make.now)
    return nominations


def test_the_page_says_how_firm_the_order_is(client, session, sign_in, edition, chair, frozen):
    session.commit()
    sign_in(client, chair)

    text = client.get(f"/editions/{edition.row.slug}/committee/{CATEGORY}/ranking").text

    assert "The places come from the orders that reviewers made" in text
    assert "Merit</th>" in text
    assert "Calibrated" not in text
    assert "Severity of reviewers" not in text
    assert "Inside the noise" in text or "Leans one way" in text
    assert "Leaving out" in text


def test_what_is_kept_names_no_reviewer(session, frozen):
    ranking = session.scalars(select(Ranking)).one()

    orders = ranking.inputs["document"]["orders"]
    references = [each.reference for each in frozen]
    assert sorted(orders.values()).count([[name] for name in references]) == 3
    assert all(alias.startswith("Reviewer ") for alias in orders)
    assert ranking.result_hash


def test_a_recused_reader_gets_the_figures_without_what_is_hidden(
    session, make, edition, chair, frozen
):
    make.conflict(frozen[0], chair)
    session.flush()

    seen = latest_rankings(session, edition.id, actor(chair), category_key=CATEGORY)[CATEGORY]

    assert [row.reference for row in seen.rows] == [each.reference for each in frozen[1:]]
    assert [row.figures.place for row in seen.rows] == [1, 2]
    assert session.scalars(select(RankingView)).all() == []
    assert frozen[0].reference not in str(seen.analysis)
