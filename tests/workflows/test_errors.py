"""Errors read as what they refuse."""

from __future__ import annotations

from workflows.errors import NotFound, PlanFaulty, Refusal, RuleBroken, UnusableInput
from workflows.plan.faults import Fault, FaultCode


def test_an_error_says_its_refusals_or_its_code() -> None:
    assert str(RuleBroken([Refusal("a"), Refusal("b", {"n": 1})])) == "a, b"
    assert str(NotFound()) == "not_found"
    assert NotFound().refusals == ()


def test_a_faulty_plan_carries_its_faults() -> None:
    fault = Fault("prize.zone", FaultCode.UNKNOWN_REFERENCE, "no such zone")

    assert PlanFaulty((fault,)).faults == (fault,)
    assert str(fault) == "prize.zone: unknown-reference: no such zone"
    assert str(Fault("x", FaultCode.TRAP, "stuck", ("a", "b"))) == "x: trap: stuck [a -> b]"


def test_unusable_input_says_where_and_what() -> None:
    assert str(UnusableInput("line 3", "is empty")) == "line 3: is empty"
