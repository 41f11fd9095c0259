"""What the secretariat establishes: it decides what is not known, and nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from tests.workflows.shipped import PLAN, eligible_case
from workflows.conditions import Case, Consent, Established, Evidence, Honour, Input, Verdict
from workflows.eligibility import (
    ESTABLISHED,
    Finding,
    as_json,
    findings,
    fingerprint,
    from_json,
    is_established,
    verdict_of,
)
from workflows.phrasing import evidence_sentence

LIKE = Honour("Amina Yusufi", "youth-leader", 2023)


def found(case: Case) -> dict[str, Finding]:
    """Findings by condition."""
    return {f.condition: f for f in findings(PLAN, "youth-leader", case)}


def settled(case: Case, condition: str, **changes: Any) -> Case:
    """The case with what the secretariat found out about one condition."""
    told = Established(
        holds=True,
        evidence="Compared the two lists of works.",
        document="Letter 7/2027",
        by="Office",
        on=date(2027, 5, 3),
        settles=fingerprint(found(case)[condition].evidence),
    )
    return dataclasses.replace(case, established={condition: dataclasses.replace(told, **changes)})


@pytest.mark.parametrize(("holds", "verdict"), [(True, Verdict.HOLDS), (False, Verdict.FAILS)])
def test_it_decides_what_is_not_known(holds: bool, verdict: Verdict) -> None:
    case = settled(eligible_case(laureates=(LIKE,)), "not-honoured-before", holds=holds)

    finding = found(case)["not-honoured-before"]

    assert (finding.verdict, is_established(finding)) == (verdict, True)
    assert [(e.rule, e.verdict) for e in finding.evidence] == [
        ("not_laureate_before", Verdict.UNKNOWN),
        (ESTABLISHED, verdict),
    ]
    assert finding.evidence[-1].inputs == (
        Input("evidence", "Compared the two lists of works.", "secretariat"),
        Input("document", "Letter 7/2027", "secretariat"),
    )
    assert verdict_of(findings(PLAN, "youth-leader", case)) is verdict


def test_it_never_overturns_what_is_known() -> None:
    awaited = settled(eligible_case(consent=Consent.AWAITED), "consent")

    refused = dataclasses.replace(awaited, consent=Consent.REFUSED)
    given = settled(eligible_case(consent=Consent.AWAITED), "consent", holds=False)

    assert found(awaited)["consent"].verdict is Verdict.HOLDS
    assert found(refused)["consent"].verdict is Verdict.FAILS
    assert found(dataclasses.replace(given, consent=Consent.GIVEN))["consent"].verdict is (
        Verdict.HOLDS
    )


def test_it_ends_when_what_was_not_known_changes() -> None:
    case = settled(eligible_case(laureates=(LIKE,)), "not-honoured-before")

    another = Honour("Amina Yussuf", "youth-leader", 2025)
    changed = dataclasses.replace(case, laureates=(LIKE, another))

    assert found(changed)["not-honoured-before"].verdict is Verdict.UNKNOWN


def test_it_is_told_in_both_languages_with_the_day() -> None:
    case = settled(eligible_case(consent=Consent.AWAITED), "consent")
    evidence = found(case)["consent"].evidence[-1]

    assert evidence_sentence(evidence, "en") == (
        "Not known from the nomination itself; the secretariat established on 3 May 2027 that it "
        "holds."
    )
    assert evidence_sentence(evidence, "zh") == (
        "提名本身不足以判断；秘书处于2027年5月3日核实：满足。"
    )


def test_evidence_is_stored_and_read_again() -> None:
    for finding in findings(PLAN, "youth-leader", eligible_case(laureates=(LIKE,))):
        for evidence in finding.evidence:
            assert from_json(as_json(evidence)) == evidence


OLD = {
    "rule": "years_since_at_most",
    "verdict": "holds",
    "facts": {"years": 10, "on": "2027-01-01", "leave": 6},
    "inputs": [["doctorate-on", "2016-09-01", "field"], ["leave-months", "6", "field"]],
}
OLD_LETTERS = {
    "rule": "some_row_elsewhere",
    "verdict": "holds",
    "facts": {"count": 1},
    "inputs": [],
}
OLD_OFFICE = {
    "rule": "not_office_holder",
    "verdict": "does-not-hold",
    "facts": {"role": "board"},
    "inputs": [["office", "Yusuf Amina, board", "register"]],
}


@pytest.mark.parametrize("stored", [OLD, OLD_LETTERS, OLD_OFFICE])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_screenings_of_the_first_release_still_read(stored: Any, language: str) -> None:
    evidence = from_json(stored)

    assert isinstance(evidence, Evidence)
    assert "{" not in evidence_sentence(evidence, language)
    assert as_json(evidence) == stored
