"""Conditions that look into registers: exact lines decide, lines that look alike leave it open."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflows.shipped import PLAN, case
from tests.workflows.test_conditions import FAILS, HOLDS, UNKNOWN, ask
from workflows.conditions import (
    Honour,
    Input,
    Nominated,
    Nominator,
    Office,
    Organization,
    Post,
    Verdict,
)
from workflows.phrasing import LANGUAGES, evidence_sentence
from workflows.plan.evaluation import Role
from workflows.telling import Telling

NEAR = "Amina Yusufi"


@pytest.mark.parametrize(
    ("name", "original", "email", "verdict"),
    [
        ("YUSUF, Amína", "", "", FAILS),
        ("A. Other", "أمينة يوسف", "", FAILS),
        ("A. Other", "", "AMINA@example.org", FAILS),
        (NEAR, "", "", UNKNOWN),
        ("A. Yusuf", "", "", UNKNOWN),
        ("Amina Yusupova", "", "", HOLDS),
    ],
)
def test_a_laureate_is_found_by_either_name_or_address(
    name: str, original: str, email: str, verdict: Verdict
) -> None:
    rule = {"not_laureate_before": {"other_category_years": 0}}
    honour = Honour(name, "youth-leader", 2023, original, email)

    evidence = ask(rule, laureates=(honour,), nominee_original="امينة يوسف")

    assert evidence.verdict is verdict
    line = " / ".join(filter(None, (name, original))) + ", youth-leader, 2023"
    assert evidence.facts.get("like") == (line if verdict is UNKNOWN else None)
    shown = "" if verdict is HOLDS else line
    assert evidence.inputs == (Input("line", shown, "laureates"),)


def test_a_line_that_looks_alike_but_could_not_hurt_leaves_nothing_open() -> None:
    rule = {"not_laureate_before": {"other_category_years": 4}}
    old = Honour(NEAR, "outstanding-women", 2000)

    assert ask(rule, laureates=(old,)).verdict is HOLDS


@pytest.mark.parametrize(
    ("last_year", "rest", "verdict"),
    [
        (None, 0, FAILS),
        (2025, 0, HOLDS),
        (2025, 1, HOLDS),
        (2025, 2, FAILS),
        (2024, 2, HOLDS),
        (2029, 2, HOLDS),
    ],
)
def test_who_held_an_office_rests(last_year: int | None, rest: int, verdict: Verdict) -> None:
    rule = {"not_office_holder": {"rest_years": rest}}
    office = Office("Amina Yusuf", "", "board", last_year=last_year)

    assert ask(rule, offices=(office,)).verdict is verdict


def test_a_reviewer_holds_no_office_that_keeps_from_being_nominated() -> None:
    assert ask("not_office_holder", offices=(Office("Amina Yusuf", "", "reviewer"),)).verdict is (
        HOLDS
    )


@pytest.mark.parametrize(
    ("office", "positive", "negative"),
    [
        (Office("Wei LI", "", "board"), HOLDS, FAILS),
        (Office("Somebody", "LI@example.org", "board"), HOLDS, FAILS),
        (Office("Wei LI", "", "chair"), FAILS, HOLDS),
        (Office("Wei LI", "", "board", last_year=2025), FAILS, HOLDS),
        (Office("Li Weiwei", "", "board"), FAILS, HOLDS),
        (Office("W. Li Ming", "", "board"), UNKNOWN, UNKNOWN),
    ],
)
def test_offices_of_the_nominator(office: Office, positive: Verdict, negative: Verdict) -> None:
    given = {"offices": (office,), "nominator": Nominator("Li Wei Ming", "li@example.org")}
    if office.name != "W. Li Ming":
        given["nominator"] = Nominator("Li Wei", "li@example.org")

    is_in = ask({"nominator_in_office": {"posts": ["board"]}}, **given)
    is_out = ask({"nominator_not_in_office": {"posts": ["board"]}}, **given)

    assert (is_in.verdict, is_out.verdict) == (positive, negative)


def test_a_nominator_without_a_name_is_not_known_in_any_register() -> None:
    nobody = Nominator()
    for rule in (
        {"nominator_in_office": {"posts": ["board"]}},
        {"nominator_not_in_office": {"posts": ["board"]}},
        "nominator_is_laureate",
        "nominator_of_member",
        {"body_within_quota": {"nominations": 1}},
    ):
        assert ask(rule, nominator=nobody).verdict is UNKNOWN


def test_posts_are_roles() -> None:
    assert {post.value for post in Post} <= {role.value for role in Role}


@pytest.mark.parametrize(
    ("authors", "verdict"),
    [
        (["Abebe Bekele", "Jane Otieno"], HOLDS),
        (["Abebe Bekele", "Chen Jing"], FAILS),
        (["Abebe Bekele", "Jing Chen"], FAILS),
        (["Abebe Bekelle", "Sara Alamy"], UNKNOWN),
        (["Abebe Bekele", ""], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_no_letter_by_who_judges(authors: list[str], verdict: Verdict) -> None:
    rule = {"no_row_by_office": {"rows": "letters", "person": "author", "posts": ["chair"]}}
    offices = (Office("Chen Jing", "", "chair"), Office("Sara Alami", "", "chair"))
    rows = [{"author": author} for author in authors]

    assert ask(rule, offices=offices, answers={"letters": rows}).verdict is verdict


@pytest.mark.parametrize(
    ("authors", "verdict", "person"),
    [
        (["Abebe Bekele", "Jane Otieno"], HOLDS, ""),
        (["Yusuf Amina", "Jane Otieno"], FAILS, "Yusuf Amina"),
        (["Jane Otieno", "Wei Li"], FAILS, "Wei Li"),
        ([NEAR, "Jane Otieno"], UNKNOWN, ""),
        (["", "Jane Otieno"], UNKNOWN, ""),
        ([], UNKNOWN, ""),
    ],
)
def test_letters_are_by_others(authors: list[str], verdict: Verdict, person: str) -> None:
    rule = {"rows_by_others": {"rows": "letters", "person": "author"}}

    evidence = ask(rule, answers={"letters": [{"author": author} for author in authors]})

    assert (evidence.verdict, evidence.facts["person"]) == (verdict, person)


SOIL = Organization("Institute of Soil", country="CN", kind="academy", original_name="土壤研究所")


@pytest.mark.parametrize(
    ("nominee", "original", "line", "active", "member"),
    [
        ("The Institute of Soil", "", SOIL, HOLDS, FAILS),
        ("Soil Institute", "", Organization("Institute of Soil", is_member=True), HOLDS, HOLDS),
        ("Some Other Name", "土壤研究所", SOIL, HOLDS, FAILS),
        ("Institute of Soil", "", Organization("Institute of Soil", is_active=False), FAILS, FAILS),
        ("Institute of Soil Science", "", SOIL, UNKNOWN, UNKNOWN),
        ("Institute of Water", "", SOIL, UNKNOWN, UNKNOWN),
        ("", "", SOIL, UNKNOWN, UNKNOWN),
    ],
)
def test_the_register_of_organizations(
    nominee: str, original: str, line: Organization, active: Verdict, member: Verdict
) -> None:
    given = {"nominee": nominee, "nominee_original": original, "organizations": (line,)}

    assert ask("organization_active", **given).verdict is active
    assert ask("organization_is_member", **given).verdict is member


def test_an_institution_of_a_person_is_looked_up_by_its_field() -> None:
    rule = {"organization_active": {"institution": "institution"}}
    given = {"organizations": (SOIL,), "answers": {"institution": "INSTITUTE OF SOIL"}}

    evidence = ask(rule, **given)

    assert evidence.verdict is HOLDS
    assert evidence.inputs == (
        Input("institution", "INSTITUTE OF SOIL", "field"),
        Input("line", "Institute of Soil / 土壤研究所, CN, academy, active", "organizations"),
    )
    assert ask(rule, organizations=(SOIL,)).verdict is UNKNOWN


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Organization("Institute of Soil", is_member=True), HOLDS),
        (SOIL, FAILS),
        (Organization("Institute of Soils", is_member=True), UNKNOWN),
        (Organization("Institute of Water", is_member=True), UNKNOWN),
    ],
)
def test_nominator_of_member(line: Organization, verdict: Verdict) -> None:
    nominator = Nominator("Li Wei", institution="Institute of Soil")
    if line.name == "Institute of Soils":
        nominator = Nominator("Li Wei", institution="Inst. of Soils")

    given = {"organizations": (line,), "nominator": nominator}

    assert ask("nominator_of_member", **given).verdict is verdict


@pytest.mark.parametrize(
    ("institution", "verdict"),
    [("Institute of Soil", HOLDS), ("Soil Ltd", FAILS), ("Unknown Institute", UNKNOWN),
     ("Nameless College", UNKNOWN), ("", UNKNOWN)],
)  # fmt: skip
def test_institution_of_kind(institution: str, verdict: Verdict) -> None:
    rule = {"institution_of_kind": {"institution": "institution", "kinds": ["academy"]}}
    register = (SOIL, Organization("Soil Ltd", kind="company"), Organization("Nameless College"))

    assert ask(rule, organizations=register, answers={"institution": institution}).verdict is (
        verdict
    )


@pytest.mark.parametrize(
    ("institution", "verdict"),
    [("Federation of Overseas Chinese", FAILS), ("University of Nairobi", HOLDS),
     ("Fed. of Overseas Chinese", UNKNOWN), ("", UNKNOWN)],
)  # fmt: skip
def test_not_employed_at(institution: str, verdict: Verdict) -> None:
    bodies = ["the Federation of Overseas Chinese", "Office of the Prize"]
    rule = {"not_employed_at": {"institution": "institution", "bodies": bodies}}

    assert ask(rule, answers={"institution": institution}).verdict is verdict


@pytest.mark.parametrize(
    ("institution", "verdict"),
    [("Institute of Soil", FAILS), ("University of Nairobi", HOLDS),
     ("Inst. of Soil", UNKNOWN), ("", UNKNOWN)],
)  # fmt: skip
def test_not_own_staff(institution: str, verdict: Verdict) -> None:
    rule = {"not_own_staff": {"institution": "institution"}}

    assert ask(rule, answers={"institution": institution}).verdict is verdict


@pytest.mark.parametrize(("count", "verdict"), [(1, HOLDS), (2, HOLDS), (3, FAILS)])
def test_body_within_quota(count: int, verdict: Verdict) -> None:
    rule = {"body_within_quota": {"nominations": 2}}

    assert ask(rule, nominations_of_body=count).verdict is verdict


@pytest.mark.parametrize(
    ("honours", "verdict"),
    [([Honour("Wei Li", "x", 2001)], HOLDS), ([], FAILS), ([Honour("L. Wei", "x", 1)], UNKNOWN)],
)
def test_nominator_is_laureate(honours: list[Honour], verdict: Verdict) -> None:
    assert ask("nominator_is_laureate", laureates=tuple(honours)).verdict is verdict


def kept(name: str, year: int, **more: Any) -> Nominated:
    """A nomination that was carried over."""
    given: dict[str, Any] = {"category": "youth-leader", "is_kept": True} | more
    return Nominated(name, year=year, **given)


@pytest.mark.parametrize(
    ("lines", "verdict", "edition"),
    [
        ([], HOLDS, 1),
        ([kept("Amina Yusuf", 2025)], HOLDS, 2),
        ([kept("Amina Yusuf", 2025), kept("Amina Yusuf", 2025)], HOLDS, 2),
        ([kept("Amina Yusuf", 2025), kept("Amina Yusuf", 2023)], FAILS, 3),
        ([kept("Amina Yusuf", 2025), kept(NEAR, 2023)], UNKNOWN, 2),
        ([kept(NEAR, 2025)], HOLDS, 1),
        ([kept("Amina Yusuf", 2025), kept("Amina Yusuf", 2023, is_kept=False)], HOLDS, 2),
        ([kept("Amina Yusuf", 2025), kept("Amina Yusuf", 2023, category="x")], HOLDS, 2),
        ([kept("Amina Yusuf", 2025), kept("Amina Yusuf", 2027)], HOLDS, 2),
    ],
)
def test_valid_for_editions(lines: list[Nominated], verdict: Verdict, edition: int) -> None:
    evidence = ask({"valid_for_editions": {"editions": 2}}, nominated=tuple(lines))

    assert (evidence.verdict, evidence.facts["edition"]) == (verdict, edition)


@pytest.mark.parametrize(
    ("line", "update", "verdict"),
    [
        (None, "", HOLDS),
        (kept("Amina Yusuf", 2025, is_kept=False), "", UNKNOWN),
        (kept("Amina Yusuf", 2025), "   ", UNKNOWN),
        (kept(NEAR, 2025), "", UNKNOWN),
        (kept("Amina Yusuf", 2025), "A second network.", HOLDS),
        (kept("Amina Yusuf", 2027), "", HOLDS),
    ],
)
def test_renewed_when_nominated_before(line: Any, update: str, verdict: Verdict) -> None:
    rule = {"renewed_when_nominated_before": {"update": "statement"}}
    given = {"nominated": (line,) if line else (), "answers": {"statement": update}}

    assert ask(rule, **given).verdict is verdict


@pytest.mark.parametrize(
    ("lines", "verdict", "count"),
    [
        ([], HOLDS, 1),
        ([kept("Amina Yusuf", 2027)], HOLDS, 1),
        ([kept("Amina Yusuf", 2025, category="x")], HOLDS, 1),
        ([kept("Amina Yusuf", 2027, category="x")], FAILS, 2),
        ([kept(NEAR, 2027, category="x")], UNKNOWN, 1),
    ],
)
def test_in_categories_at_most(lines: list[Nominated], verdict: Verdict, count: int) -> None:
    evidence = ask({"in_categories_at_most": {"categories": 1}}, nominated=tuple(lines))

    assert (evidence.verdict, evidence.facts["count"]) == (verdict, count)


def test_a_likeness_is_said_with_its_line_and_the_plans_words() -> None:
    rule = {"not_laureate_before": {"other_category_years": 0}}
    evidence = ask(rule, laureates=(Honour(NEAR, "youth-leader", 2023),))

    said = {
        language: evidence_sentence(
            evidence, language, Telling(PLAN, "youth-leader", language).line
        )
        for language in LANGUAGES
    }

    assert said["en"].startswith(f"“{NEAR}, Youth Leader Award, 2023” in the register of laureates")
    assert said["zh"].startswith(f"获奖者名录中的“{NEAR}, 青年领袖奖, 2023”")


def test_an_office_in_the_register_is_told_by_what_people_call_it() -> None:
    evidence = ask("not_office_holder", offices=(Office("Amina Yusuf", "", "deputy"),))
    telling = Telling(PLAN, "youth-leader", "en")

    (told,) = telling.inputs(evidence)

    assert (told.name, told.value, told.source) == (
        "Line of the register",
        "Amina Yusuf, deputy chair",
        "register of committee, board and staff",
    )
    assert "(deputy chair)" in evidence_sentence(evidence, "en")


def test_a_case_without_registers_asks_nobody_to_prove_a_no() -> None:
    assert case().laureates == case().offices == case().organizations == case().nominated == ()
