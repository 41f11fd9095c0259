"""Registers filled from tables: renewed, not doubled; a line that does not do is named."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.editions import EarlierLaureate, RegisteredOrganization
from prize_app.editions.registering import register_laureates, register_organizations
from workflows.errors import UnusableInput


def organizations(session):
    rows = session.scalars(select(RegisteredOrganization).order_by(RegisteredOrganization.name))
    return [(o.name, o.country, o.kind, o.is_active, o.is_member) for o in rows]


def test_organizations_are_taken_in_and_renewed(session):
    first = (
        "\ufeffname,country,kind,active,member\n"
        "Soil Institute,ke,academy,,yes\n"
        '"Water, Ltd",,,no,\n'
    )

    assert register_organizations(session, first) == 2
    assert register_organizations(session, "name,country,active\nSoil Institute,KE,no\n") == 1

    assert organizations(session) == [
        ("Soil Institute", "KE", "", False, False),
        ("Water, Ltd", "", "", False, False),
    ]


def test_laureates_are_taken_in_once(session):
    table = "name,original_name,category,year\nAmina Haddad,أمينة حداد,youth-leader,2023\n"

    assert register_laureates(session, table) == register_laureates(session, table) == 1

    (line,) = session.scalars(select(EarlierLaureate))
    assert (line.name, line.original_name, line.category_key, line.year) == (
        "Amina Haddad",
        "أمينة حداد",
        "youth-leader",
        2023,
    )


@pytest.mark.parametrize(
    ("register", "table", "said"),
    [
        (register_organizations, "country\nKE\n", "line 1: there is no column name"),
        (register_organizations, "", "line 1: there is no column name"),
        (register_organizations, "name,active\nSoil,maybe\n", "line 2: active is 'maybe'"),
        (register_organizations, "name,country\nSoil,Kenya\n", "line 2: 'KENYA' is no country"),
        (register_organizations, "name,country\n  ,KE\n", "line 2: name is empty"),
        (register_laureates, "name,category,year\nA,x,last\n", "line 2: 'last' is no year"),
    ],
)
def test_a_line_that_does_not_do_is_named(session, register, table, said):
    with pytest.raises(UnusableInput) as unusable:
        register(session, table)

    assert str(unusable.value).startswith(said)


def parents(session):
    rows = {row.id: row for row in session.scalars(select(RegisteredOrganization))}
    return {row.name: rows[row.parent_id].name if row.parent_id else "" for row in rows.values()}


def test_organizations_learn_what_they_are_part_of(session):
    text = "name,country,parent\nSoil,KE,Academy\nAcademy,KE,\nClouds,KE,Soil (KE)\n"

    assert register_organizations(session, text) == 3
    assert parents(session) == {"Soil": "Academy", "Academy": "", "Clouds": "Soil"}

    register_organizations(session, "name,country\nSoil,KE\n")
    assert parents(session)["Soil"] == "Academy"
    register_organizations(session, "name,country,parent\nSoil,KE,\n")
    assert parents(session)["Soil"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,parent\nA,B\nB,A\n", "line 2: 'A' would be part of itself"),
        ("name,parent\nA,A\n", "line 2: 'A' would be part of itself"),
        ("name,parent\nA,Nowhere\n", "line 2: no organization of the name 'Nowhere'"),
        ("name,country,parent\nT,KE,\nT,NP,\nA,KE,T\n", "line 4: more than one of the name 'T'"),
    ],
)
def test_a_parent_that_cannot_be_is_refused_with_its_line(session, text, said):
    with pytest.raises(UnusableInput) as refused:
        register_organizations(session, text)

    assert said in str(refused.value)
