"""The pages of a nominator over HTTP, from the first draft to the page of what is handed in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from tests.prize_app.nominations.browsing import (
    CATEGORY,
    address,
)
from tests.prize_app.nominations.writing import written
from workflows.plan.evaluation import Role


def test_begin_opens_the_form_of_a_new_draft(browser, session, edition):
    answer = browser.post(f"/nominations/begin/{edition.row.slug}/{CATEGORY}")

    nomination = session.scalars(select(Nomination)).one()
    assert (answer.status_code, answer.location) == (303, address(nomination, "edit"))
    assert browser.get(answer.location).status_code == 200
    assert nomination.reference in browser.get("/nominations").text


def test_begin_where_there_is_nothing_is_not_found(browser, edition):
    slug = edition.row.slug

    for path in (f"{slug}/nothing", f"nothing/{CATEGORY}"):
        assert browser.post(f"/nominations/begin/{path}").status_code == 404


def test_handing_in_from_the_form_to_the_letter(browser, session, draft):
    page = browser.get(address(draft))
    assert "/actions/submit" in page.text
    asked = browser.get(address(draft, "actions", "submit"))
    answer = browser.post(address(draft, "actions", "submit"))

    session.refresh(draft)
    assert asked.status_code == 200
    assert (answer.status_code, answer.location) == (303, address(draft))
    assert draft.stage == "submitted"
    assert {n.kind for n in session.scalars(select(Notice))} == {
        "ask-for-consent",
        "nomination-moved",
    }


def test_what_is_handed_in_is_shown_and_no_longer_edited(browser, make, nominator):
    nomination = make.nomination(by=nominator, stage="submitted")

    answer = browser.get(address(nomination, "edit"))
    saved = browser.post(address(nomination, "edit"), data=written())

    assert (answer.status_code, answer.location) == (303, address(nomination))
    assert saved.status_code == 409


def test_the_page_of_a_nomination_shows_every_stage_to_its_nominator(
    browser, make, nominator, edition
):
    stages = edition.plan.workflow_of(CATEGORY).stages
    nominations = {s: make.nomination(by=nominator, stage=s) for s in stages}

    answers = {s: browser.get(address(n)).status_code for s, n in nominations.items()}

    assert len(answers) == 18
    assert set(answers.values()) == {200}


def test_nobody_else_finds_a_draft(client, make, sign_in, draft):
    for person in (make.person(), make.grant(Role.SECRETARIAT), make.grant(Role.CHAIR)):
        sign_in(client, person)
        assert client.get(address(draft)).status_code == 404
        assert client.get(address(draft, "edit")).status_code == 404
        assert client.post(address(draft, "edit"), data=written()).status_code == 404


@pytest.mark.parametrize("place", ["index", "show", "edit"])
def test_pages_take_as_many_statements_for_three_as_for_one(
    browser, make, nominator, statements, draft, place
):
    def read():
        path = {"index": "/nominations", "show": address(draft), "edit": address(draft, "edit")}
        with statements() as seen:
            assert browser.get(path[place]).status_code == 200
        return len(seen)

    one = read()
    for category in ("youth-leader", "outstanding-women"):
        make.nomination(by=nominator, category=category)
        make.attachment(draft, content=category.encode())

    assert read() == one


def test_the_screening_queue_takes_as_many_statements_for_three_as_for_one(
    client, make, edition, sign_in, statements
):
    sign_in(client, make.grant(Role.SECRETARIAT))

    def read():
        with statements() as seen:
            page = client.get(f"/editions/{edition.row.slug}/screening")
        assert page.status_code == 200
        return len(seen), page.text.count("Amina Haddad")

    make.nomination(stage="submitted")
    statements_for_one, shown = read()
    for _ in range(2):
        make.nomination(stage="submitted")
    statements_for_three, shown_of_three = read()

    assert statements_for_three == statements_for_one
    assert shown_of_three > shown
