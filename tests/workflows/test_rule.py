"""Composition of conditions: Kleene's laws, reading, bounded depth."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import case
from workflows.conditions import Verdict, evaluate, read_rule, uses_of
from workflows.conditions.rule import MOST_LEVELS, Join, Rule, _joined
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import MISSING

VERDICTS = st.sampled_from(Verdict)
MANY = st.lists(VERDICTS, min_size=1, max_size=5)


def negated(verdict: Verdict) -> Verdict:
    """Not."""
    return _joined(Join.NOT, [verdict])


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        ("holds", "holds", "holds", "holds"),
        ("holds", "unknown", "unknown", "holds"),
        ("holds", "does-not-hold", "does-not-hold", "holds"),
        ("unknown", "unknown", "unknown", "unknown"),
        ("unknown", "does-not-hold", "does-not-hold", "unknown"),
        ("does-not-hold", "does-not-hold", "does-not-hold", "does-not-hold"),
    ],
)
def test_kleene_tables(one: str, other: str, both: str, either: str) -> None:
    parts = [Verdict(one), Verdict(other)]

    assert _joined(Join.ALL, parts) == _joined(Join.ALL, parts[::-1]) == both
    assert _joined(Join.ANY, parts) == _joined(Join.ANY, parts[::-1]) == either


@given(VERDICTS)
def test_not_not_is_nothing(verdict: Verdict) -> None:
    assert negated(negated(verdict)) is verdict
    assert negated(Verdict.UNKNOWN) is Verdict.UNKNOWN


@given(MANY)
def test_de_morgan(parts: list[Verdict]) -> None:
    inverted = [negated(part) for part in parts]

    assert negated(_joined(Join.ALL, parts)) is _joined(Join.ANY, inverted)
    assert negated(_joined(Join.ANY, parts)) is _joined(Join.ALL, inverted)


@given(MANY, st.randoms())
def test_order_and_repetition_do_not_matter(parts: list[Verdict], random: Any) -> None:
    shuffled = parts * 2
    random.shuffle(shuffled)

    for join in (Join.ALL, Join.ANY):
        assert _joined(join, shuffled) is _joined(join, parts)


@given(MANY, st.sampled_from([Verdict.HOLDS, Verdict.FAILS]), st.sampled_from([Join.ALL, Join.ANY]))
def test_finding_out_never_overturns_a_verdict(
    parts: list[Verdict], known: Verdict, join: Join
) -> None:
    before = _joined(join, parts)
    after = _joined(join, [known if part is Verdict.UNKNOWN else part for part in parts])

    assert before in (after, Verdict.UNKNOWN)


def test_a_composition_brings_all_its_evidence() -> None:
    faults = Faults()
    rule = read_rule(
        {"all": ["not_self_nominated", {"not": "not_self_nominated"}]}, "conditions.x.rule", faults
    )

    verdict, evidence = evaluate(rule, case())

    assert faults.found == []
    assert verdict is Verdict.FAILS
    assert [e.verdict for e in evidence] == [Verdict.HOLDS, Verdict.HOLDS]


def test_uses_are_named_by_their_key_path() -> None:
    rule = read_rule(
        {"any": ["consent_given", {"not": {"all": ["not_office_holder"]}}]}, "r", Faults()
    )

    assert [(place, use.kind.name) for place, use in uses_of(rule, "r")] == [
        ("r.any[0].consent_given", "consent_given"),
        ("r.any[1].not.all[0].not_office_holder", "not_office_holder"),
    ]


@pytest.mark.parametrize(
    ("written", "place", "code"),
    [
        ("consent_givn", "r", FaultCode.UNKNOWN_CONDITION),
        ({"not": "consent_givn"}, "r.not", FaultCode.UNKNOWN_CONDITION),
        ({"all": []}, "r.all", FaultCode.WRONG_TYPE),
        ({"any": "consent_given"}, "r.any", FaultCode.WRONG_TYPE),
        (7, "r", FaultCode.WRONG_TYPE),
        ({}, "r", FaultCode.WRONG_TYPE),
        ({"all": ["consent_given"], "any": []}, "r", FaultCode.WRONG_TYPE),
    ],
)
def test_what_cannot_be_read_is_named(written: Any, place: str, code: FaultCode) -> None:
    faults = Faults()

    assert read_rule(written, "r", faults) is MISSING
    assert [(fault.place, fault.code) for fault in faults.found] == [(place, code)]
    assert faults.broken == {place}


def test_the_readable_parts_of_a_composition_stay() -> None:
    faults = Faults()

    rule = read_rule({"all": ["consent_givn", "consent_given"]}, "r", faults)

    assert [use.kind.name for _, use in uses_of(rule, "r")] == ["consent_given"]
    assert [fault.place for fault in faults.found] == ["r.all[0]"]


@pytest.mark.parametrize(
    ("levels", "codes"), [(MOST_LEVELS, []), (MOST_LEVELS + 1, ["out-of-range"])]
)
def test_depth_is_bounded(levels: int, codes: list[str]) -> None:
    written: Any = "consent_given"
    for _ in range(levels):
        written = {"not": written}
    faults = Faults()

    read_rule(written, "r", faults)

    assert [fault.code for fault in faults.found] == codes


def test_an_empty_composition_stands_for_nothing_to_ask() -> None:
    assert evaluate(Rule(Join.ALL), case()) == (Verdict.HOLDS, ())
