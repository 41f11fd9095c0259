"""Equals of a ballot: asked of whoever leads, or drawn by a lot that anybody can draw again."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from prize_app.committee import ballots
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import BallotRound
from tests.factories import actor
from tests.prize_app.committee.holding import cast, close, opened, to_all
from workflows.errors import NotAllowed, RuleBroken
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def tied(make, edition):
    """Five that all carry, where three can share the award and one is the reserve."""
    return [make.nomination(stage="shortlisted", category=CATEGORY) for _ in range(5)]


@pytest.fixture
def members(make, edition):
    return [make.grant(Role.COMMITTEE) for _ in range(6)]


@pytest.fixture
def round_(make, chair, members, tied):
    held = opened(make, chair, "award", CATEGORY)
    for member in members:
        cast(make, member, held, to_all(tied, "yes"))
    close(make, chair, held)
    return held


def numbered(nominations):
    return {str(n.id): str(place) for place, n in enumerate(nominations, start=1)}


def vote_page(round_):
    return f"/ballots/{round_.id}/casting-vote"


def room(edition):
    return f"/editions/{edition.row.slug}/committee/{CATEGORY}"


def test_a_tie_waits_for_the_casting_vote_and_draws_nothing(round_):
    assert (round_.outcome["decided_by"], round_.outcome["seed"]) == ([], "")


def test_the_casting_vote_decides_and_is_kept_with_its_order(
    session, make, client, edition, chair, round_, tied, sign_in
):
    sign_in(client, chair)
    assert "Waits for the casting vote" in client.get(room(edition)).text

    given = {f"vote-{key}": place for key, place in numbered(tied).items()}
    answer = client.post(vote_page(round_), data=given)

    session.expire_all()
    outcome = session.get(BallotRound, round_.id).outcome
    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "ballot:break-tie")).one()
    page = client.get(room(edition)).text
    assert answer.status_code == 303
    assert (outcome["decided_by"], outcome["seed"]) == (["chair"], "")
    assert outcome["casting"] == [str(n.id) for n in tied]
    assert (event.actor_id, event.facts["casting"]) == (chair.id, outcome["casting"])
    assert "Decided by casting vote." in page
    assert page.count("by the votes, an award") == 3
    assert page.count("by the votes, the reserve") == 1


def test_left_to_the_lot_it_is_drawn_once_and_can_be_drawn_again(
    session, make, client, edition, chair, round_, tied, sign_in
):
    sign_in(client, chair)
    client.post(vote_page(round_), data={"leave": "yes"})

    session.expire_all()
    outcome = session.get(BallotRound, round_.id).outcome
    page = client.get(room(edition)).text
    ids = [str(n.id) for n in tied]
    drawn = sorted(ids, key=lambda i: hashlib.sha256(f"{outcome['seed']}:{i}".encode()).hexdigest())
    assert (outcome["decided_by"], len(outcome["seed"])) == (["lot"], 32)
    assert outcome["seed"] in page
    assert [page.rindex(f"<code>{i}</code>") for i in drawn] == sorted(
        page.rindex(f"<code>{i}</code>") for i in drawn
    )
    with pytest.raises(RuleBroken):
        ballots.give_casting_vote(session, actor(chair), round_.id, None, now=make.now)


def test_an_order_that_is_none_is_told_and_nothing_is_lost(client, chair, round_, tied, sign_in):
    sign_in(client, chair)
    given = {f"vote-{n.id}": "2" for n in tied}

    answer = client.post(vote_page(round_), data=given)

    assert answer.status_code == 422
    assert "Please give each of them a place of its own." in answer.text
    assert answer.text.count("<option selected>2</option>") == len(tied)


def test_only_whoever_leads_and_is_not_recused_is_asked(
    session, make, client, chair, round_, tied, sign_in
):
    deputy = make.grant(Role.DEPUTY)
    make.conflict(tied[0], chair)
    for person, status in ((chair, 404), (deputy, 200), (make.grant(Role.COMMITTEE), 404)):
        sign_in(client, person)
        assert client.get(vote_page(round_)).status_code == status
    with pytest.raises(NotAllowed):
        ballots.give_casting_vote(session, actor(chair), round_.id, numbered(tied), now=make.now)


def test_the_page_takes_as_many_statements_for_five_as_for_six(
    make, client, chair, members, round_, sign_in, statements
):
    sign_in(client, chair)

    def read(held):
        with statements() as seen:
            assert client.get(vote_page(held)).status_code == 200
        return len(seen)

    five = read(round_)
    more = [make.nomination(stage="shortlisted", category="youth-leader") for _ in range(6)]
    held = opened(make, chair, "award", "youth-leader")
    for member in members:
        cast(make, member, held, to_all(more, "yes"))
    close(make, chair, held)

    assert read(held) == five


def test_with_too_many_recused_nothing_is_resolved(make, edition, chair, tied):
    members = [make.grant(Role.COMMITTEE) for _ in range(8)]
    for member in members[:4]:
        make.conflict(tied[0], member)
    held = opened(make, chair, "award", CATEGORY)
    for member in members:
        seen = tied[1:] if member in members[:4] else tied
        cast(make, member, held, to_all(seen, "yes"))

    items = close(make, chair, held)["items"]

    assert items[str(tied[0].id)]["too_many_recused"]
    assert [items[str(n.id)]["quorum_reached"] for n in tied] == [False, True, True, True, True]
