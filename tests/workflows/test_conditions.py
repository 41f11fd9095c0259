"""Every kind of entry condition: holds, does not hold, unknown, and the boundary itself."""

from __future__ import annotations

from datetime import date as day
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.shipped import case
from workflows.conditions import (
    CONDITIONS,
    Consent,
    Evidence,
    Honour,
    Input,
    Nominator,
    Office,
    Verdict,
    evaluate,
    read_rule,
)
from workflows.plan.faults import Faults

HOLDS, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.FAILS, Verdict.UNKNOWN


def ask(rule: Any, **given: Any) -> Evidence:
    """The evidence of one condition, read as a plan writes it."""
    from_plan = rule if isinstance(rule, dict) else {rule: {}}
    faults = Faults()
    read = read_rule(from_plan, "rule", faults)
    assert faults.found == []
    _, (evidence,) = evaluate(read, case(**given))
    return evidence


FIRST = day(2027, 1, 1)
LEAP = day(2028, 2, 29)


@pytest.mark.parametrize(
    ("born", "on", "verdict", "age"),
    [
        ("1982-01-02", FIRST, HOLDS, 44),
        ("1982-01-01", FIRST, FAILS, 45),
        ("1981-12-31", FIRST, FAILS, 45),
        ("1984-02-29", day(2029, 2, 28), HOLDS, 44),
        ("1984-02-29", day(2029, 3, 1), FAILS, 45),
        ("1983-02-28", LEAP, FAILS, 45),
        ("1983-03-01", LEAP, HOLDS, 44),
        ("2026-12-31", FIRST, HOLDS, 0),
        ("2027-01-02", FIRST, UNKNOWN, -1),
        ("", FIRST, UNKNOWN, ""),
        (None, FIRST, UNKNOWN, ""),
        ("yesterday", FIRST, UNKNOWN, ""),
        (["1990-01-01"], FIRST, UNKNOWN, ""),
    ],
)
def test_age_below_counts_to_the_birthday(born: Any, on: Any, verdict: Verdict, age: Any) -> None:
    rule = {"age_below": {"born": "born-on", "years": 45, "on": on}}

    evidence = ask(rule, answers={"born-on": born})

    assert evidence.verdict is verdict
    assert evidence.facts == {"years": 45, "on": on.isoformat(), "age": age, "credit": 0}
    assert evidence.inputs == (Input("born-on", "" if born is None else str(born), "field"),)


@pytest.mark.parametrize(
    ("since", "leave", "verdict"),
    [
        ("2017-01-01", None, HOLDS),
        ("2016-12-31", None, FAILS),
        ("2016-12-31", 1, HOLDS),
        ("2016-12-01", 1, HOLDS),
        ("2016-11-30", 1, FAILS),
        ("2016-11-30", "1", FAILS),
        ("2017-01-01", -500, HOLDS),
        ("2016-12-31", True, FAILS),
        ("2000-01-01", 10**12, HOLDS),
        ("2027-01-01", None, HOLDS),
        ("2027-01-02", None, UNKNOWN),
        (None, 12, UNKNOWN),
    ],
)
def test_years_since_credits_leave(since: Any, leave: Any, verdict: Verdict) -> None:
    rule = {
        "years_since_at_most": {
            "since": "doctorate-on",
            "years": 10,
            "on": FIRST,
            "leave_months": "leave-months",
        }
    }

    assert ask(rule, answers={"doctorate-on": since, "leave-months": leave}).verdict is verdict


@pytest.mark.parametrize(
    ("since", "on", "verdict"),
    [
        ("2016-02-29", day(2017, 2, 28), HOLDS),
        ("2016-02-29", day(2017, 3, 1), FAILS),
        ("2015-02-28", day(2016, 2, 28), HOLDS),
        ("2015-02-28", day(2016, 2, 29), FAILS),
    ],
)
def test_years_since_on_the_29th_of_february(since: str, on: Any, verdict: Verdict) -> None:
    rule = {"years_since_at_most": {"since": "doctorate-on", "years": 1, "on": on}}

    evidence = ask(rule, answers={"doctorate-on": since})

    assert evidence.verdict is verdict
    assert evidence.facts["credit"] == 0
    assert [source.name for source in evidence.inputs] == ["doctorate-on"]


@pytest.mark.parametrize(
    ("died", "verdict"),
    [
        (None, HOLDS),
        ("", HOLDS),
        ("2027-05-01", HOLDS),
        ("2027-04-30", FAILS),
        ("2027-04-29", FAILS),
        ("last year", UNKNOWN),
    ],
)
def test_living_on_the_day_itself(died: Any, verdict: Verdict) -> None:
    rule = {"living": {"died": "died-on", "on": day(2027, 4, 30)}}

    assert ask(rule, answers={"died-on": died}).verdict is verdict


@pytest.mark.parametrize(
    ("honours", "verdict", "year"),
    [
        ([], HOLDS, 0),
        ([("Amina Yusuf", "youth-leader", 1999)], FAILS, 1999),
        ([("YUSUF, Amína", "youth-leader", 1999)], FAILS, 1999),
        ([("Amina Yusufari", "youth-leader", 1999)], HOLDS, 0),
        ([("Amina Yusuf", "outstanding-women", 2023)], HOLDS, 0),
        ([("Amina Yusuf", "outstanding-women", 2024)], FAILS, 2024),
        ([("Amina Yusuf", "outstanding-women", 2024), ("Amina Yusuf", "x", 2025)], FAILS, 2025),
    ],
)
def test_not_laureate_before(honours: Any, verdict: Verdict, year: int) -> None:
    rule = {"not_laureate_before": {"other_category_years": 4}}

    evidence = ask(rule, laureates=tuple(Honour(*honour) for honour in honours))

    assert (evidence.verdict, evidence.facts) == (verdict, {"years": 4, "year": year})


@pytest.mark.parametrize(
    "rule", ["not_office_holder", "not_self_nominated", "not_own_organization"]
)
def test_registers_cannot_be_searched_without_a_name(rule: str) -> None:
    assert ask(rule, nominee="").verdict is UNKNOWN


def test_not_laureate_before_needs_a_name() -> None:
    rule = {"not_laureate_before": {"other_category_years": 0}}

    assert ask(rule, nominee="").verdict is UNKNOWN


@pytest.mark.parametrize(
    ("office", "verdict", "role"),
    [
        (None, HOLDS, ""),
        (Office("Amina Yusuf", "", "committee"), FAILS, "committee"),
        (Office("A. Y.", "AMINA@example.org", "board"), FAILS, "board"),
        (Office("A. Y.", "", "board"), HOLDS, ""),
        (Office("Somebody", "other@example.org", "board"), HOLDS, ""),
    ],
)
def test_not_office_holder(office: Office | None, verdict: Verdict, role: str) -> None:
    evidence = ask("not_office_holder", offices=(office,) if office else ())

    assert (evidence.verdict, evidence.facts) == (verdict, {"role": role})


@pytest.mark.parametrize(
    ("consent", "verdict"),
    [
        (Consent.GIVEN, HOLDS),
        (Consent.REFUSED, FAILS),
        (Consent.AWAITED, UNKNOWN),
        (Consent.NOT_ASKED, UNKNOWN),
    ],
)
def test_consent_given(consent: Consent, verdict: Verdict) -> None:
    assert ask("consent_given", consent=consent).verdict is verdict


@pytest.mark.parametrize(
    ("founded", "verdict", "active"),
    [(2022, HOLDS, 5), (2023, FAILS, 4), (2027, FAILS, 0), (2028, UNKNOWN, ""), (None, UNKNOWN, ""),
     (True, UNKNOWN, ""), ("2000", UNKNOWN, "")],
)  # fmt: skip
def test_active_years_at_least(founded: Any, verdict: Verdict, active: Any) -> None:
    rule = {"active_years_at_least": {"founded": "founded", "years": 5, "on": FIRST}}

    evidence = ask(rule, answers={"founded": founded})

    assert (evidence.verdict, evidence.facts) == (verdict, {"years": 5, "active": active})


@pytest.mark.parametrize(
    ("countries", "verdict", "named"),
    [
        (["KE", "CN", "ET"], HOLDS, 3),
        (["KE", "CN"], FAILS, 2),
        (["KE", "KE", "KE"], FAILS, 1),
        ([["KE"], {}], FAILS, 2),
        ([], UNKNOWN, 0),
        (None, UNKNOWN, 0),
        ("KE,CN,ET", UNKNOWN, 0),
    ],
)
def test_countries_at_least(countries: Any, verdict: Verdict, named: int) -> None:
    rule = {"countries_at_least": {"countries": "partner-countries", "count": 3}}

    evidence = ask(rule, answers={"partner-countries": countries})

    assert (evidence.verdict, evidence.facts) == (verdict, {"count": 3, "named": named})


@pytest.mark.parametrize(
    ("nominee", "institution", "verdict"),
    [
        ("Institute of Soil", "INSTITUTE OF SOIL", FAILS),
        ("Institute of Soil", "Institute of Water", HOLDS),
        ("Institute of Soil", "", UNKNOWN),
    ],
)
def test_not_own_organization(nominee: str, institution: str, verdict: Verdict) -> None:
    nominator = Nominator(name="Li Wei", institution=institution)

    assert ask("not_own_organization", nominee=nominee, nominator=nominator).verdict is verdict


@pytest.mark.parametrize(
    ("name", "email", "verdict"),
    [
        ("Li Wei", "li@example.org", HOLDS),
        ("Yusuf Amina", "", FAILS),
        ("Somebody", "Amina@Example.org", FAILS),
        ("", "AMINA@example.org", FAILS),
        ("", "li@example.org", UNKNOWN),
    ],
)
def test_not_self_nominated(name: str, email: str, verdict: Verdict) -> None:
    assert ask("not_self_nominated", nominator=Nominator(name, email)).verdict is verdict


@pytest.mark.parametrize(("ticked", "verdict"), [(True, HOLDS), (False, UNKNOWN), (1, UNKNOWN)])
def test_declared(ticked: Any, verdict: Verdict) -> None:
    rule = {"declared": {"declaration": "not-family"}}

    assert ask(rule, answers={"not-family": ticked}).verdict is verdict


@pytest.mark.parametrize(("count", "verdict"), [(1, HOLDS), (2, HOLDS), (3, FAILS)])
def test_within_quota(count: int, verdict: Verdict) -> None:
    rule = {"within_quota": {"nominations": 2}}

    assert ask(rule, nominations_in_category=count).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("female", HOLDS), ("male", FAILS), ("", UNKNOWN), (None, UNKNOWN), (["female"], FAILS)],
)
def test_answer_is(answer: Any, verdict: Verdict) -> None:
    rule = {"answer_is": {"question": "gender", "one_of": ["female"]}}

    assert ask(rule, answers={"gender": answer}).verdict is verdict


@pytest.mark.parametrize(
    ("rows", "fewest", "verdict"),
    [(1, 2, FAILS), (2, 2, HOLDS), (3, 2, HOLDS), (4, 2, FAILS), (0, 2, UNKNOWN), (0, 0, HOLDS)],
)
def test_rows_between(rows: int, fewest: int, verdict: Verdict) -> None:
    rule = {"rows_between": {"rows": "letters", "fewest": fewest, "most": 3}}

    evidence = ask(rule, answers={"letters": [{}] * rows})

    assert (evidence.verdict, evidence.facts["count"]) == (verdict, rows)


@pytest.mark.parametrize("rows", ["two letters", [1, "x", None], {"author": "A"}])
def test_rows_of_the_wrong_shape_are_no_rows(rows: Any) -> None:
    rule = {"rows_between": {"rows": "letters", "fewest": 1, "most": 3}}

    assert ask(rule, answers={"letters": rows}).verdict is UNKNOWN


@pytest.mark.parametrize(("files", "verdict"), [(0, UNKNOWN), (1, FAILS), (2, HOLDS), (3, HOLDS)])
def test_files_at_least(files: int, verdict: Verdict) -> None:
    rule = {"files_at_least": {"files": "letter-files", "count": 2}}

    assert ask(rule, files={"letter-files": files}).verdict is verdict


ELSEWHERE = {
    "some_row_elsewhere": {
        "rows": "letters",
        "institution": "institution",
        "country": "country",
        "home_institution": "institution",
        "home_country": "country",
    }
}


@pytest.mark.parametrize(
    ("letters", "country", "verdict", "count"),
    [
        ([("Addis Ababa University", "ET")], "KE", HOLDS, 1),
        ([("Kenyatta University", "KE")], "KE", FAILS, 0),
        ([("UNIVERSITY OF NAIROBI", "ET")], "KE", FAILS, 0),
        ([("Addis Ababa University", None)], "KE", UNKNOWN, 0),
        ([("", "ET")], "KE", UNKNOWN, 0),
        ([("Univ. of Nairobi", "ET")], "KE", UNKNOWN, 0),
        ([("Univ. of Nairobi", "ET"), ("Peking University", "CN")], "KE", HOLDS, 1),
        ([("Kenyatta University", "KE"), ("Peking University", "CN")], "KE", HOLDS, 1),
        ([], "KE", UNKNOWN, 0),
        ([("Addis Ababa University", "ET")], "", UNKNOWN, 1),
    ],
)
def test_some_row_elsewhere(letters: Any, country: str, verdict: Verdict, count: int) -> None:
    rows = [{"institution": institution, "country": home} for institution, home in letters]
    answers = {"letters": rows, "institution": "University of Nairobi", "country": country}

    evidence = ask(ELSEWHERE, answers=answers)

    assert (evidence.verdict, evidence.facts) == (verdict, {"count": count, "fewest": 1})
    assert len(evidence.inputs) == len(rows) + 2


@pytest.mark.parametrize(
    ("text", "verdict", "count"),
    [
        ("one two three", HOLDS, 3),
        ("one two three four", FAILS, 4),
        ("合作促进发展", HOLDS, 3),
        ("合作促进了发展", FAILS, 4),
        ("", UNKNOWN, 0),
    ],
)
def test_words_at_most(text: str, verdict: Verdict, count: int) -> None:
    rule = {"words_at_most": {"text": "summary", "words": 3}}

    evidence = ask(rule, answers={"summary": text})

    assert (evidence.verdict, evidence.facts) == (verdict, {"most": 3, "count": count})


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("x", HOLDS), (0, HOLDS), (True, HOLDS), (["KE"], HOLDS), ("", UNKNOWN), (None, UNKNOWN),
     ([], UNKNOWN), (False, UNKNOWN)],
)  # fmt: skip
def test_answered(answer: Any, verdict: Verdict) -> None:
    assert ask({"answered": {"question": "x"}}, answers={"x": answer}).verdict is verdict


def test_every_kind_is_tested_here_and_explains_itself() -> None:
    files = Path(__file__).parent.glob("test_conditions*.py")
    tested = "".join(path.read_text(encoding="utf-8") for path in files)

    assert all(kind.name in tested and kind.doc.endswith(".") for kind in CONDITIONS)
    assert "age_below" in CONDITIONS
