"""Leave, dates, countries, lists, pages and languages: each verdict, and the border itself."""

from __future__ import annotations

from datetime import date as day
from typing import Any

import pytest

from tests.workflows.test_conditions import FAILS, FIRST, HOLDS, UNKNOWN, ask
from workflows.conditions import Input, Verdict

LEAVE = {
    "leave_months": "months",
    "leave_days": "days",
    "rows": "leave",
    "first_day": "first",
    "last_day": "last",
}


def rows(*periods: tuple[str, str]) -> list[dict[str, str]]:
    """Leave as rows."""
    return [{"first": first, "last": last} for first, last in periods]


@pytest.mark.parametrize(
    ("born", "answers", "most", "verdict", "credit"),
    [
        ("1982-01-01", {}, None, FAILS, 0),
        ("1982-01-01", {"days": 1}, None, HOLDS, 1),
        ("1981-12-31", {"days": 1}, None, FAILS, 1),
        ("1981-12-02", {"months": 1}, None, HOLDS, 31),
        ("1981-12-01", {"months": 1}, None, FAILS, 31),
        ("1981-12-01", {"months": 1, "days": 1}, None, HOLDS, 32),
        ("1981-07-02", {"months": 60}, 6, HOLDS, 184),
        ("1981-07-01", {"months": 60}, 6, FAILS, 184),
        ("1981-12-31", {"months": 60}, 0, FAILS, 0),
        ("1982-01-01", {"leave": []}, None, FAILS, 0),
        ("1982-01-01", {"leave": rows(("2020-01-01", "2020-01-01"))}, None, HOLDS, 1),
        ("1981-12-31", {"leave": rows(("2020-01-01", "2020-01-01")) * 2}, None, FAILS, 1),
        ("1981-12-31", {"leave": rows(("2020-01-01", "2020-01-02"))}, None, HOLDS, 2),
        ("1981-12-30", {"leave": rows(("2020-01-01", "2020-01-02"), ("2020-01-02", "2020-01-03"))},
         None, HOLDS, 3),
        ("1981-12-31", {"leave": rows(("2020-01-02", "2020-01-01"), ("soon", ""))}, None, FAILS, 0),
        ("1982-01-01", {"months": -3, "days": -3}, None, FAILS, 0),
        ("1982-01-01", {"months": "3"}, None, FAILS, 0),
        ("1950-01-01", {"months": 10**12}, None, HOLDS, 1560 // 12 * 365 + 32),
    ],
)  # fmt: skip
def test_leave_moves_the_birthday_that_counts(
    born: str, answers: dict[str, Any], most: int | None, verdict: Verdict, credit: int
) -> None:
    parameters = {"born": "born-on", "years": 45, "on": FIRST, **LEAVE}
    if most is not None:
        parameters["most_months"] = most

    evidence = ask({"age_below": parameters}, answers={"born-on": born, **answers})

    assert (evidence.verdict, evidence.facts["credit"]) == (verdict, credit)


def test_leave_is_among_the_inputs_row_by_row() -> None:
    parameters = {"since": "doctorate-on", "years": 10, "on": FIRST, **LEAVE}
    leave = rows(("2020-01-01", "2020-06-30"), ("2021-01-01", "2021-01-31"))

    evidence = ask(
        {"years_since_at_most": parameters},
        answers={"doctorate-on": "2016-06-02", "leave": leave, "months": 0},
    )

    assert evidence.verdict is HOLDS
    assert evidence.facts["credit"] == 182 + 31
    assert evidence.inputs == (
        Input("doctorate-on", "2016-06-02", "field"),
        Input("months", "0", "field"),
        Input("days", "", "field"),
        Input("leave", "2020-01-01 … 2020-06-30", "field"),
        Input("leave", "2021-01-01 … 2021-01-31", "field"),
    )


def test_a_birthday_on_the_29th_of_february_with_a_day_of_leave() -> None:
    parameters = {"born": "born-on", "years": 45, "leave_days": "days"}
    answers = {"born-on": "1984-02-29", "days": 1}

    on_the_day = ask({"age_below": parameters | {"on": day(2029, 3, 1)}}, answers=answers)
    a_day_after = ask({"age_below": parameters | {"on": day(2029, 3, 2)}}, answers=answers)

    assert (on_the_day.verdict, a_day_after.verdict) == (HOLDS, FAILS)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("2020-02-29", HOLDS),
        ("2020-02-28", FAILS),
        ("2024-06-30", HOLDS),
        ("2024-07-01", FAILS),
        (2022, HOLDS),
        (2020, UNKNOWN),
        (2024, UNKNOWN),
        (2019, FAILS),
        (2025, FAILS),
        ("", UNKNOWN),
        (None, UNKNOWN),
        (99999, UNKNOWN),
    ],
)
def test_date_between(answer: Any, verdict: Verdict) -> None:
    parameters = {"day": "x", "first": day(2020, 2, 29), "last": day(2024, 6, 30)}

    assert ask({"date_between": parameters}, answers={"x": answer}).verdict is verdict


@pytest.mark.parametrize(
    ("only", "never", "code", "verdict"),
    [
        ([], [], "KE", HOLDS),
        (["KE", "ET"], [], "KE", HOLDS),
        (["KE", "ET"], [], "CN", FAILS),
        ([], ["CN", "HK"], "HK", FAILS),
        ([], ["CN", "HK"], "KE", HOLDS),
        (["KE"], ["KE"], "KE", FAILS),
        (["KE"], [], "", UNKNOWN),
        (["KE"], [], None, UNKNOWN),
    ],
)
def test_country_admitted(only: Any, never: Any, code: Any, verdict: Verdict) -> None:
    rule = {"country_admitted": {"country": "nationality", "only": only, "never": never}}

    assert ask(rule, answers={"nationality": code}).verdict is verdict


@pytest.mark.parametrize(
    ("country", "since", "verdict"),
    [
        ("KE", "2017-01-01", HOLDS),
        ("KE", "2017-01-02", FAILS),
        ("KE", "2027-01-02", UNKNOWN),
        ("KE", 2015, HOLDS),
        ("KE", 2016, HOLDS),
        ("KE", 2017, UNKNOWN),
        ("KE", 2018, FAILS),
        ("KE", None, UNKNOWN),
        ("CN", "1990-01-01", FAILS),
        ("", "1990-01-01", UNKNOWN),
    ],
)
def test_resident_at_least(country: str, since: Any, verdict: Verdict) -> None:
    parameters = {"country": "country", "since": "since", "years": 10, "on": FIRST}
    rule = {"resident_at_least": {**parameters, "countries": ["KE", "ET"]}}

    assert ask(rule, answers={"country": country, "since": since}).verdict is verdict


@pytest.mark.parametrize(
    ("values", "verdict", "count"),
    [
        (["Addis Ababa University", "University of Fez"], HOLDS, 2),
        (["Addis Ababa University", "ADDIS ABABA UNIVERSITY"], FAILS, 1),
        (["Addis Ababa University", "Addis Ababa Univ."], UNKNOWN, 1),
        (["Addis Ababa University", ""], UNKNOWN, 1),
        (["Addis Ababa University", "Addis Ababa Univ.", "University of Fez"], HOLDS, 2),
        (["Addis Ababa University"], FAILS, 1),
        ([], UNKNOWN, 0),
    ],
)
def test_rows_differ_at_least(values: list[str], verdict: Verdict, count: int) -> None:
    rule = {"rows_differ_at_least": {"rows": "letters", "column": "institution", "count": 2}}
    letters = [{"institution": value} for value in values]

    evidence = ask(rule, answers={"letters": letters})

    assert (evidence.verdict, evidence.facts["count"] <= count) == (verdict, True)


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ([2022, 2023], HOLDS),
        ([2021, 2023], FAILS),
        (["2022", "2023"], HOLDS),
        ([2023, None], UNKNOWN),
        ([2023, "in press"], UNKNOWN),
        ([2020, None], FAILS),
        ([], UNKNOWN),
    ],
)
def test_rows_since_at_least(years: list[Any], verdict: Verdict) -> None:
    rule = {"rows_since_at_least": {"rows": "outputs", "year": "year", "since": 2022, "count": 2}}

    outputs = [{"year": year} for year in years]

    assert ask(rule, answers={"outputs": outputs}).verdict is verdict


@pytest.mark.parametrize(
    ("pages", "files", "each", "together", "verdict", "count"),
    [
        ((1, 2), 2, 2, None, HOLDS, 2),
        ((1, 3), 2, 2, None, FAILS, 3),
        ((2, 3), 2, None, 5, HOLDS, 5),
        ((3, 3), 2, 3, 5, FAILS, 6),
        ((), 0, 2, None, UNKNOWN, 0),
        ((1,), 2, 2, None, UNKNOWN, 1),
        ((3,), 2, 2, None, FAILS, 3),
    ],
)
def test_pages_at_most(
    pages: Any, files: int, each: Any, together: Any, verdict: Verdict, count: int
) -> None:
    given = {"each": each, "together": together}
    parameters = {"files": "letter-files"} | {k: v for k, v in given.items() if v is not None}

    evidence = ask(
        {"pages_at_most": parameters},
        pages={"letter-files": pages},
        files={"letter-files": files},
    )

    assert (evidence.verdict, evidence.facts["count"]) == (verdict, count)


@pytest.mark.parametrize(
    ("text", "verdict", "percent"),
    [
        ("abcd 合", HOLDS, 80),
        ("abc 合", FAILS, 75),
        ("Größe und Çà et là", HOLDS, 100),
        ("促进发展", FAILS, 0),
        ("12 %, 34!", UNKNOWN, 0),
        ("", UNKNOWN, 0),
    ],
)
def test_written_in(text: str, verdict: Verdict, percent: int) -> None:
    rule = {"written_in": {"text": "summary", "script": "latin"}}

    evidence = ask(rule, answers={"summary": text})

    assert (evidence.verdict, evidence.facts["percent"]) == (verdict, percent)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("en", HOLDS), ("en-GB", HOLDS), ("ZH", HOLDS), ("fr", FAILS), ("", UNKNOWN), (None, UNKNOWN)],
)
def test_language_is(answer: Any, verdict: Verdict) -> None:
    rule = {"language_is": {"language": "original-language", "one_of": ["en", "zh-Hans"]}}

    assert ask(rule, answers={"original-language": answer}).verdict is verdict


@pytest.mark.parametrize(("count", "verdict"), [(1, UNKNOWN), (2, FAILS)])
def test_more_than_one_letter_may_be_asked_for_from_elsewhere(count: int, verdict: Verdict) -> None:
    parameters = {
        "rows": "letters", "institution": "institution", "country": "country",
        "home_institution": "institution", "home_country": "country", "count": count,
    }  # fmt: skip
    letters = [{"institution": "Univ. of Nairobi", "country": "ET"}, {"country": "KE"}]
    answers = {"institution": "University of Nairobi", "country": "KE", "letters": letters}

    assert ask({"some_row_elsewhere": parameters}, answers=answers).verdict is verdict
