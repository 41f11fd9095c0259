"""Laws that every kind of entry condition keeps, and sentences for each verdict of each kind."""

from __future__ import annotations

import dataclasses
from datetime import date as day
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.shipped import ELIGIBLE_ANSWERS, ELIGIBLE_FILES, PLAN, case, eligible_case
from workflows.conditions import (
    CONDITIONS,
    Case,
    Consent,
    Evidence,
    Honour,
    Nominated,
    Nominator,
    Office,
    Organization,
    Verdict,
    evaluate,
    read_rule,
)
from workflows.eligibility import findings, fingerprint
from workflows.phrasing import LANGUAGES, evidence_sentence
from workflows.plan.faults import Faults
from workflows.telling import Telling

ON = day(2027, 1, 1)
RULES: Final[dict[str, dict[str, Any]]] = {
    "age_below": {"born": "born-on", "years": 45, "on": ON},
    "years_since_at_most": {"since": "doctorate-on", "years": 10, "on": ON},
    "living": {"died": "died-on", "on": ON},
    "consent_given": {},
    "date_between": {"day": "doctorate-on", "first": day(2010, 1, 1), "last": ON},
    "country_admitted": {"country": "country", "only": ["KE"]},
    "resident_at_least": {"country": "country", "since": "doctorate-on", "years": 5, "on": ON},
    "not_office_holder": {"rest_years": 2},
    "nominator_in_office": {"posts": ["board"]},
    "nominator_not_in_office": {"posts": ["board"]},
    "no_row_by_office": {"rows": "letters", "person": "author", "posts": ["board"]},
    "organization_active": {},
    "organization_is_member": {"institution": "institution"},
    "nominator_of_member": {},
    "institution_of_kind": {"institution": "institution", "kinds": ["academy"]},
    "not_employed_at": {"institution": "institution", "bodies": ["Institute of Soil"]},
    "active_years_at_least": {"founded": "founded", "years": 5, "on": ON},
    "countries_at_least": {"countries": "partner-countries", "count": 2},
    "not_own_organization": {},
    "not_own_staff": {"institution": "institution"},
    "not_self_nominated": {},
    "declared": {"declaration": "not-family"},
    "within_quota": {"nominations": 1},
    "body_within_quota": {"nominations": 1},
    "answer_is": {"question": "gender", "one_of": ["female"]},
    "rows_between": {"rows": "letters", "fewest": 2, "most": 3},
    "some_row_elsewhere": {
        "rows": "letters", "institution": "institution", "country": "country",
        "home_institution": "institution", "home_country": "country",
    },
    "rows_differ_at_least": {"rows": "letters", "column": "institution", "count": 2},
    "rows_by_others": {"rows": "letters", "person": "author"},
    "rows_since_at_least": {"rows": "outputs", "year": "year", "since": 2020, "count": 1},
    "words_at_most": {"text": "summary", "words": 100},
    "answered": {"question": "summary"},
    "written_in": {"text": "summary", "script": "latin"},
    "language_is": {"language": "original-language", "one_of": ["en"]},
    "files_at_least": {"files": "letter-files", "count": 2},
    "pages_at_most": {"files": "letter-files", "each": 1},
    "not_laureate_before": {"other_category_years": 4},
    "nominator_is_laureate": {},
    "valid_for_editions": {"editions": 1},
    "renewed_when_nominated_before": {"update": "statement"},
    "in_categories_at_most": {"categories": 1},
}  # fmt: skip

ANSWERS = st.fixed_dictionaries({}, optional={
    "born-on": st.sampled_from(["1990-02-28", "1982-01-01", "1960-02-29", "x"]),
    "doctorate-on": st.sampled_from(["2018-02-28", "2017-01-01", "1999-05-05", "2030-01-01"]),
    "died-on": st.sampled_from(["", "2026-01-01", "2030-01-01"]),
    "country": st.sampled_from(["KE", "CN"]),
    "institution": st.sampled_from(["Institute of Soil", "Inst. of Soil", "University of Fez"]),
    "founded": st.sampled_from([1990, 2024, 2030]),
    "partner-countries": st.lists(st.sampled_from(["KE", "CN", "ET"]), max_size=3),
    "not-family": st.booleans(),
    "gender": st.sampled_from(["female", "male"]),
    "summary": st.sampled_from(["Wells that last.", "促进发展", "w " * 101]),
    "statement": st.sampled_from(["New wells.", ""]),
    "original-language": st.sampled_from(["en", "fr"]),
    "outputs": st.lists(st.fixed_dictionaries({"year": st.sampled_from([2019, 2021])}), max_size=3),
    "letters": st.lists(
        st.fixed_dictionaries({
            "author": st.sampled_from(["Abebe Bekele", "Amina Yusufi", "Chen Jing", "Li Wei"]),
            "institution": st.sampled_from(["Addis Ababa University", "Inst. of Soil", ""]),
            "country": st.sampled_from(["ET", "KE", ""]),
        }), max_size=3,
    ),
})  # fmt: skip
LINES = st.sampled_from(["Amina Yusuf", "Amina Yusufi", "Chen Jing", "Li Wei"])
CASES = st.builds(
    case,
    answers=ANSWERS,
    nominee=st.sampled_from(["Amina Yusuf", "Institute of Soil", ""]),
    nominator=st.sampled_from([Nominator(), Nominator("Li Wei", "", "Institute of Soil", "CN")]),
    consent=st.sampled_from(Consent),
    files=st.sampled_from([{}, {"letter-files": 1}, {"letter-files": 2}]),
    pages=st.sampled_from([{}, {"letter-files": (1,)}, {"letter-files": (1, 2)}]),
    laureates=st.lists(st.builds(Honour, LINES, st.just("youth-leader"), st.just(2023)), max_size=2)
    .map(tuple),
    offices=st.lists(
        st.builds(
            Office, LINES, st.just(""), st.just("board"),
            last_year=st.sampled_from([None, 2025]),
        ),
        max_size=2,
    ).map(tuple),
    organizations=st.lists(
        st.builds(
            Organization,
            st.sampled_from(["Institute of Soil", "Soils Institute", "University of Fez"]),
            st.booleans(), st.booleans(), st.sampled_from(["academy", "company", ""]),
        ),
        max_size=2,
    ).map(tuple),
    nominated=st.lists(
        st.builds(
            Nominated, LINES, st.sampled_from(["youth-leader", "outstanding-women"]),
            st.sampled_from([2025, 2027]), is_kept=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    nominations_in_category=st.integers(1, 2),
    nominations_of_body=st.integers(1, 2),
)  # fmt: skip


def ask(name: str, given_case: Case) -> Evidence:
    """The evidence of one kind with the parameters above."""
    faults = Faults()
    rule = read_rule({name: RULES[name]}, "rule", faults)
    assert faults.found == []
    (evidence,) = evaluate(rule, given_case)[1]
    return evidence


def test_every_kind_is_tried_and_there_are_enough() -> None:
    assert set(RULES) == {kind.name for kind in CONDITIONS}
    assert len(RULES) == 41


def test_every_kind_is_explained_in_words_whatever_it_finds() -> None:
    for name in RULES:
        for language, texts in LANGUAGES.items():
            assert texts.SETTLES[name].strip(), (language, name)
    assert all(set(texts.SETTLES) == set(RULES) for texts in LANGUAGES.values())


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_whatever_is_found_can_be_said_in_every_language(given_case: Case) -> None:
    for name in RULES:
        evidence = ask(name, given_case)
        assert evidence.inputs, name
        for language in LANGUAGES:
            telling = Telling(PLAN, "youth-leader", language)
            said = evidence_sentence(evidence, language, telling.line)
            assert said.strip(), (name, language)
            assert "{" not in said, (name, language)
            told = telling.inputs(evidence)
            assert all(one.name and one.value and one.source for one in told), (name, told)


@settings(max_examples=60, deadline=None)
@given(CASES, st.data())
def test_taking_an_answer_away_never_turns_not_known_into_a_no(
    given_case: Case, data: st.DataObject
) -> None:
    if not given_case.answers:
        return
    gone = data.draw(st.sampled_from(sorted(given_case.answers)))
    less = {key: answer for key, answer in given_case.answers.items() if key != gone}
    for name in RULES:
        if ask(name, given_case).verdict is Verdict.UNKNOWN:
            after = ask(name, dataclasses.replace(given_case, answers=less)).verdict
            assert after is not Verdict.FAILS, (name, gone)


SAID_BY_ANSWERS = sorted(
    set(RULES)
    - {"within_quota", "body_within_quota", "consent_given", "valid_for_editions"}
    - {"in_categories_at_most", "nominator_in_office", "nominator_is_laureate"}
    - {"nominator_not_in_office", "not_office_holder", "not_laureate_before"}
    - {"not_self_nominated", "pages_at_most", "nominator_of_member"}
    - {"not_own_organization", "organization_active"}
)


@pytest.mark.parametrize("name", SAID_BY_ANSWERS)
def test_a_form_without_answers_never_counts_against_a_nomination(name: str) -> None:
    assert ask(name, case(answers={})).verdict is not Verdict.FAILS


MORE = st.fixed_dictionaries({
    "author": st.just("Sara Alami"),
    "institution": st.just("University of Fez"),
    "country": st.just("MA"),
})  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(CASES, MORE)
def test_one_more_letter_from_elsewhere_never_makes_a_no(given_case: Case, row: Any) -> None:
    letters = [*given_case.answers.get("letters", []), row]
    more = dataclasses.replace(given_case, answers={**given_case.answers, "letters": letters})
    order = [Verdict.FAILS, Verdict.UNKNOWN, Verdict.HOLDS]
    for name in ("some_row_elsewhere", "rows_differ_at_least"):
        before, after = ask(name, given_case).verdict, ask(name, more).verdict
        is_first = not given_case.answers.get("letters")
        assert order.index(after) >= order.index(before) or is_first, name
        assert not (before is Verdict.HOLDS and after is Verdict.FAILS), name


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_lines_that_look_alike_never_decide(given_case: Case) -> None:
    near = Honour("Amina Yusufi", "youth-leader", 2023)
    more = dataclasses.replace(given_case, laureates=(*given_case.laureates, near))

    before = ask("not_laureate_before", given_case).verdict
    after = ask("not_laureate_before", more).verdict

    assert after is before or (before, after) == (Verdict.HOLDS, Verdict.UNKNOWN)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_the_same_case_has_the_same_fingerprint_and_verdicts(given_case: Case) -> None:
    once = findings(PLAN, "youth-leader", given_case)
    again = findings(PLAN, "youth-leader", dataclasses.replace(given_case))

    assert once == again
    assert [fingerprint(f.evidence) for f in once] == [fingerprint(f.evidence) for f in again]


def test_the_eligible_case_of_the_tests_is_eligible() -> None:
    given_case = eligible_case(answers=ELIGIBLE_ANSWERS, files=ELIGIBLE_FILES)

    assert {f.verdict for f in findings(PLAN, "youth-leader", given_case)} == {Verdict.HOLDS}
