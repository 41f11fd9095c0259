"""The public pages of the call, and those on which the secretariat gives roles."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.db.editions import Grant
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def office(client, make, edition, sign_in):
    """A browser of the secretariat."""
    return sign_in(client, make.grant(Role.SECRETARIAT))


def at(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}", *parts])


def call(edition, *parts):
    return "/".join([f"/call/{edition.row.slug}", *parts])


# ---- the call


def test_home_leads_to_the_call(client, edition):
    page = client.get("/")

    assert page.status_code == 200
    assert call(edition) in page.text


def test_home_without_an_edition_says_what_will_come(client):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["ANSO S&amp;T Cooperation Prize", "Nominations close", "Outstanding Women Award"]),
        ("zh", ["ANSO 促进发展科技合作奖", "提名截止", "杰出女性奖"]),
    ],
)
def test_the_call_speaks_both_languages(client, edition, language, words):
    page = client.get(call(edition), query_string={"lang": language})

    assert page.status_code == 200
    assert [w for w in words if w not in page.text] == []
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}"' in page.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The nominee is a woman", "§ 3 (3)", "Effect on development"]),
        ("zh", ["被提名人为女性", "§ 3 (3)", "发展成效"]),
    ],
)
def test_a_category_speaks_both_languages(client, edition, language, words):
    page = client.get(call(edition, "outstanding-women"), query_string={"lang": language})

    assert page.status_code == 200
    assert [w for w in words if w not in page.text] == []


def test_every_category_has_its_page(client, edition):
    answers = {
        (key, language): client.get(call(edition, key), query_string={"lang": language}).status_code
        for key in edition.plan.categories
        for language in ("en", "zh")
    }

    assert len(answers) == 14
    assert set(answers.values()) == {200}


def test_another_language_than_the_two_is_english(client, edition):
    assert "Nominations close" in client.get(call(edition), query_string={"lang": "xx"}).text


@pytest.mark.parametrize("path", ["/call/nothing", "/call/nothing/youth-leader"])
def test_a_call_that_is_not_there_is_not_found(client, edition, path):
    assert client.get(path).status_code == 404
    assert client.get(call(edition, "no-category")).status_code == 404


# ---- the plan


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_plan_is_shown_in_words_and_as_a_drawing(office, edition, language):
    words = {"lang": language}

    assert office.get(at(edition, "plan"), query_string=words).status_code == 200
    drawing = office.get(at(edition, "plan", "standard.svg"), query_string=words)
    assert (drawing.status_code, drawing.mimetype) == (200, "image/svg+xml")


def test_the_plan_can_be_taken_away_as_it_was_published(office, edition):
    source = office.get(at(edition, "plan.toml"))

    assert source.mimetype == "text/plain"
    assert tomllib.loads(source.text)["prize"]["code"] == "ANSO"


def test_a_workflow_that_is_not_there_is_not_found(office, edition):
    assert office.get(at(edition, "plan", "nothing.svg")).status_code == 404


@pytest.mark.parametrize("path", ["plan", "plan.toml", "plan/standard.svg", "people"])
def test_pages_of_an_edition_do_not_exist_for_somebody_without_a_role(
    client, make, edition, sign_in, path
):
    sign_in(client, make.person())

    assert client.get(at(edition, path)).status_code == 404


# ---- people


def test_the_secretariat_gives_a_role_and_takes_it_back(office, session, make, edition):
    person = make.person("Ngozi Obi")

    given = office.post(
        at(edition, "people"), data={"email": person.email, "role": "reviewer", "category_key": ""}
    )
    page = office.get(at(edition, "people"))
    [grant] = session.scalars(select(Grant).where(Grant.person_id == person.id))
    taken = office.post(at(edition, "people", str(grant.id), "revoke"))

    assert (given.status_code, taken.status_code) == (303, 303)
    assert "Ngozi Obi" in page.text
    assert session.scalars(select(Grant).where(Grant.person_id == person.id)).all() == []


def test_an_unknown_address_is_refused_beside_its_field_and_kept(office, edition):
    answer = office.post(
        at(edition, "people"),
        data={"email": "nobody@people.example", "role": "chair", "category_key": "youth-leader"},
    )

    assert answer.status_code == 422
    assert "There is no account with this" in answer.text
    assert "nobody@people.example" in answer.text


@pytest.mark.parametrize("role", ["system", "nominator", "nothing"])
def test_only_roles_that_can_be_given_are_given(office, session, make, edition, role):
    person = make.person()

    answer = office.post(
        at(edition, "people"), data={"email": person.email, "role": role, "category_key": ""}
    )

    assert answer.status_code == 422
    assert session.scalars(select(Grant).where(Grant.person_id == person.id)).all() == []


def test_the_last_secretary_stays_and_the_page_says_why(office, session, edition):
    [grant] = session.scalars(select(Grant))

    answer = office.post(at(edition, "people", str(grant.id), "revoke"))

    assert answer.status_code == 422
    assert "at least one person of the secretariat" in answer.text


def test_the_list_of_people_takes_as_many_statements_for_three_as_for_one(
    office, make, edition, statements
):
    with statements() as one:
        office.get(at(edition, "people"))
    for _ in range(3):
        make.grant(Role.REVIEWER)
    with statements() as three:
        office.get(at(edition, "people"))

    assert len(three) == len(one)


# ---- the clock


def test_the_secretariat_moves_the_clock(office, session, make, edition):
    to = (make.now + timedelta(days=10)).strftime("%Y-%m-%dT%H:%M")

    answer = office.post(at(edition, "clock"), data={"to": to})

    assert (answer.status_code, answer.location) == (303, at(edition))
    session.refresh(edition.row)
    assert edition.row.clock_shift_seconds > 9 * 24 * 3600


@pytest.mark.parametrize("to", ["", "tomorrow", "2027-13-01T00:00", "9999-12-31T23:59"])
def test_a_day_that_is_none_moves_nothing(office, session, edition, to):
    answer = office.post(at(edition, "clock"), data={"to": to})

    assert answer.status_code in (303, 422)
    session.refresh(edition.row)
    assert edition.row.clock_shift_seconds == 0


def test_who_is_not_of_the_secretariat_finds_no_clock(client, make, edition, sign_in):
    sign_in(client, make.grant(Role.CHAIR))

    assert client.post(at(edition, "clock"), data={"to": "2030-01-01T00:00"}).status_code == 404
