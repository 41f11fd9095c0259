"""The page of a ranking that comes from orders or pairs: cuts, intervals, nothing of points."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from prize_app.committee.firm import latest_rankings
from prize_app.comparing.service import submit_order
from prize_app.db.committee import Ranking, RankingView
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY
from tests.prize_app.comparing.test_rounds import act, given, nominate
from tests.workflows.running import run
from workflows.commands import merits
from workflows.firmness import firmness_document
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


@pytest.mark.parametrize("is_recused", [False, True])
def test_the_file_gives_the_figures_of_the_page_without_this_site(
    client, session, make, sign_in, edition, chair, frozen, is_recused
):
    if is_recused:
        make.conflict(frozen[1], chair)
    session.commit()
    seen = latest_rankings(session, edition.id, actor(chair), category_key=CATEGORY)[CATEGORY]
    address = f"/editions/{edition.row.slug}/committee/{CATEGORY}/ranking"

    file = sign_in(client, chair).get(f"{address}.json")

    told = json.loads(run(merits.COMMAND, "-", "--json", stdin=file.data).text)
    assert len(seen.rows) == 3 - is_recused
    assert "python -m workflows merits" in client.get(address).text
    assert [
        (each["id"], each["place"], each["mean_share"], each["merit"], each["low"], each["high"])
        for each in told["nominations"]
    ] == [
        (
            row.reference, row.figures.place, row.standing.raw_mean,
            *map(float, (row.figures.merit, row.figures.low, row.figures.high)),
        )
        for row in seen.rows
    ]  # fmt: skip
    assert told["firmness"] == firmness_document(seen.analysis.firmness, "en")


def test_the_mean_of_what_is_left_does_not_tell_where_the_hidden_one_stood(
    session, make, edition, chair, frozen
):
    make.conflict(frozen[1], chair)
    session.flush()

    seen = latest_rankings(session, edition.id, actor(chair), category_key=CATEGORY)[CATEGORY]

    assert [row.standing.raw_mean for row in seen.rows] == [75, 25]
    assert [row.mean_points for row in seen.rows] == [None, None]


def test_who_may_see_one_alone_is_told_no_figures(
    client, session, make, sign_in, edition, chair, frozen
):
    for hidden in frozen[1:]:
        make.conflict(hidden, chair)
    session.commit()

    answer = sign_in(client, chair).get(
        f"/editions/{edition.row.slug}/committee/{CATEGORY}/ranking"
    )

    assert answer.status_code == 200
    assert frozen[0].reference in answer.text or frozen[0].nominee_name in answer.text
    assert "Truly in first" not in answer.text
