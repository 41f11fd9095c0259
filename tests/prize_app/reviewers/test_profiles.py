"""Profiles: kept whole, bodies recognized, near names asked for, nothing lost on bad input."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from prize_app.db.editions import RegisteredOrganization
from prize_app.db.people import Affiliation, ReviewerProfile
from prize_app.reviewers.profiles import Body, recognized
from workflows.plan.evaluation import Role


@pytest.fixture
def academy(make, session):
    """A body of the register, and a reviewer who is signed in nowhere yet."""
    make.edition()
    body = RegisteredOrganization(name="Academy of Dry Lands", country="KE")
    session.add(body)
    session.flush()
    return body


def sent(*work, **told):
    """The form as a browser sends it."""
    data = {"themes": ["water"], "keywords": "wells", "languages": ["en", "sw"], "country": "KE"}
    for number, row in enumerate(work):
        data |= {f"work-{number}-{key}": value for key, value in row.items()}
    return {**data, **told}


def row(name, body="", **told):
    return {"name": name, "country": "", "began_on": "", "ended_on": "", "body": body, **told}


def test_what_is_told_is_kept_and_the_body_recognized(client, session, make, sign_in, academy):
    person = make.grant(Role.REVIEWER)
    session.commit()
    sign_in(client, person)

    answer = client.post(
        "/profile",
        data=sent(
            row("The Academy of Dry Lands", country="KE", began_on="2019-09-01"),
            row("Kiln & Sons", ended_on="2019-08-31"),
            row(""),
            keywords="wells\n\n  dry  farming \nwells",
        ),
    )

    assert answer.status_code == 303
    profile = session.get_one(ReviewerProfile, person.id)
    assert (profile.keywords, profile.languages) == (["wells", "dry farming"], ["en", "sw"])
    work = session.scalars(select(Affiliation).order_by(Affiliation.name)).all()
    assert [(w.name, w.organization_id, w.began_on, w.ended_on) for w in work] == [
        ("Kiln & Sons", None, None, date(2019, 8, 31)),
        ("The Academy of Dry Lands", academy.id, date(2019, 9, 1), None),
    ]


def test_a_name_that_is_only_near_is_asked_about(client, session, make, sign_in, academy):
    person = make.grant(Role.REVIEWER)
    session.commit()
    sign_in(client, person)
    near = "Academy of Dry Land"

    asked = client.post("/profile", data=sent(row(near), keywords="my own words"))
    nothing = session.scalars(select(Affiliation)).all()
    other = client.post("/profile", data=sent(row(near, body="none")))
    first = session.scalars(select(Affiliation.organization_id)).all()
    client.post("/profile", data=sent(row(near, body=str(academy.id))))
    second = session.scalars(select(Affiliation.organization_id)).all()

    assert asked.status_code == 422
    assert "Is it one of these?" in asked.text
    assert "Academy of Dry Lands" in asked.text
    assert "my own words" in asked.text
    assert (nothing, other.status_code, first, second) == ([], 303, [None], [academy.id])


def test_a_body_that_was_not_offered_cannot_be_chosen(client, session, make, sign_in, academy):
    stranger = RegisteredOrganization(name="Institute of Ice", country="IS")
    session.add(stranger)
    person = make.grant(Role.REVIEWER)
    session.commit()
    sign_in(client, person)

    client.post("/profile", data=sent(row("Kiln & Sons", body=str(stranger.id))))

    assert session.scalars(select(Affiliation.organization_id)).all() == [None]


def test_a_row_can_be_added_without_a_script_and_nothing_is_lost(
    client, session, make, sign_in, academy
):
    person = make.grant(Role.REVIEWER)
    session.commit()
    sign_in(client, person)

    answer = client.post("/profile", data=sent(row("First Institute"), then="add-row"))

    assert answer.status_code == 200
    assert 'name="work-1-name"' in answer.text
    assert "First Institute" in answer.text
    assert "wells" in answer.text
    assert session.scalars(select(Affiliation)).all() == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"work": row("A", began_on="2020-02-30")}, "2020-02-30"),
        (
            {"work": row("A", began_on="2020-01-02", ended_on="2020-01-01")},
            "Until: A: this is before the day",
        ),
        ({"keywords": "\n".join(f"word {n}" for n in range(31))}, "at most 30"),
        ({"keywords": "x" * 81}, "at most 80 characters"),
        ({"languages": ["xx"]}, "not a valid choice"),
        ({"country": "XX"}, "Not a valid choice"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(
    client, session, make, sign_in, academy, told, said
):
    person = make.grant(Role.REVIEWER)
    session.commit()
    sign_in(client, person)
    work = told.pop("work", row("Kept Institute"))

    answer = client.post("/profile", data=sent(work, row("Second Kept"), **told))

    assert answer.status_code == 422
    assert said in answer.text
    assert "Second Kept" in answer.text
    assert session.scalars(select(Affiliation)).all() == []


def test_a_country_that_is_given_must_agree():
    name = "National Academy of Sciences"
    here, there = (Body(UUID(int=n), name, code, (name,)) for n, code in ((1, "KE"), (2, "PE")))

    assert recognized(name, "PE", [here, there]) == ([there], [])
    assert recognized(name, "", [here, there]) == ([here, there], [])
