"""Ties: what parts equals, in which order, and that the same values always give the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN
from tests.workflows.test_rounds import SHORTLIST, ranking
from workflows.decisions import propose_decisions
from workflows.facts import BallotOutcome
from workflows.incentives import shares
from workflows.rounds import count_round
from workflows.ties import Breaking, TieBreak, broken, drawn, read_casting

CHAIR, LOT, RUN_OFF, SHARED = TieBreak.CHAIR, TieBreak.LOT, TieBreak.RUN_OFF, TieBreak.SHARED
NAMES = st.lists(st.text("abcdef", min_size=1), min_size=2, max_size=6, unique=True)


def test_a_lot_is_what_its_docstring_says() -> None:
    digests = {n: hashlib.sha256(f"s:{n}".encode()).hexdigest() for n in "ABCD"}

    assert drawn("s", "ABCD") == tuple(sorted("ABCD", key=digests.__getitem__))


@given(NAMES, st.text(min_size=1), st.randoms())
def test_a_lot_parts_everybody_and_does_not_care_who_is_named_first(names, seed, random) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    tie = broken(names, Breaking((LOT,), seed=seed))

    assert tie == broken(shuffled, Breaking((LOT,), seed=seed))
    assert [len(group) for group in tie.groups] == [1] * len(names)
    assert (tie.decided_by, tie.waits_for) == ((LOT,), None)


@pytest.mark.parametrize(
    ("breaking", "groups", "decided", "waits"),
    [
        (Breaking(()), [("A", "B", "C")], (), None),
        (Breaking((CHAIR, LOT)), [("A", "B", "C")], (), CHAIR),
        (Breaking((CHAIR, LOT), ("C", "A", "B")), [("C",), ("A",), ("B",)], (CHAIR,), None),
        (Breaking((CHAIR, LOT), ()), [("A", "B", "C")], (), LOT),
        (Breaking((RUN_OFF, CHAIR), run_off={"B": 2}), [("B",), ("A", "C")], (RUN_OFF,), CHAIR),
        (Breaking((RUN_OFF, SHARED), run_off={"A": 1}), [("A",), ("B", "C")], (RUN_OFF, SHARED),
         None),
    ],
)  # fmt: skip
def test_one_tie_break_after_the_other(breaking, groups, decided, waits) -> None:
    tie = broken("CAB", breaking)

    assert (list(tie.groups), tie.decided_by, tie.waits_for) == (groups, decided, waits)


def test_a_run_off_counts_the_papers_for_the_equals_alone() -> None:
    """Two circles of three beat each other round; among them most papers put B first."""
    spec = replace(SHORTLIST, places=1, tie_break=(RUN_OFF, LOT))
    votes = ranking("ABC", "ABC", "BCA", "BCA", "CAB", "CAB", "BCA", "CAB", "ABC")

    result = count_round(spec, "ABC", votes, 9, {})
    again = count_round(spec, "ABC", votes, 9, {}, seed="seed")

    assert result.run_off == {"A": 3, "B": 3, "C": 3}
    assert result.tie is not None
    assert result.tie.waits_for is LOT
    assert not any(item.elected for item in result.items.values())
    assert [n for n, item in again.items.items() if item.elected] == [drawn("seed", "ABC")[0]]


def test_the_casting_vote_fills_the_places_that_are_left() -> None:
    spec = replace(SHORTLIST, tie_break=(CHAIR, LOT))
    votes = ranking("ABC", "ACB")

    waiting = count_round(spec, "ABC", votes, 3, {})
    settled = count_round(spec, "ABC", votes, 3, {}, casting=("C", "B"))

    assert [n for n, i in waiting.items.items() if i.elected] == ["A"]
    assert [n for n, i in settled.items.items() if i.elected] == ["A", "C"]


def test_equals_of_an_approval_are_parted_for_award_and_reserve() -> None:
    carried = BallotOutcome(True, 6, 4, 1, True, 6, 6, True)
    outcomes = dict.fromkeys("ABC", carried)

    waiting = propose_decisions(outcomes, 1, 1, Breaking((CHAIR, LOT)))
    settled = propose_decisions(outcomes, 1, 1, Breaking((CHAIR, LOT), ("B", "C", "A")))

    assert {(p.implied.value, p.waits_for) for p in waiting} == {("undecided", CHAIR)}
    assert {p.nomination: (p.implied.value, p.decided_by) for p in settled} == {
        "A": ("no-award", (CHAIR,)), "B": ("award", (CHAIR,)), "C": ("reserve", (CHAIR,)),
    }  # fmt: skip


def test_more_than_can_share_draw_a_lot() -> None:
    outcomes = dict.fromkeys("ABCD", BallotOutcome(True, 6, 4, 1, True, 6, 6, True))

    proposed = propose_decisions(outcomes, 3, 0, Breaking((SHARED,), seed="x"))

    awarded = {p.nomination for p in proposed if p.implied == "award"}
    assert awarded == set(drawn("x", "ABCD")[:3])


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ({"A": "2", "B": "1"}, ("B", "A")),
        ({"A": "1", "B": "1"}, None),
        ({"A": "1"}, None),
        ({"A": "1", "B": "02"}, None),
        ({"A": "1", "B": "3"}, None),
    ],
)
def test_a_casting_vote_is_an_order_of_all_equals(given, order) -> None:
    assert read_casting(("A", "B"), given) == order


def test_too_few_votes_or_too_many_recusals_reach_no_quorum() -> None:
    spec = replace(SHORTLIST, least_votes=2, quorum=Fraction(1, 9))

    few = count_round(spec, "A", ranking("A"), 6, {}).items["A"]
    enough = count_round(spec, "A", ranking("A", "A"), 6, {"A": 3}, most_recusals=3).items["A"]
    away = count_round(spec, "A", ranking("A", "A"), 6, {"A": 4}, most_recusals=3).items["A"]

    assert (few.needed, few.quorum_reached) == (2, False)
    assert enough.quorum_reached
    assert (away.quorum_reached, away.too_many_recused) == (False, True)


def test_a_share_is_what_the_plan_says() -> None:
    award = PLAN.categories["outstanding-contribution"].award

    assert [shares(award, number) for number in (1, 2, 3)] == [
        (50_000_000,), (25_000_000, 25_000_000), (16_666_667, 16_666_667, 16_666_666),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="4 laureates"):
        shares(award, 4)


@pytest.mark.parametrize("key", sorted(PLAN.categories))
def test_every_share_of_the_shipped_plan_makes_the_amount(key) -> None:
    award = PLAN.categories[key].award

    for number in range(1, award.shared_by_at_most + 1):
        assert sum(shares(award, number)) == award.amount
