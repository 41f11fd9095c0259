"""Pages of accounts: what a stranger learns, what a session is worth, where one is led."""

from __future__ import annotations

import re

import pytest
from flask import session as kept_session
from sqlalchemy import select

from prize_app.db.notices import Notice
from prize_app.db.people import Person
from tests.factories import PASSWORD

FORM = {
    "name": "Amina Haddad",
    "email": "amina@people.example",
    "institution": "Water Institute of Sfax",
    "country": "TN",
    "password": PASSWORD,
}
WRONG = "another sentence that is as long"


def link_in_letter(session, kind):
    [letter] = session.scalars(select(Notice).where(Notice.kind == kind))
    return re.search(r"http://prize\.test(\S+)", letter.body)[1]


def sign_in_by_form(client, person, password=PASSWORD, address="/sign-in"):
    return client.post(address, data={"email": person.email, "password": password})


# ---- registering and confirming


def test_register_confirm_and_be_signed_in(client, session):
    sent = client.post("/register", data=FORM)
    link = link_in_letter(session, "confirm-address")
    page = client.get(link)
    opened = client.post(link)

    assert (sent.status_code, sent.location) == (303, "/register/sent")
    assert page.status_code == 200
    assert session.scalars(select(Person)).one().email_confirmed_at is not None
    assert (opened.status_code, opened.location) == (303, "/desk")
    assert client.get("/desk").status_code == 200


def test_opening_the_link_confirms_nothing_because_mail_scanners_open_links(client, session):
    client.post("/register", data=FORM)

    client.get(link_in_letter(session, "confirm-address"))

    assert session.scalars(select(Person)).one().email_confirmed_at is None


def test_a_used_link_is_refused_with_its_reason(client, session):
    client.post("/register", data=FORM)
    link = link_in_letter(session, "confirm-address")
    client.post(link)

    again = client.post(link)

    assert again.status_code == 422
    assert "This link is not valid any more" in again.text


def test_register_answers_the_same_whether_the_address_is_known(client, make):
    known = make.person()

    answers = [
        client.post("/register", data=FORM | {"email": email})
        for email in (known.email, "stranger@people.example")
    ]

    assert next((a.status_code, a.location, a.text) for a in answers) == (
        303,
        answers[1].location,
        answers[1].text,
    )


def test_forgotten_password_answers_the_same_whether_the_address_is_known(client, make):
    known = make.person()

    answers = [
        client.post("/forgotten-password", data={"email": email})
        for email in (known.email, "stranger@people.example")
    ]

    assert [(a.status_code, a.location) for a in answers] == [(303, "/register/sent")] * 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Please give your name."),
        ("name", "x" * 201, "200"),
        ("email", "no address", "This is not an e-mail address."),
        ("email", "two@people.example\nBcc: all@people.example", "not an e-mail address"),
        ("institution", "", "Please name your institution."),
        ("country", "XX", "Not a valid choice"),
        ("password", "elevenchars", "At least 12 characters"),
        ("password", "x" * 201, "At most 200 characters, please."),
    ],
)
def test_register_says_beside_the_field_what_is_wrong(client, session, field, value, words):
    answer = client.post("/register", data=FORM | {field: value})

    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Person)).all() == []


# ---- signing in


def test_sign_in_leads_to_the_desk_and_sign_out_closes_it(client, make):
    person = make.person()

    signed_in = sign_in_by_form(client, person)
    again = client.get("/sign-in")
    signed_out = client.post("/sign-out")

    assert (signed_in.status_code, signed_in.location) == (303, "/desk")
    assert (again.status_code, again.location) == (303, "/desk")
    assert (signed_out.status_code, signed_out.location) == (303, "/")
    assert client.get("/desk").location.startswith("/sign-in")


def test_a_wrong_password_is_counted_and_the_ninth_try_waits(client, make):
    person = make.person()

    answers = [sign_in_by_form(client, person, WRONG).status_code for _ in range(8)]
    ninth = sign_in_by_form(client, person)

    assert answers == [422] * 8
    assert ninth.status_code == 429
    assert "Too many tries" in ninth.text


def test_an_unconfirmed_address_does_not_sign_in(client, make):
    answer = sign_in_by_form(client, make.person(email_confirmed_at=None))

    assert answer.status_code == 422
    assert "Please confirm your address first" in answer.text


def test_an_empty_form_is_refused_beside_its_fields(client, session):
    answer = client.post("/sign-in", data={})

    assert answer.status_code == 422
    assert "Please give your password." in answer.text


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/nominations?after=1", "/nominations?after=1"),
        ("", "/desk"),
        ("https://evil.example/", "/desk"),
        ("//evil.example/", "/desk"),
        ("/\\evil.example/", "/desk"),
        ("/\t/evil.example/", "/desk"),
        ("/\n/evil.example/", "/desk"),
        ("\\\\evil.example/", "/desk"),
        ("http:evil.example", "/desk"),
        ("javascript:alert(1)", "/desk"),
        (" //evil.example", "/desk"),
    ],
)
def test_sign_in_leads_only_to_pages_of_this_site(client, make, wanted, leads_to):
    answer = client.post(
        "/sign-in",
        query_string={"next": wanted},
        data={"email": make.person().email, "password": PASSWORD},
    )

    assert (answer.status_code, answer.location) == (303, leads_to)


# ---- what a session is worth


def test_what_a_strangers_session_held_does_not_survive_signing_in(client, make):
    """A planted session must not become a signed-in one."""
    person = make.person()
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        planted["_id"] = "known to somebody else"

    with client:
        sign_in_by_form(client, person)
        assert "planted" not in kept_session
        assert kept_session["_id"] != "known to somebody else"
        assert kept_session.permanent


def test_signing_out_leaves_nothing_of_the_session(client, make, sign_in):
    sign_in(client, make.person())

    with client:
        client.post("/sign-out")
        assert set(kept_session) <= {"_flashes"}


def test_a_new_password_ends_every_open_session(app, client, session, make):
    person = make.person()
    elsewhere = app.test_client()
    sign_in_by_form(elsewhere, person)
    assert elsewhere.get("/desk").status_code == 200
    client.post("/forgotten-password", data={"email": person.email})
    link = link_in_letter(session, "new-password")

    assert client.get(link).status_code == 200
    answer = client.post(link, data={"new_password": WRONG, "repeated": WRONG})

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert elsewhere.get("/desk").location.startswith("/sign-in")
    assert sign_in_by_form(elsewhere, person).status_code == 422
    assert sign_in_by_form(elsewhere, person, WRONG).status_code == 303


def test_two_different_new_passwords_set_none(client, session, make):
    person = make.person()
    kept = person.password_hash
    client.post("/forgotten-password", data={"email": person.email})

    answer = client.post(
        link_in_letter(session, "new-password"),
        data={"new_password": WRONG, "repeated": PASSWORD},
    )

    assert answer.status_code == 422
    assert "The two passwords differ." in answer.text
    assert person.password_hash == kept


@pytest.mark.parametrize("kept", ["", "x", "not-a-uuid:0", "{id}:1", "{id}", "{id}:x", ":0"])
def test_a_session_that_does_not_fit_the_person_signs_nobody_in(client, make, kept):
    person = make.person()
    with client.session_transaction() as forged:
        forged["_user_id"] = kept.format(id=person.id)

    answer = client.get("/desk")

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_the_cookie_is_for_this_site_and_not_for_scripts(client, make):
    answer = sign_in_by_form(client, make.person())

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# ---- forged requests


def test_every_form_refuses_a_request_without_its_token(guarded_client, make, sign_in):
    """Walks all addresses that take POST, signed in: none lets a forged request through."""
    sign_in(guarded_client, make.person())
    rules = [r for r in guarded_client.application.url_map.iter_rules() if "POST" in r.methods]

    answers = {}
    for rule in rules:
        values = dict.fromkeys(rule.arguments, "00000000-0000-0000-0000-000000000000")
        with guarded_client.application.test_request_context():
            address = guarded_client.application.url_for(rule.endpoint, **values)
        answers[rule.endpoint] = guarded_client.post(address).status_code

    assert len(answers) > 15
    assert set(answers.values()) == {400}, answers


def test_a_form_that_was_opened_here_is_taken(guarded_client, make):
    page = guarded_client.get("/sign-in").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]

    answer = guarded_client.post(
        "/sign-in",
        data={"csrf_token": token, "email": make.person().email, "password": PASSWORD},
    )

    assert answer.status_code == 303
