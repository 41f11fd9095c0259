"""Lists of reviewers: tried before they are taken, whole or not at all, in many spellings."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import func, select

from prize_app.db.editions import Grant
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation
from prize_app.reviewers.exporting import export_list
from prize_app.reviewers.importing import take_list, try_list
from prize_app.reviewers.tables import decoded, read_lines
from workflows.errors import RuleBroken, UnusableInput
from workflows.plan.evaluation import Role

WHOLE = (
    "name,email,institution,country,themes,keywords,languages,categories,capacity\n"
    "Ada Guest,Ada@People.example,Institute,Kenya,"
    '"Water Resource and Water Security|energy",wells|pumps,English|sw,youth-leader,3\n'
)


def invited(session):
    return session.scalar(select(func.count()).select_from(Invitation))


def effects(scene, session, text):
    found = try_list(session, scene.edition, text, at=scene.now)
    return [(str(one.effect), list(one.line.faults)) for one in found]


def test_a_line_is_read_by_names_or_keys(scene):
    (line,) = read_lines(WHOLE, scene.edition.plan)

    assert (line.email, line.country, line.themes, line.keywords) == (
        "ada@people.example", "KE", ("water", "energy"), ("wells", "pumps"),
    )  # fmt: skip
    assert (line.languages, line.categories, line.capacity) == (("en", "sw"), ("youth-leader",), 3)
    assert line.faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffname,email\r\nAda,a@people.example\r\n",
        "name;email\nAda;a@people.example",
        "Name\tE-MAIL".replace("E-MAIL", "EMAIL") + "\nAda\ta@people.example\n\n\n",
    ],
)
def test_marks_semicolons_tabs_and_empty_lines_do_not_matter(scene, session, text):
    assert effects(scene, session, text) == [("invite", [])]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Ada,", "email is empty"),
        (",a@people.example", "name is empty"),
        ("Ada,no address", "“no address” is no e-mail address"),
        ("Ada,a@people.example,Atlantis", "“Atlantis” is no country that we know"),
        ("Ada,a@people.example,KE,alchemy", "“alchemy” is no theme here"),
        ("Ada,a@people.example,KE,water,0", "capacity is “0”: expected a number from 1 to 16"),
        ("Ada,a@people.example,KE,water,٣", "capacity is “٣”: expected a number from 1 to 16"),
        ("Ada,a@people.example,KE,water,3,more", "there are more cells than columns"),
        (f"{'x' * 201},a@people.example", "name is longer than 200 characters"),
    ],
)
def test_a_fault_is_said_beside_its_line(scene, session, line, fault):
    text = f"name,email,country,themes,capacity\nFine,fine@people.example\n{line}\n"

    assert effects(scene, session, text) == [("invite", []), ("faulty", [fault])]


def test_the_same_address_twice_is_a_fault_of_the_second(scene, session):
    text = "name,email\nAda,a@people.example\nBea,A@PEOPLE.example\n"

    assert effects(scene, session, text) == [
        ("invite", []), ("faulty", ["the same address as in line 2"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "x", "name,mail\nA,b", "name,email,name\n", "name,email,shoe size\n"]
)
def test_a_heading_that_is_not_understood_is_said(scene, text):
    with pytest.raises(UnusableInput):
        read_lines(text, scene.edition.plan)


def test_a_file_is_read_as_spreadsheets_write_it():
    assert decoded("ñ".encode("utf-8-sig")) == "ñ"
    assert decoded("ñ".encode("utf-16")) == "ñ"
    with pytest.raises(UnusableInput):
        decoded("ñ".encode("latin-1"))


def test_known_people_are_told_apart(scene, session, make):
    reviewer = make.grant(Role.REVIEWER, edition=scene.edition)
    scene.invite("open@people.example")
    text = f"name,email\nA,{reviewer.email}\nB,open@people.example\nC,new@people.example\n"

    assert [e for e, _ in effects(scene, session, text)] == ["reviews", "waits", "invite"]
    assert take_list(session, scene.secretary, scene.slug, text, now=scene.now) == 1
    assert invited(session) == 2


def test_a_list_with_one_fault_takes_nothing(scene, session):
    text = "name,email\nAda,a@people.example\nBea,nothing\n"

    with pytest.raises(RuleBroken):
        take_list(session, scene.secretary, scene.slug, text, now=scene.now)

    assert invited(session) == 0


def test_trying_writes_nothing_and_taking_what_was_shown_invites(client, scene, session, sign_in):
    sign_in(client, session.get_one(Person, scene.secretary.id))
    session.commit()
    address = f"/editions/{scene.slug}/reviewers/import"

    shown = client.post(address, data={"text": WHOLE, "message": "Welcome."})
    before = invited(session)
    taken = client.post(f"{address}/take", data={"text": WHOLE, "message": "Welcome."})

    assert (shown.status_code, before, taken.status_code) == (200, 0, 303)
    assert "Ada Guest" in shown.text
    assert "Is invited" in shown.text
    (row,) = session.scalars(select(Invitation))
    assert (row.message, row.categories, row.details["capacity"]) == (
        "Welcome.", ["youth-leader"], 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "=2+5", "{{ 7*7 }}", "ليلى\u202e"]
)
def test_hostile_words_are_shown_as_words(client, scene, session, sign_in, hostile):
    sign_in(client, session.get_one(Person, scene.secretary.id))
    session.commit()

    answer = client.post(
        f"/editions/{scene.slug}/reviewers/import",
        data={"text": f"name,email\n{hostile},a@people.example\n"},
    )

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert ">49<" not in answer.text


def test_what_is_exported_can_be_imported_and_does_not_act(scene, session, make):
    make.grant(
        Role.REVIEWER,
        make.person("=cmd|' /C calc'!A0", themes=["water"]),
        edition=scene.edition,
        category="youth-leader",
    )
    scene.invite("b@people.example", name="Bea", details={"keywords": ["wells"], "capacity": 4})

    content = export_list(session, scene.edition).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    lines = read_lines(content, scene.edition.plan)

    assert [row[0] for row in rows[1:]] == ["'=cmd|' /C calc'!A0", "Bea"]
    assert [line.name for line in lines] == ["=cmd|' /C calc'!A0", "Bea"]
    assert [line.faults for line in lines] == [(), ()]
    assert [(line.categories, line.capacity) for line in lines] == [
        (("youth-leader",), None), ((), 4),
    ]  # fmt: skip
    assert session.scalar(select(func.count()).select_from(Grant)) == 2


def test_lines_have_the_numbers_of_the_file(scene):
    text = 'name,email\n\n"Ada\nGuest",a@people.example\n\nBea,b@people.example\n'

    assert [line.number for line in read_lines(text, scene.edition.plan)] == [3, 6]


@pytest.fixture
def load(client, scene, session, sign_in):
    """Load a list on the page: a file's content, or what is pasted."""
    sign_in(client, session.get_one(Person, scene.secretary.id))
    session.commit()

    def loaded(content: bytes | None = None, text: str = ""):
        file = {"file": (io.BytesIO(content), "people.csv")} if content is not None else {}
        return client.post(f"/editions/{scene.slug}/reviewers/import", data={"text": text, **file})

    return loaded


def fault_of(page, field):
    found = re.search(rf'id="{field}-error">.*?</svg><span>.*?</span>(.*?)</span>', page, re.DOTALL)
    return found and found[1]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff", "The list: it is not in UTF-8."),
        (b"name,email\n" + b"A,a@people.example\n" * 1001, "The list: it has more than 1,000"),
        (b"name,email\n" + b"A" * 400_001, "The list: it has more than 400,000 characters."),
        (b"who\nAda\n", "The first line: there is no column name, email."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_the_file(load, content, fault):
    answer = load(content)

    assert answer.status_code == 422
    assert fault_of(answer.text, "file").startswith(fault)
    assert fault_of(answer.text, "text") is None


def test_what_is_wrong_with_a_pasted_list_is_said_beside_it(load):
    answer = load(text="who\nAda\n")

    assert fault_of(answer.text, "text").startswith("The first line")
    assert fault_of(answer.text, "file") is None


def test_nothing_at_all_is_asked_for_once_more(load):
    answer = load()

    assert answer.status_code == 422
    assert fault_of(answer.text, "file") == "Please choose a file, or paste the list."


def test_lines_with_faults_stand_first(load):
    answer = load(text="name,email\nAda,a@people.example\nBea,nowhere\nCyd,c@people.example\n")

    assert [answer.text.index(name) for name in ("Bea", "Ada", "Cyd")] == sorted(
        answer.text.index(name) for name in ("Ada", "Bea", "Cyd")
    )
