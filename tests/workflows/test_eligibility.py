"""Findings and the verdict over all of them."""

from __future__ import annotations

import pytest

from tests.workflows.shipped import ELIGIBLE_ANSWERS, PLAN, eligible_case
from workflows.conditions import Consent, Verdict
from workflows.eligibility import Finding, findings, verdict_of, verdicts


def test_a_nomination_that_meets_everything_is_eligible() -> None:
    found = findings(PLAN, "youth-leader", eligible_case())

    assert [f.condition for f in found] == list(PLAN.categories["youth-leader"].conditions)
    assert {f.condition: f.verdict for f in found if f.verdict is not Verdict.HOLDS} == {}
    assert verdict_of(found) is Verdict.HOLDS


def test_one_condition_that_fails_decides_over_others_unknown() -> None:
    answers = ELIGIBLE_ANSWERS | {"partner-countries": ["KE"]}
    found = findings(PLAN, "youth-leader", eligible_case(answers=answers, consent=Consent.AWAITED))

    told = verdicts(found)

    assert (told["cooperation"], told["consent"]) == (Verdict.FAILS, Verdict.UNKNOWN)
    assert verdict_of(found) is Verdict.FAILS


def test_too_old_but_a_young_doctorate() -> None:
    answers = ELIGIBLE_ANSWERS | {"born-on": "1970-01-01", "doctorate-on": "2018-05-01"}
    found = findings(PLAN, "youth-leader", eligible_case(answers=answers))

    early = next(f for f in found if f.condition == "early-career")

    assert early.verdict is Verdict.HOLDS
    assert [(e.rule, e.verdict) for e in early.evidence] == [
        ("age_below", Verdict.FAILS),
        ("years_since_at_most", Verdict.HOLDS),
    ]
    assert (early.clause, early.label["en"][:15]) == ("§ 3 (4)", "Younger than 45")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ([], Verdict.HOLDS),
        ([Verdict.HOLDS, Verdict.UNKNOWN], Verdict.UNKNOWN),
        ([Verdict.UNKNOWN, Verdict.FAILS], Verdict.FAILS),
    ],
)
def test_verdict_of(given: list[Verdict], verdict: Verdict) -> None:
    found = tuple(Finding("x", {}, "§ 1", each, ()) for each in given)

    assert verdict_of(found) is verdict
