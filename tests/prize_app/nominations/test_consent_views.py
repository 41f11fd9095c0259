"""The pages of a nominee, reached by a private link."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from prize_app.db.notices import Notice
from tests.prize_app.nominations.browsing import (
    address,
)


@pytest.fixture
def link(browser, session, draft):
    browser.post(address(draft, "actions", "submit"))
    [letter] = session.scalars(select(Notice).where(Notice.kind == "ask-for-consent"))
    return re.search(r"http://prize\.test(\S+)", letter.body)[1]


def test_the_nominee_reads_the_nomination_and_answers_without_an_account(app, session, draft, link):
    nominee = app.test_client()
    page = nominee.get(link)

    answer = nominee.post(link, data={"answer": "yes"})

    assert page.status_code == 200
    assert "She built a network of wells" in page.text
    assert "1990-05-04" not in page.text
    assert answer.status_code == 303
    session.refresh(draft)
    assert draft.consent == "given"
    assert "You have agreed." in nominee.get(link).text


def test_the_nominee_answers_once(app, session, draft, link):
    nominee = app.test_client()
    nominee.post(link, data={"answer": "no"})

    again = nominee.post(link, data={"answer": "yes"})

    assert again.status_code == 422
    session.refresh(draft)
    assert draft.consent == "refused"


@pytest.mark.parametrize("said", [{}, {"answer": ""}, {"answer": "perhaps"}])
def test_what_is_neither_yes_nor_no_is_not_taken_for_a_no(app, session, draft, link, said):
    answer = app.test_client().post(link, data=said)

    assert answer.status_code == 422
    session.refresh(draft)
    assert draft.consent == "awaited"


def test_a_link_that_is_not_ours_is_not_found(client, edition):
    assert client.get("/consent/unknown").status_code == 404
    assert client.post("/consent/unknown", data={"answer": "yes"}).status_code == 404
