"""Hidden names and assigning: the page warns, and a plan may wait until they are settled."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.assignments import service
from prize_app.assignments.proposing import Wanted
from prize_app.db.leaks import LeakRuling
from prize_app.db.reviews import Assignment
from prize_app.nominations.queries import handed_in
from tests.factories import actor, plan_text
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
NOMINATOR = "Berta Quastenflosser"


@pytest.fixture(params=[False, True], ids=["told", "asked"])
def asked(request):
    return request.param


@pytest.fixture
def edition(make, asked):
    today = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("nominations-open", 30, today)
    if asked:
        head = "[reviewing.assigning]\n"
        assert head in source
        source = source.replace(head, f"{head}leaks_settled = true\n")
    return make.edition(source=source)


@pytest.fixture
def nomination(make, edition):
    statement = {"statement": "I, Berta Quastenflosser, know the work well."}
    return make.nomination(by=make.person(NOMINATOR), answers=statement)


@pytest.fixture
def secretary(make, nomination):
    for _ in range(4):
        make.grant(Role.REVIEWER)
    return make.grant(Role.SECRETARIAT)


def proposed(client, edition):
    address = f"/editions/{edition.row.slug}/assignments/{CATEGORY}/propose"
    return client.post(address).text


def confirmed(session, make, secretary, edition):
    view = service.propose(
        session, actor(secretary), Wanted(edition.row.slug, CATEGORY), now=make.now
    )
    return service.confirm(
        session, actor(secretary), edition.row.slug, CATEGORY, view.pairs, now=make.now
    )


def test_the_page_says_before_confirming_what_is_not_settled(
    client, sign_in, secretary, edition, asked
):
    sign_in(client, secretary)

    text = proposed(client, edition)

    assert "One hidden name can be read and is not settled." in text
    assert "One file was not searched yet." in text
    assert f'href="/editions/{edition.row.slug}/leaks"' in text
    assert ("Confirm these 3 assignments" in text) is not asked
    assert ("This cannot be confirmed yet" in text) is asked


def test_confirming_is_refused_with_every_reason_where_the_plan_asks(
    session, make, secretary, edition, nomination, asked
):
    if not asked:
        assert confirmed(session, make, secretary, edition) == 3
        return
    with pytest.raises(RuleBroken) as refused:
        confirmed(session, make, secretary, edition)

    assert [r.code for r in refused.value.refusals] == ["leaks_open", "files_unread"]
    assert {r.facts["nominations"] for r in refused.value.refusals} == {nomination.reference}
    assert session.scalars(select(Assignment)).all() == []


def test_assigning_by_hand_is_refused_alike(session, make, secretary, edition, nomination, asked):
    reviewer = make.grant(Role.REVIEWER)
    if not asked:
        assert service.assign(session, actor(secretary), nomination.id, reviewer.id, now=make.now)
        return
    with pytest.raises(RuleBroken) as refused:
        service.assign(session, actor(secretary), nomination.id, reviewer.id, now=make.now)

    assert [r.code for r in refused.value.refusals] == ["leaks_open", "files_unread"]


def test_once_all_is_settled_it_can_be_confirmed(
    client, session, make, sign_in, secretary, edition, nomination
):
    sign_in(client, secretary)
    where = f"/editions/{edition.row.slug}/leaks"
    client.post(f"{where}/read")
    for _ in range(2):  # the name in the answer; the letter, which has no text
        mark = client.get(where).text.split('name="fingerprint" value="')[1].split('"')[0]
        client.post(
            f"/nominations/{nomination.id}/leaks/harmless",
            data={"fingerprint": mark, "reason": "I have looked at it."},
        )

    text = proposed(client, edition)

    assert len(session.scalars(select(LeakRuling)).all()) == 2
    assert "not settled" not in text
    assert "Confirm these 3 assignments" in text
    assert session.scalars(handed_in(edition.id, secretary.id)).all() == [nomination]
