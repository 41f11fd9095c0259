"""Calibrated rankings for whoever is recused: as if the nomination were not there."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.committee.analysis import analysed, read
from prize_app.committee.firm import latest_rankings
from prize_app.committee.lines import ranking_lines
from prize_app.db.committee import Ranking, RankingLine, RankingView
from prize_app.db.nominations import Nomination
from tests.factories import actor
from tests.prize_app.committee.ranked import CATEGORY, page_of, ranking_of, reviewed
from workflows.plan.evaluation import Role


def places(session, nominations, viewer_id=None):
    found = ranking_lines(session, [n.id for n in nominations], viewer_id=viewer_id or uuid4())
    return {n.reference: found[n.id].place for n in nominations if n.id in found}


SECRETARYS = ("reviewers", "ranking", "ranking.json")


def figures_of(session, edition, viewer):
    return latest_rankings(session, edition.id, actor(viewer))[CATEGORY]


@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_is_recused_gets_the_ranking_as_it_would_be_without_that_nomination(
    session, make, edition, chair, member, when
):
    nominations, _ = reviewed(make, 10)
    hidden = nominations[0]
    if when == "before":
        make.conflict(hidden, member)
    ranking = ranking_of(make, chair)
    if when == "after":
        make.conflict(hidden, member)

    seen = figures_of(session, edition, member)

    document = json.loads(json.dumps(ranking.inputs))
    document["document"]["reviews"] = [
        each for each in document["document"]["reviews"] if each["nomination"] != hidden.reference
    ]
    del document["means"][hidden.reference]
    assert seen.analysis == read(analysed(document))
    assert hidden.reference not in {row.reference for row in seen.rows}
    assert len(session.scalars(select(RankingView)).all()) == (when == "before")
    whole = figures_of(session, edition, chair)
    assert len(whole.rows) == 10
    assert whole.analysis.figures != seen.analysis.figures


def test_what_is_hidden_changes_no_byte(client, session, make, by_merit, sign_in):
    """Other points of the hidden nomination move the calibrated scores of all, but for this one."""
    member, secretary = make.grant(Role.COMMITTEE), make.grant(Role.SECRETARIAT)
    nominations, _ = reviewed(make, 9)
    hidden = nominations[0]
    make.conflict(hidden, member)
    make.conflict(hidden, secretary)
    ranking = ranking_of(make, make.grant(Role.CHAIR))

    def pages():
        sign_in(client, member)
        found = [client.get(page_of(by_merit, *m)).text for m in ((), ("ranking",))]
        found.append(client.get(f"/nominations/{nominations[1].id}").text)
        sign_in(client, secretary)
        return [*found, *(client.get(page_of(by_merit, m)).text for m in SECRETARYS)]

    before = pages()
    other_points(session, ranking, hidden)

    assert pages() == before
    assert all(hidden.nominee_name not in page for page in before)
    assert all((hidden.reference or "") not in page for page in before)


def other_points(session, ranking, nomination):
    """The ranking as it would have been, had the nomination got the least everywhere."""
    inputs = json.loads(json.dumps(ranking.inputs))
    for each in inputs["document"]["reviews"]:
        if each["nomination"] == nomination.reference:
            each["points"] = dict.fromkeys(each["points"], 0.0)
    inputs["means"][nomination.reference] = "0.00"
    ranking.inputs, ranking.analysis = inputs, analysed(inputs)
    found = read(ranking.analysis)
    rows = session.execute(
        select(RankingLine, Nomination.reference).join(
            Nomination, Nomination.id == RankingLine.nomination_id
        )
    )
    for line, reference in rows:
        own = found.figures[reference]
        line.place, line.merit, line.low, line.high = own.place, own.merit, own.low, own.high
    session.flush()
    session.expire_all()


def test_a_ranking_from_before_there_were_analyses_is_still_shown(
    client, session, make, edition, chair, member, sign_in
):
    nominations, _ = reviewed(make)
    ranking = ranking_of(make, chair)
    session.execute(Ranking.__table__.update().values(inputs=None, analysis=None, result_hash=None))
    session.expire(ranking)
    make.conflict(nominations[0], member)
    sign_in(client, member)

    assert client.get(page_of(edition)).status_code == 200
    assert "No ranking yet" in client.get(page_of(edition, "ranking")).text
    assert client.get(page_of(edition, "ranking.json")).status_code == 404
    assert sorted(places(session, nominations[1:], member.id).values())[0] == 1
