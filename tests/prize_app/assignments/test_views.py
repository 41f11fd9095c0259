"""The secretariat's pages of assignments, over HTTP."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.audit import AuditEvent
from prize_app.db.reviews import Assignment
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


def address(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/assignments", *parts])


def count(session, table=Assignment):
    return session.scalar(select(func.count()).select_from(table))


def shown_on(page):
    """All that the button to confirm sends."""
    [form] = re.findall(r'<form [^>]*/confirm">(.*?)</form>', page.text, re.DOTALL)
    found = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


def test_index_shows_categories_and_loads(make, edition, office):
    make.assignment(make.nomination(), make.grant(Role.REVIEWER, name="Ngozi Obi"))

    page = office.get(address(edition))

    assert page.status_code == 200
    assert "Outstanding Contribution Award" in page.text
    assert "Ngozi Obi" in page.text
    assert "Reviewers are missing" in page.text


def test_index_without_reviewers_says_what_to_do(edition, office):
    assert "No reviewers yet" in office.get(address(edition)).text


def test_category_shows_reviewers_and_how_far_they_are(make, edition, office):
    nomination = make.nomination(stage="in-review")
    make.review(make.assignment(nomination, make.grant(Role.REVIEWER, name="Ngozi Obi")))
    draft = make.assignment(nomination, make.grant(Role.REVIEWER, name="Priya Raman"))
    make.review(draft, submitted_at=None)
    make.assignment(nomination, make.person("Tomás Núñez"), status="declined", reason="On leave.")

    page = office.get(address(edition, CATEGORY))

    assert page.status_code == 200
    for words in ("review submitted", "draft begun", "handed it back", "On leave."):
        assert words in page.text
    assert f"/assignments/{draft.id}/release" in page.text
    assert "/actions/open-review" in page.text


def test_an_empty_category_says_what_will_come(edition, office):
    assert "Nothing to assign yet" in office.get(address(edition, CATEGORY)).text


def test_a_long_category_has_pages(make, edition, office):
    for _ in range(51):
        make.nomination()

    first = office.get(address(edition, CATEGORY))
    following = re.search(r'rel="next" href="([^"]+)"', first.text)[1]
    second = office.get(following)

    assert first.text.count('id="n-') == 50
    assert second.text.count('id="n-') == 1


def test_propose_shows_and_confirm_stores(session, make, edition, office):
    make.nomination()
    make.grant(Role.REVIEWER, name="Ngozi Obi", themes=["water"])
    for _ in range(2):
        make.grant(Role.REVIEWER)

    proposal = office.post(address(edition, CATEGORY, "propose"))

    assert proposal.status_code == 200
    assert "Confirm these 3 assignments" in proposal.text
    assert "shared theme" in proposal.text
    assert count(session) == 0

    answer = office.post(address(edition, CATEGORY, "confirm"), data=shown_on(proposal))

    assert answer.status_code == 303
    assert answer.location == address(edition, CATEGORY)
    assert count(session) == 3
    assert "3 assignments are confirmed" in office.get(answer.location).text


def test_confirm_pressed_twice_is_a_conflict_and_stores_once(session, make, edition, office):
    make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    shown = shown_on(office.post(address(edition, CATEGORY, "propose")))

    came_from = {"Referer": f"http://localhost{address(edition, CATEGORY, 'propose')}"}
    answers = [
        office.post(address(edition, CATEGORY, "confirm"), data=shown, headers=came_from)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "Somebody was faster" in answers[1].text
    assert "What you wrote" not in answers[1].text
    assert f'href="{address(edition, CATEGORY)}">Go back' in answers[1].text
    assert (count(session), count(session, AuditEvent)) == (3, 1)


def test_a_shortage_is_told_in_words(make, edition, office):
    nomination = make.nomination()
    make.grant(Role.REVIEWER, name="Ngozi Obi")

    page = office.post(address(edition, CATEGORY, "propose"))

    assert page.status_code == 422
    assert nomination.reference in page.text
    assert "Ngozi Obi" in page.text
    assert "<strong>3</strong> more reviews" in page.text


def test_nothing_to_propose_leads_back(make, edition, office):
    make.grant(Role.REVIEWER)

    answer = office.post(address(edition, CATEGORY, "propose"))

    assert answer.status_code == 303
    assert "nothing to propose" in office.get(answer.location).text


def test_assign_and_release_by_hand(session, make, edition, office):
    nomination = make.nomination()
    reviewer = make.grant(Role.REVIEWER)

    answer = office.post(
        f"/nominations/{nomination.id}/assign", data={"reviewer": str(reviewer.id)}
    )
    again = office.post(f"/nominations/{nomination.id}/assign", data={"reviewer": str(reviewer.id)})
    session.expire_all()
    assignment = session.scalars(select(Assignment)).one()
    no_reason = office.post(f"/assignments/{assignment.id}/release", data={"reason": " "})
    release = office.post(f"/assignments/{assignment.id}/release", data={"reason": "Ill."})

    assert (answer.status_code, again.status_code) == (303, 409)
    assert (no_reason.status_code, release.status_code) == (422, 303)
    session.expire_all()
    assert session.scalars(select(Assignment)).one().status == "released"


@pytest.mark.parametrize(
    "role", [None, Role.REVIEWER, Role.COMMITTEE, Role.CHAIR, Role.BOARD, Role.OBSERVER]
)
def test_for_others_the_pages_do_not_exist(session, make, edition, client, sign_in, role):
    nomination, reviewer = make.nomination(), make.grant(Role.REVIEWER)
    assignment = make.assignment(nomination, reviewer)
    sign_in(client, make.grant(role) if role else make.person())

    answers = [
        client.get(address(edition)),
        client.get(address(edition, CATEGORY)),
        client.post(address(edition, CATEGORY, "propose")),
        client.post(
            address(edition, CATEGORY, "confirm"), data={"pair": f"{nomination.id}:{reviewer.id}"}
        ),
        client.post(f"/nominations/{nomination.id}/assign", data={"reviewer": str(reviewer.id)}),
        client.post(f"/assignments/{assignment.id}/release", data={"reason": "No."}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert (count(session), count(session, AuditEvent)) == (1, 0)


def test_strangers_are_asked_to_sign_in(make, edition, client):
    for answer in (
        client.get(address(edition)),
        client.post(address(edition, CATEGORY, "propose")),
    ):
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_a_recused_secretary_sees_nothing_of_the_nomination(make, edition, office, office_holder):
    hidden = make.nomination(answers={"nominee-name": "Hidden Nominee"})
    reviewer = make.grant(Role.REVIEWER)
    make.assignment(hidden, reviewer)
    make.conflict(hidden, office_holder)
    make.nomination()

    pages = [
        office.get(address(edition)),
        office.get(address(edition, CATEGORY)),
        office.post(address(edition, CATEGORY, "propose")),
    ]

    for page in pages:
        assert "Hidden Nominee" not in page.text
        assert hidden.reference not in page.text
    row = re.search(r"Outstanding Contribution Award</a></th>.*?</tr>", pages[0].text, re.DOTALL)
    assert 'data-label="Nominations" class="num">1<' in row[0]
    load = re.search(rf"{reviewer.name}</bdi></th>.*?</tr>", pages[0].text, re.DOTALL)
    assert 'data-label="Assigned" class="num">0<' in load[0]
    assert (
        office.post(
            f"/nominations/{hidden.id}/assign", data={"reviewer": str(reviewer.id)}
        ).status_code
        == 404
    )


def test_unknown_things_do_not_exist(edition, office):
    for answer in (
        office.get("/editions/no-such-edition/assignments"),
        office.get(address(edition, "no-such-category")),
        office.post(address(edition, "no-such-category", "propose")),
        office.post(f"/nominations/{uuid4()}/assign"),
        office.post(f"/assignments/{uuid4()}/release"),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("parts", [(), (CATEGORY,)])
def test_statements_do_not_grow_with_the_rows(make, edition, office, statements, parts):
    def add():
        make.assignment(make.nomination(), make.grant(Role.REVIEWER))

    path = address(edition, *parts)
    add()
    with statements() as for_one:
        office.get(path)
    for _ in range(2):
        add()
    make.session.expire_all()
    with statements() as for_three:
        page = office.get(path)

    assert page.status_code == 200
    assert len(for_three) == len(for_one)


def test_a_conflict_on_another_page_of_a_category_keeps_no_page_from_opening(make, edition, office):
    """Fifty to a page: the question about one page is about its own nominations alone."""
    reviewer = make.grant(Role.REVIEWER, name="Ngozi Obi")
    rows = [make.nomination(nominee_institution="Elsewhere") for _ in range(51)]
    make.conflict(rows[-1], reviewer)

    first = office.get(address(edition, CATEGORY))
    second = office.get(address(edition, CATEGORY), query_string={"after": rows[49].reference})

    assert (first.status_code, second.status_code) == (200, 200)
    assert rows[0].reference in first.text
    assert rows[50].reference not in first.text
    assert rows[50].reference in second.text
