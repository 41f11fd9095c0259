"""Bad and hostile input to the pages of reviewers."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from prize_app.db.reviews import Review

CRITERIA = ("cooperation", "achievement", "development", "capacity")
FULL = {f"c-{key}": "4" for key in CRITERIA} | {"strengths": "It lasts.", "weaknesses": "Young."}
HOSTILE = [
    " ", "undefined", "-1", "1e400", "9" * 5000, "'; DROP TABLE person;--", "<script>", "\x00",
    "\u202etest", "田中さん", "٤", "../../etc/passwd", "%00", "{{ 7*7 }}", "\ufeff", "👩‍🚀" * 300,
]  # fmt: skip
AUTOSAVE = {"HX-Request": "true"}


def stored(session):
    session.expire_all()
    return session.scalars(select(Review)).one_or_none()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_refused_politely(make, reviewer, assignment, desk, address, text):
    other = make.assignment(make.nomination(stage="in-review"), reviewer)
    conflict = f"/nominations/{assignment.nomination_id}/conflict"

    points = desk.post(address, data={"c-cooperation": text, "lock_version": "0"})
    answers = [
        points,
        desk.post(address, data={"strengths": text, "weaknesses": text, "lock_version": text}),
        desk.post(address, data=FULL | {"strengths": text, "lock_version": "0", "then": text}),
        desk.post(conflict, data={"kind": text, "explanation": text}),
        desk.post(f"/reviews/{other.id}/decline", data={"reason": text}),
    ]

    assert all(answer.status_code < 500 for answer in answers), [a.status_code for a in answers]
    assert answers[3].status_code == 422
    assert "<script>" not in "".join(re.findall(r"<main.*</main>", answers[1].text, re.DOTALL))


@pytest.mark.parametrize("text", ["0", "6", "4.0", "four", "٤", "Abstain"])
def test_points_off_the_scale_are_refused(session, desk, address, text):
    page = desk.post(address, data={"c-cooperation": text, "lock_version": "0"})

    assert page.status_code == 422
    assert stored(session) is None


def test_a_text_that_is_too_long_is_refused_and_kept(session, desk, address):
    page = desk.post(address, data={"strengths": "word " * 1000, "lock_version": "0"})

    assert page.status_code == 422
    assert "At most 4,000 characters" in page.text
    assert "word word word" in page.text
    assert stored(session) is None


def test_a_reason_that_is_too_long_is_named_after_its_criterion(desk, address):
    page = desk.post(address, data={"r-capacity": "word " * 1000, "lock_version": "0"})

    assert page.status_code == 422
    assert "Reason: Capacity left behind: At most 1,000 characters, please." in page.text


def test_buttons_need_the_token_against_forgery(
    session, guarded_client, sign_in, reviewer, address
):
    sign_in(guarded_client, reviewer)

    refused = guarded_client.post(address, data=FULL | {"lock_version": "0"})
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', guarded_client.get(address).text)[
        1
    ]
    saved = guarded_client.post(address, data=FULL | {"lock_version": "0", "csrf_token": token})

    assert (refused.status_code, saved.status_code) == (400, 303)
    assert "It lasts." not in refused.text or "Copy it" in refused.text
    assert stored(session) is not None
