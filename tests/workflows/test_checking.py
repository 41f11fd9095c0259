"""Defects seeded into the plan we ship: each is found, by its code, at its place, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.workflows.further_defects import FURTHER
from tests.workflows.running import run
from tests.workflows.seeded_defects import (
    ACTIONS,
    DEFECTS,
    STAGES,
    Pairs,
)
from tests.workflows.shipped import TEXT, changed
from workflows.commands import check
from workflows.commands.outcome import Status
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.loading import read_plan


def found_in(pairs: Pairs) -> list[Fault]:
    """The faults of a changed plan."""
    return list(_found(tuple(pairs)))


@cache
def _found(pairs: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    return read_plan(changed(*pairs)).faults


def ids(table: list[tuple[FaultCode, str, Pairs]]) -> list[str]:
    """Names of the rows."""
    return [f"{code} {place}" for code, place, _ in table]


def test_the_plan_we_ship_holds() -> None:
    reading = read_plan(TEXT)

    assert reading.faults == ()
    assert reading.holds


@pytest.mark.parametrize(("code", "place", "pairs"), DEFECTS, ids=ids(DEFECTS))
def test_a_seeded_defect_is_found_at_its_place(code: FaultCode, place: str, pairs: Pairs) -> None:
    assert (place, code) in [(fault.place, fault.code) for fault in found_in(pairs)]


@pytest.mark.parametrize(("code", "place", "pairs"), FURTHER, ids=ids(FURTHER))
def test_further_defects(code: FaultCode, place: str, pairs: Pairs) -> None:
    assert (place, code) in [(fault.place, fault.code) for fault in found_in(pairs)]


def test_every_fault_code_can_be_provoked() -> None:
    assert {code for code, _, _ in DEFECTS} == set(FaultCode)


COMPANIONS = {
    # What a defect truly brings with it, beyond its own place.
    FaultCode.BAD_KEY: set(),
    FaultCode.REPEATED: {"categories.outstanding-contribution.number"},
    FaultCode.ANCHORS: set(),
    FaultCode.ROUND_MISSING: {f"{ACTIONS}.open-review.guards[2]"},
    FaultCode.DEADLINE_OVERLAP: {"calendar.nominations-close.hard_days"},
    FaultCode.BALLOT_MISSING: {
        f"{ACTIONS}.shortlist.guards[0].quorum_reached.ballot",
        f"{ACTIONS}.shortlist.guards[1].elected.ballot",
        f"{ACTIONS}.set-aside.guards[0].quorum_reached.ballot",
    },
}


@pytest.mark.parametrize(("code", "place", "pairs"), DEFECTS, ids=ids(DEFECTS))
def test_a_defect_brings_no_false_alarms(code: FaultCode, place: str, pairs: Pairs) -> None:
    expected = {place} | COMPANIONS.get(code, set())

    assert {fault.place for fault in found_in(pairs)} == expected


def test_a_trap_shows_the_way_into_it() -> None:
    (pairs,) = (p for code, _, p in DEFECTS if code is FaultCode.TRAP)

    (fault,) = found_in(pairs)

    assert fault.path == ("draft", "lapse", "lapsed")


def test_a_trap_of_time_says_so() -> None:
    (pairs,) = (p for code, place, p in FURTHER if place == f"{STAGES}.returned")

    (fault,) = (f for f in found_in(pairs) if f.code is FaultCode.TRAP)

    assert fault.path == ("draft", "submit", "submitted", "return", "returned")
    assert "once the deadlines have passed" in fault.sentence


def test_a_workflow_without_an_end_is_told_once() -> None:
    text = TEXT.replace(", final = true", "").replace("extraordinary = true\n", "")

    assert [(f.place, f.code) for f in read_plan(text).faults] == [(STAGES, FaultCode.TRAP)]


def test_the_nearest_known_key_is_suggested() -> None:
    (fault,) = found_in([("shared_country = false", "shared_contry = false")])

    assert fault.sentence == "no such key exists here (did you mean 'shared_country'?)"


@pytest.mark.parametrize("weight", ["35", '"35"', '"35.00"'])
def test_weights_may_be_written_in_any_exact_way(weight: str) -> None:
    assert found_in([("weight = 35", f"weight = {weight}")]) == []


def test_the_fund_may_be_spent_to_the_last_unit() -> None:
    assert found_in([("fund = 500000000", "fund = 494700000")]) == []


@pytest.mark.parametrize("quorum", ['quorum = "1/1"\nquorum_is_strict = false', 'quorum = "0.5"'])
def test_quorums_that_can_be_met(quorum: str) -> None:
    assert found_in([('quorum = "2/3"', quorum)]) == []


@pytest.mark.parametrize(
    "pair",
    [("most_per_reviewer = 16", "most_per_reviewer = 1"), ('records = ["ranking"]\n', "")],
)
def test_a_calibrated_order_that_never_comes_about(pair: tuple[str, str]) -> None:
    ordered = ("lowest = 1\n", 'lowest = 1\nordered_by = "calibrated"\n')

    assert FaultCode.NEVER_CALIBRATED in {fault.code for fault in found_in([ordered, pair])}
    assert found_in([ordered]) == []


def test_all_faults_are_found_in_one_run() -> None:
    """Faults of reading do not hide faults of meaning, however many there are of each."""
    alone = [
        (code, place, pairs)
        for code, place, pairs in DEFECTS
        if code
        not in {
            FaultCode.NOT_TOML, FaultCode.UNKNOWN_REFERENCE, FaultCode.FIELD_TYPE,
            FaultCode.OUT_OF_RANGE, FaultCode.MISSING_TRANSLATION, FaultCode.BALLOT_MISSING,
            FaultCode.TOO_LARGE, FaultCode.TRAP, FaultCode.DUPLICATE_KEY,
            FaultCode.AUTOMATIC_CIRCLE, FaultCode.DEADLINE_OVERLAP, FaultCode.ROUND_MISSING,
            FaultCode.ROUND_IDLE, FaultCode.ROUND_TOO_SMALL, FaultCode.SHORTLIST_EMPTY,
            FaultCode.BLIND_IDLE, FaultCode.BLIND_LATE,
        }
    ]  # fmt: skip
    pairs = [
        pair for _, _, some in alone for pair in some if "{" not in pair[1] or "大" not in pair[1]
    ]

    found = {(fault.place, fault.code) for fault in found_in(pairs)}

    expected = {(place, code) for code, place, _ in alone}
    assert expected - found == {("themes.big-data.label.zh", FaultCode.PLACEHOLDER_MISMATCH)}


def test_the_command_names_them_with_their_lines(tmp_path: Path) -> None:

    path = tmp_path / "plan.toml"
    path.write_text(changed(("weight = 35", "weight = 30"), ('by = ["system"]', "by = []")))

    outcome = run(check.COMMAND, str(path))

    lines = path.read_text().split("\n")
    nobody = next(n for n, line in enumerate(lines, 1) if line == "by = []")
    weights = lines.index("[rubrics.individual.criteria.cooperation]") + 1
    assert outcome.status is Status.DOES_NOT_HOLD
    assert outcome.text.split("\n") == [
        f"{path}:{weights}: rubrics.individual.criteria: weights: weights make 95, not 100",
        f"{path}:{nobody}: {ACTIONS}.lapse.by: nobody-may: no role may take this action",
    ]
