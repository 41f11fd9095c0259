"""At least 98 of a hundred seeded defects are refused by the right code; no legal variant is."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from tests.workflows.mutation.measuring import PLANS, checked, defects, measured, seeded, spread
from tests.workflows.mutation.variants import VARIANTS
from tests.workflows.shipped import PATH
from workflows.plan.faults import FaultCode

OTHERS = [path for path in PLANS if path != PATH]


def test_defects_of_the_shipped_plan_are_refused_by_their_code() -> None:
    """Spread over all places of each kind; `make bench` takes every one of them."""
    found = measured(spread(defects(PATH), 5))

    assert found.defects >= 300
    assert len(found.kinds) >= 25
    assert found.refused >= 0.98
    assert found.right >= 0.98, [(d.kind, d.near, d.code.value) for d in found.wrong]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_one_defect_of_each_kind_in_the_other_plans(path: Path) -> None:
    found = measured(spread(defects(path), 1))

    assert found.defects >= 50
    assert [(d.kind, d.near) for d in found.wrong] == []


def test_every_code_is_seeded() -> None:
    assert {defect.code for defect in defects(PATH)} == set(FaultCode)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_legal_variant_is_not_refused(name: str) -> None:
    document = seeded(PATH).document
    variant = VARIANTS[name](document)

    assert variant != document or list(variant["themes"]) != list(document["themes"])
    assert [str(fault) for fault in checked(variant).faults] == []


def test_there_are_twenty_legal_variants() -> None:
    assert len(VARIANTS) >= 20


HOSTILE = {
    "a dotted key of 400,000 parts": ".".join(["a"] * 400_000) + " = 1",
    "brackets in brackets": "a = " + "[" * 400_000,
    "tables in tables": "a = " + "{ a = " * 150_000,
    "a hundred thousand keys": "\n".join(f"k{i} = 1" for i in range(70_000)),
    "one key nine thousand times": "a = 1\n" * 9_000,
    "quotes that never end": '"""' + '\\"""' * 240_000,
    "a number of 900,000 digits": "a = " + "9" * 900_000,
    "a name of 900,000 letters": "a" * 900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_before_it_costs_anything(name: str) -> None:
    began = time.process_time()
    reading = checked(HOSTILE[name])

    assert reading.faults[0].code in {FaultCode.TOO_LARGE, FaultCode.DUPLICATE_KEY}
    assert time.process_time() - began < 3


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63) + 1, 10**12])
def test_no_number_however_large_makes_the_check_work_for_ever(number: int) -> None:
    text = PATH.read_text("utf-8")
    for key in ("members", "most_recusals", "highest", "grace_minutes", "days", "at_least_days"):
        text = text.replace(f"{key} = ", f"{key} = {number} # ")
    text = text.replace("shared_by_at_most = 3", f"shared_by_at_most = {number}")
    document = tomllib.loads(
        text.replace(f"days = {number} # 30 }} }}]", f"days = {number} }} }}]")
    )

    assert {fault.code for fault in checked(document).faults} >= {FaultCode.OUT_OF_RANGE}
