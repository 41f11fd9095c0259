"""Bad and hostile input to the pages of assignments."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from prize_app.db.reviews import Assignment
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
HOSTILE = [
    "", " ", "undefined", "-1", "1e400", "9" * 5000, "'; DROP TABLE person;--", "<script>", "\x00",
    "\u202etest", "田中さん", "Ω≈ç√", "../../etc/passwd", "%00", "{{ 7*7 }}", "\ufeff",
    "👩‍🚀" * 300,
]  # fmt: skip


def address(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/assignments", *parts])


def count(session, table=Assignment):
    return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_refused_politely(session, make, edition, office, text):
    nomination, reviewer = make.nomination(), make.grant(Role.REVIEWER)
    assignment = make.assignment(nomination, reviewer)
    confirm = address(edition, CATEGORY, "confirm")

    answers = [
        office.post(f"/nominations/{nomination.id}/assign", data={"reviewer": text}),
        office.post(confirm, data={"pair": text}),
        office.post(confirm, data={"pair": f"{nomination.id}:{text}"}),
        office.post(confirm, data={"pair": f"{text}:{reviewer.id}"}),
        office.get(address(edition, CATEGORY), query_string={"after": text.replace("\x00", "")}),
        office.post(f"/assignments/{assignment.id}/release", data={"reason": text}),
    ]

    assert all(answer.status_code < 500 for answer in answers), [a.status_code for a in answers]
    assert [answer.status_code for answer in answers[:4]] == [422] * 4
    assert count(session) == 1


def test_what_people_are_called_is_never_markup(make, edition, office):
    name = "<script>alert(1)</script>"
    make.assignment(
        make.nomination(answers={"nominee-name": name}),
        make.grant(Role.REVIEWER, name=name, institution=name),
    )

    for page in (office.get(address(edition)), office.get(address(edition, CATEGORY))):
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_buttons_need_the_token_against_forgery(
    make, edition, guarded_client, sign_in, office_holder
):
    make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    sign_in(guarded_client, office_holder)

    refused = guarded_client.post(address(edition, CATEGORY, "propose"))
    page = guarded_client.get(address(edition, CATEGORY))
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]
    allowed = guarded_client.post(address(edition, CATEGORY, "propose"), data={"csrf_token": token})

    assert (refused.status_code, allowed.status_code) == (400, 200)
