"""Pages of invitations: the list, one of them, the private link, in the browser's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.db.editions import Grant
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation, SuggestedReviewer
from tests.factories import PASSWORD
from workflows.plan.evaluation import Role

ACCOUNT = {"name": "Ada Guest", "institution": "Institute", "country": "KE", "password": PASSWORD}


def as_secretary(client, scene, session, sign_in):
    session.commit()
    sign_in(client, session.get_one(Person, scene.secretary.id))
    return f"/editions/{scene.slug}/reviewers"


def test_the_secretariat_invites_reminds_withdraws_and_invites_again(
    client, scene, session, sign_in
):
    address = as_secretary(client, scene, session, sign_in)
    form = {"name": "Ada Guest", "email": "Ada@People.example", "country": ""}

    assert client.post(f"{address}/invite", data=form).status_code == 303
    (row,) = session.scalars(select(Invitation))
    page = f"{address}/invitations/{row.id}"
    for act, said in (
        ("remind", "Reminded"), ("withdraw", "Withdrawn"), ("again", "Invited again"),
    ):  # fmt: skip
        assert client.post(f"{page}/{act}").status_code == 303
        assert said in client.get(page).text
    assert "Ada Guest" in client.get(f"{address}?state=open").text
    assert "Ada Guest" not in client.get(f"{address}?state=declined").text


def test_whoever_presses_remind_again_is_told_that_nothing_was_sent(
    client, scene, session, sign_in
):
    row = scene.invite()
    page = f"{as_secretary(client, scene, session, sign_in)}/invitations/{row.id}"

    pressed = [client.post(f"{page}/remind", follow_redirects=True) for _ in range(2)]

    assert [answer.status_code for answer in pressed] == [200, 200]
    told = ["Nothing more was sent" in answer.text for answer in pressed]
    assert told == [False, True]
    assert "Remind now" not in client.get(page).text
    assert scene.letters() == ["invitation", "invitation-reminder"]


def test_what_is_wrong_stands_beside_the_field(client, scene, session, sign_in):
    scene.invite("known@people.example")
    address = as_secretary(client, scene, session, sign_in)

    answers = [
        client.post(f"{address}/invite", data={"name": "A", "email": email, "country": ""})
        for email in ("no address", "known@people.example")
    ]

    assert [a.status_code for a in answers] == [422, 422]
    assert "This is not an e-mail address." in answers[0].text
    assert "no address" in answers[0].text
    assert "invited already" in answers[1].text


def test_a_guest_accepts_by_the_link_and_signs_in(client, scene, session):
    scene.invite("ada@people.example", categories=("youth-leader", "outstanding-women"))
    session.commit()
    address = f"/invitations/{scene.token('ada@people.example')}"

    page = client.get(address).text
    short = client.post(
        address,
        data={**ACCOUNT, "password": "short", "c-youth-leader": "y", "n-youth-leader": "5"},
    )
    taken = client.post(address, data={**ACCOUNT, "c-youth-leader": "y", "n-youth-leader": "5"})

    assert "Youth Leader Award" in page
    assert "Lifetime Achievement" not in page
    assert (short.status_code, taken.status_code) == (422, 303)
    assert "At least 12 characters" in short.text
    assert session.scalars(select(Grant.category_key).where(Grant.role == "reviewer")).all() == [
        "youth-leader"
    ]
    signed = client.post(
        taken.headers["Location"], data={"email": "ada@people.example", "password": PASSWORD}
    )
    assert signed.headers["Location"] == "/terms"
    assert "You review for the prize" in client.get(address).text


def test_a_new_reviewer_is_asked_on_the_desk_what_he_or_she_knows(
    client, scene, session, make, sign_in
):
    person = make.grant(Role.REVIEWER)
    sign_in(client, person)

    before = client.get("/desk").text
    person.themes = ["energy"]
    session.flush()

    assert "Say what you know" in before
    assert "Say what you know" not in client.get("/desk").text


def test_a_guest_declines_and_proposes(client, scene, session):
    scene.invite("ada@people.example")
    session.commit()
    address = f"/invitations/{scene.token('ada@people.example')}"

    nameless = client.post(
        f"{address}/decline", data={"reason": "No time.", "other_why": "She is good."}
    )
    done = client.post(
        f"{address}/decline",
        data={"reason": "No <b>time</b>.", "other_name": "Grace", "other_why": "She is good."},
    )

    assert (nameless.status_code, done.status_code) == (422, 303)
    assert "She is good." in nameless.text
    assert session.scalars(select(SuggestedReviewer.name)).all() == ["Grace"]
    assert "You have declined" in client.get(address).text
    assert client.get(f"{address}/decline").status_code == 303


def test_an_invitation_that_is_over_says_so_and_has_no_form(client, scene, session):
    row = scene.invite("ada@people.example")
    row.expires_at = scene.now - timedelta(days=1)
    session.commit()

    page = client.get(f"/invitations/{scene.token('ada@people.example')}").text

    assert "This invitation is over" in page
    assert 'type="password"' not in page


@pytest.mark.parametrize("number", [3, 120])
def test_the_list_is_whole_with_few_and_with_many(client, scene, session, sign_in, number):
    for n in range(number):
        scene.invite(f"p{n:03}@people.example", name=f"Person {n:03}")
    address = as_secretary(client, scene, session, sign_in)

    found, start = [], 0
    while True:
        page = client.get(f"{address}?from={start}").text
        found += [n for n in range(number) if f"Person {n:03}" in page]
        if "Next page" not in page:
            break
        start += 50
    assert found == list(range(number))
    assert client.get(f"{address}?from=x").status_code == 200


def test_a_name_of_the_pool_fills_the_form(client, scene, session, make, sign_in):
    scene.invite("ada@people.example")
    stranger = make.person("Never Asked")
    known = make.person("Ada Known", email="ada@people.example")
    address = as_secretary(client, scene, session, sign_in)

    assert "Ada Known" in client.get(f"{address}/invite?person={known.id}").text
    assert "Never Asked" not in client.get(f"{address}/invite?person={stranger.id}").text
    assert client.get(f"{address}/invite?person=x").status_code == 200
