"""A reviewer's pages, over HTTP."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.reviews import Review
from tests.factories import PLAN
from workflows.plan.evaluation import Role

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


def test_an_empty_queue_says_what_will_come(edition, desk):
    page = desk.get("/reviews")

    assert page.status_code == 200
    assert "Nothing to review" in page.text


def test_the_queue_shows_what_is_open_and_by_when(make, reviewer, assignment, desk):
    make.review(make.assignment(make.nomination(stage="in-review"), reviewer))

    page = desk.get("/reviews")

    assert page.status_code == 200
    assert "1 of 2" in page.text
    assert "Reviews due" in page.text
    assert f"/reviews/{assignment.id}" in page.text


def test_the_queue_names_nobody_whose_dossier_is_closed(make, reviewer, desk):
    for stage, status in (
        ("eligible", "assigned"),
        ("ranked", "assigned"),
        ("in-review", "declined"),
    ):
        make.assignment(make.nomination(stage=stage), reviewer, status=status)

    page = desk.get("/reviews")

    assert "Amina Haddad" not in page.text
    assert "Opens when the review begins" in page.text
    assert "Handed back" in page.text


def test_statements_of_the_queue_do_not_grow(make, reviewer, assignment, desk, statements):
    with statements() as for_one:
        desk.get("/reviews")
    for _ in range(2):
        make.review(make.assignment(make.nomination(stage="in-review"), reviewer))
    make.session.expire_all()
    with statements() as for_three:
        page = desk.get("/reviews")

    assert page.status_code == 200
    assert len(for_three) == len(for_one)


def test_the_dossier_hides_what_reviewers_do_not_see(make, assignment, desk, address):
    page = desk.get(address)

    assert page.status_code == 200
    assert "Amina Haddad" in page.text
    assert '<bdi lang="ar">أمينة حداد</bdi>' in page.text
    assert "letter-files.pdf" in page.text
    assert "1990" not in page.text
    assert "amina.haddad@nominee.example" not in page.text
    assert "Nominated by" not in page.text


def test_the_nominator_is_shown_where_the_plan_says_so(make, client, sign_in):
    source = PLAN.read_text(encoding="utf-8")
    make.edition(source=source.replace("hides_nominator = true", "hides_nominator = false"))
    reviewer = make.grant(Role.REVIEWER)
    nomination = make.nomination(stage="in-review", by=make.person("Tomás Núñez"))
    assignment = make.assignment(nomination, reviewer)

    page = sign_in(client, reviewer).get(f"/reviews/{assignment.id}")

    assert "Tomás Núñez" in page.text


def test_every_criterion_is_a_group_with_its_anchors(desk, address):
    page = desk.get(address).text

    for key in CRITERIA:
        values = re.findall(rf'type="radio" name="c-{key}"[^>]*value="([^"]+)"', page)
        assert values == ["1", "2", "3", "4", "5", "abstain"]
    assert "<strong>5</strong> Changed its field" in page
    assert 'sr-only">: Changed its field' in page
    groups = len(CRITERIA) + 1  # how sure the reviewer is
    assert page.count("<fieldset") == page.count("<legend") == groups


def test_a_draft_is_saved_and_shown_again(session, desk, address):
    answer = desk.post(address, data={"c-cooperation": "5", "strengths": "Long-lived.\r\n",
                                      "lock_version": "0", "then": "save"})  # fmt: skip

    assert (answer.status_code, answer.location) == (303, address)
    review = stored(session)
    assert (review.points, review.strengths) == ({"cooperation": 5}, "Long-lived.")
    page = desk.get(address).text
    assert re.search(r'name="c-cooperation" id="[^"]+" value="5" checked', page)
    assert "Long-lived." in page


def test_an_autosave_answers_with_the_version_to_build_on(session, desk, address):
    first = desk.post(address, data={"strengths": "a", "lock_version": "0"}, headers=AUTOSAVE)
    second = desk.post(address, data={"strengths": "ab", "lock_version": "1"}, headers=AUTOSAVE)

    assert (first.status_code, second.status_code) == (200, 200)
    assert 'name="lock_version" id="lock-version" value="2" hx-swap-oob="true"' in second.text
    assert "<html" not in second.text
    assert stored(session).strengths == "ab"


def test_an_autosave_never_submits(session, desk, address):
    desk.post(address, data=FULL | {"lock_version": "0", "then": "submit"}, headers=AUTOSAVE)

    assert stored(session).submitted_at is None


def test_a_stale_second_tab_loses_nothing(session, desk, address):
    desk.post(address, data={"c-cooperation": "2", "strengths": "First tab.", "lock_version": "0"})

    late = {"c-cooperation": "5", "strengths": "Second tab.", "lock_version": "0"}
    autosave = desk.post(address, data=late, headers=AUTOSAVE)
    page = desk.post(address, data=late)

    assert (autosave.status_code, autosave.text) == (409, "")
    assert page.status_code == 409
    assert stored(session).strengths == "First tab."
    for words in ("First tab.", "Second tab.", "saved in another window"):
        assert words in page.text
    version = re.search(r'id="lock-version" value="(\d+)"', page.text)[1]
    again = desk.post(address, data=late | {"lock_version": version})
    assert again.status_code == 303
    assert stored(session).strengths == "Second tab."


def test_submit_stores_and_leads_back_to_the_queue(session, desk, address):
    answer = desk.post(address, data=FULL | {"lock_version": "0", "then": "submit"})

    assert (answer.status_code, answer.location) == (303, "/reviews")
    assert stored(session).submitted_at is not None
    page = desk.get(address)
    assert page.status_code == 200
    assert f"{address}/change" in page.text
    assert '<form method="post" action="' + address not in page.text


def test_submit_pressed_twice_changes_nothing_and_says_so(session, desk, address):
    desk.post(address, data=FULL | {"lock_version": "0", "then": "submit"})
    changed = FULL | {"c-cooperation": "1", "strengths": "Something quite different."}

    for then in ("submit", "save"):
        again = desk.post(address, data=changed | {"lock_version": "1", "then": then})
        assert again.status_code == 422
        assert "Something quite different." in again.text

    assert stored(session).points["cooperation"] == 4
    assert [e.event for e in session.scalars(select(AuditEvent))] == ["review:submit"]


def test_the_same_review_sent_from_two_windows_is_in_once_and_not_called_lost(
    session, desk, address
):
    sent = FULL | {"lock_version": "0", "then": "submit"}

    desk.post(address, data=sent)
    again = desk.post(address, data=sent, follow_redirects=True)

    assert again.status_code == 200
    assert "The review is in already. Nothing was sent twice." in again.text
    assert "not saved" not in again.text
    assert [e.event for e in session.scalars(select(AuditEvent))] == ["review:submit"]


def test_an_incomplete_review_is_not_submitted_and_says_what_is_missing(session, desk, address):
    page = desk.post(address, data={"c-cooperation": "5", "strengths": "Kept words here.",
                                    "lock_version": "0", "then": "submit"})  # fmt: skip

    assert page.status_code == 422
    assert page.text.count("has no points yet") == 6  # summary and field, three criteria
    assert "Please write what speaks against it." in page.text
    assert "Kept words here." in page.text
    assert stored(session) is None


def test_what_was_written_when_the_review_closed_is_shown_again(session, make, reviewer, desk):
    assignment = make.assignment(make.nomination(stage="ranked"), reviewer)

    page = desk.post(f"/reviews/{assignment.id}", data=FULL | {"strengths": "Many careful words."})

    assert page.status_code == 409
    assert "Many careful words." in page.text
    assert desk.get(f"/reviews/{assignment.id}").status_code == 404
    assert stored(session) is None


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.SECRETARIAT, Role.CHAIR, Role.OBSERVER])
def test_anothers_review_does_not_exist(session, make, client, sign_in, address, role):
    sign_in(client, make.grant(role) if role else make.person())

    answers = [
        client.get(address),
        client.post(address, data=FULL),
        client.get(f"{address}/decline"),
        client.post(f"{address}/decline", data={"reason": "No."}),
        client.get(f"/reviews/{uuid4()}"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert stored(session) is None


def test_strangers_are_asked_to_sign_in(client, assignment, address):
    for path in (
        "/reviews",
        address,
        f"{address}/decline",
        f"/nominations/{assignment.nomination_id}/conflict",
    ):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/sign-in" in answer.location
