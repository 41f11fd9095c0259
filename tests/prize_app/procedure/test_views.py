"""The one page of all actions, and that of actions for a category."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.motions import Motion
from prize_app.nominations.moving import Given
from tests.prize_app.procedure.ways import CATEGORY, WAYS, ready
from tests.workflows.shipped import WORKFLOW
from workflows.plan.evaluation import Role

BY_HAND = [k for k, a in WORKFLOW.actions.items() if Role.SYSTEM not in a.by and not a.collective]
TOGETHER = [k for k, a in WORKFLOW.actions.items() if a.collective]


def address(nomination, key):
    return f"/nominations/{nomination.id}/actions/{key}"


def for_category(make, key, category=CATEGORY):
    return f"/editions/{make.the_edition.row.slug}/categories/{category}/actions/{key}"


def fields(given: Given):
    return {"reason": given.reason} | {f"citation_{k}": v for k, v in given.citation.items()}


def seconded(client, session, make, sign_in, key):
    """A second person agrees to what was just proposed."""
    motion = session.scalars(select(Motion)).one()
    sign_in(client, make.grant(WAYS[key].by))
    return client.post(f"/motions/{motion.id}/agree")


@pytest.mark.parametrize("key", BY_HAND)
def test_an_action_is_shown_and_taken(client, session, make, sign_in, key):
    found = ready(make, key)
    sign_in(client, found.person)

    page = client.get(address(found.nomination, key))
    answer = client.post(address(found.nomination, key), data=fields(WAYS[key].given))
    if WORKFLOW.actions[key].seconded:
        answer = seconded(client, session, make, sign_in, key)

    assert page.status_code == 200
    assert WORKFLOW.actions[key].label["en"] in page.text
    assert "This cannot be done now." not in page.text
    assert answer.status_code == 303
    session.refresh(found.nomination)
    assert found.nomination.stage == WAYS[key].ends
    assert client.get(answer.location).status_code == 200


def test_a_closed_action_says_why(client, make, sign_in):
    found = ready(make, "accept")
    found.nomination.consent = "awaited"
    make.session.flush()
    sign_in(client, found.person)

    page = client.get(address(found.nomination, "accept"))
    answer = client.post(address(found.nomination, "accept"))

    assert (page.status_code, answer.status_code) == (200, 422)
    assert "This cannot be done now." in page.text
    assert found.nomination.stage == "submitted"


def test_a_reason_that_is_missing_is_asked_for_beside_its_field(client, make, sign_in):
    found = ready(make, "propose")
    sign_in(client, found.person)

    answer = client.post(
        address(found.nomination, "propose"), data={"reason": "", "citation_en": "For wells."}
    )

    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert "For wells." in answer.text
    assert found.nomination.stage == "shortlisted"


def test_a_proposal_begins_with_the_nominators_citation(client, make, sign_in):
    found = ready(make, "propose")
    sign_in(client, found.person)

    page = client.get(address(found.nomination, "propose"))

    assert found.nomination.answers["citation"] in page.text


@pytest.mark.parametrize(
    ("key", "status"),
    [("nothing", 404), ("open-review", 404), ("lapse", 403), ("award", 403), ("approve", 403)],
)
def test_an_action_of_somebody_else_is_not_to_be_taken(client, make, sign_in, key, status):
    found = ready(make, "accept")
    sign_in(client, found.person)

    for answer in (
        client.get(address(found.nomination, key)),
        client.post(address(found.nomination, key), data={"reason": "x"}),
    ):
        assert answer.status_code == status
        assert ("Your part in this nomination: secretariat." in answer.text) == (status == 403)


def test_to_the_nominator_an_action_of_others_does_not_exist(client, make, sign_in):
    found = ready(make, "withdraw")
    sign_in(client, found.person)

    assert client.get(address(found.nomination, "approve")).status_code == 404
    assert client.post(address(found.nomination, "approve")).status_code == 404


def test_a_recused_actor_finds_no_page(client, make, sign_in):
    found = ready(make, "approve")
    make.conflict(found.nomination, found.person)
    sign_in(client, found.person)

    assert client.get(address(found.nomination, "approve")).status_code == 404
    assert client.get(f"/nominations/{uuid4()}/actions/approve").status_code == 404


@pytest.mark.parametrize("key", TOGETHER)
def test_an_action_for_a_category_is_shown_and_taken(client, session, make, sign_in, key):
    found = ready(make, key)
    sign_in(client, found.person)

    page = client.get(for_category(make, key))
    answer = client.post(for_category(make, key))

    assert page.status_code == 200
    assert found.nomination.reference in page.text
    assert answer.status_code == 303
    session.refresh(found.nomination)
    assert found.nomination.stage == WAYS[key].ends
    assert client.get(answer.location).status_code == 200


def test_a_recused_secretary_does_not_see_the_nomination_and_leaves_the_step(
    client, session, make, sign_in
):
    found = ready(make, "open-review")
    make.conflict(found.nomination, found.person)
    sign_in(client, found.person)

    page = client.get(for_category(make, "open-review"))
    answer = client.post(for_category(make, "open-review"))

    for refused in (page, answer):
        assert refused.status_code == 403
        assert "You are recused from one of these nominations" in refused.text
        assert found.nomination.reference not in refused.text
    assert found.nomination.stage == "eligible"


def test_where_nothing_stands_the_page_says_so(client, make, sign_in):
    make.edition(passed="corrections-close")
    sign_in(client, make.grant(Role.SECRETARIAT))

    page = client.get(for_category(make, "rank"))

    assert page.status_code == 200
    assert "No nomination stands where this starts" in page.text


@pytest.mark.parametrize(("category", "key"), [("nothing", "rank"), (CATEGORY, "accept")])
def test_what_is_no_action_for_a_category_is_not_found(client, make, sign_in, category, key):
    make.edition()
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert client.get(for_category(make, key, category)).status_code == 404


def test_who_may_not_take_it_finds_no_page(client, make, sign_in):
    make.edition()
    sign_in(client, make.grant(Role.OBSERVER))

    assert client.get(for_category(make, "rank")).status_code == 404


def test_the_page_takes_as_many_statements_for_three_as_for_one(client, make, sign_in, statements):
    found = ready(make, "rank")
    sign_in(client, found.person)

    def read():
        with statements() as seen:
            assert client.get(for_category(make, "rank")).status_code == 200
        return len(seen)

    one = read()
    for _ in range(2):
        make.nomination(category=CATEGORY, stage="in-review")

    assert read() == one
