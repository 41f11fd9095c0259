"""One trial set beside the outcome that counts: who enters, who leaves, what stays open."""

from __future__ import annotations

import pytest

from workflows.ballots import Rule
from workflows.other_rules import (
    Held,
    Outcome,
    Trial,
    compare,
    outcome_by,
)

# ---- compared


def beside(order, *, inside="A", left_open="", counted=(("A",), ("B",), ("C",)), places=1):
    trial = Trial(Rule.BORDA, order)
    outcome = Outcome(frozenset(inside), frozenset(left_open))
    return compare(trial, counted, outcome, places, "ABC")


@pytest.mark.parametrize(
    ("order", "held", "enters", "leaves", "tied"),
    [
        ((("A",), ("B",), ("C",)), Held.SAME, "", "", ""),
        ((("A",), ("C",), ("B",)), Held.OTHER_ORDER, "", "", ""),
        ((("B",), ("A",), ("C",)), Held.OTHER, "B", "A", ""),
        ((("A", "B"), ("C",)), Held.TIE, "", "", "AB"),
        ((("B", "C"), ("A",)), Held.OTHER, "", "A", "BC"),
        (None, Held.NOT_COUNTED, "", "", ""),
    ],
)
def test_a_trial_beside_the_outcome(order, held, enters, leaves, tied):
    found = beside(order)

    assert (found.held, *("".join(n) for n in (found.enters, found.leaves, found.tied))) == (
        held, enters, leaves, tied,
    )  # fmt: skip


def test_a_tie_that_waits_is_open_whatever_the_other_rule_says():
    found = beside((("A",), ("B",)), inside="", left_open="AB", counted=(("A", "B"), ("C",)))

    assert (found.held, found.tied) == (Held.TIE, ("A", "B"))


def test_who_shares_by_the_plan_leaves_under_a_rule_that_tells_them_apart():
    found = beside((("A",), ("B",)), inside="AB", counted=(("A", "B"), ("C",)))

    assert (found.held, found.leaves) == (Held.OTHER, ("B",))


def test_who_has_no_quorum_comes_out_under_no_rule():
    trial = Trial(Rule.BORDA, (("B",), ("A",)))

    found = compare(trial, (("B",), ("A",)), Outcome(frozenset()), 1, "A")

    assert (found.held, found.enters) == (Held.SAME, ())


def test_equals_behind_the_last_place_are_no_tie():
    assert outcome_by((("A",), ("B", "C")), 1) == Outcome(frozenset("A"))
    assert outcome_by((("A",), ("B", "C")), 2) == Outcome(frozenset("A"), frozenset("BC"))
