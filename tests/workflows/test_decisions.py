"""What a ballot implies: awards, reserve, ties that people must break."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.decisions import Implied, ProposedDecision, propose_decisions
from workflows.facts import BallotOutcome


def outcome(
    yes: int, votes: int = 6, *, met: bool | None = None, quorum: bool = True
) -> BallotOutcome:
    """An outcome with a threshold of two thirds."""
    carried = yes * 3 >= votes * 2 if met is None else met
    return BallotOutcome(quorum, votes, 5, None, carried, yes, votes, carried)


@pytest.mark.parametrize(
    ("votes", "awards", "reserves", "expected"),
    [
        ({"A": 6, "B": 5, "C": 1}, 1, 1, {"A": "award", "B": "reserve", "C": "no-award"}),
        ({"A": 6, "B": 6, "C": 4}, 2, 1, {"A": "award", "B": "award", "C": "reserve"}),
        ({"A": 6, "B": 6, "C": 4}, 1, 1, {"A": "undecided", "B": "undecided", "C": "undecided"}),
        ({"A": 6, "B": 5, "C": 5}, 1, 1, {"A": "award", "B": "undecided", "C": "undecided"}),
        ({"A": 3, "B": 2}, 1, 1, {"A": "no-award", "B": "no-award"}),
        ({"A": 6}, 0, 0, {"A": "no-award"}),
        ({}, 1, 1, {}),
    ],
)
def test_propose_decisions(votes, awards, reserves, expected):
    proposed = propose_decisions({n: outcome(yes) for n, yes in votes.items()}, awards, reserves)

    assert {line.nomination: line.implied.value for line in proposed} == expected


def test_a_nomination_without_quorum_gets_nothing_and_takes_nothing():
    outcomes = {"A": outcome(6, quorum=False), "B": outcome(5)}

    assert propose_decisions(outcomes, 1, 0) == (
        ProposedDecision("B", Implied.AWARD, Fraction(5, 6)),
        ProposedDecision("A", Implied.NO_QUORUM, Fraction(0)),
    )


def test_no_vote_cast_is_no_award():
    assert propose_decisions({"A": outcome(0, 0, met=False)}, 1, 1)[0].implied is Implied.NO_AWARD


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(0, 3), st.integers(0, 2))
def test_never_more_than_there_are_and_never_past_a_better_one(votes, awards, reserves):
    proposed = propose_decisions(
        {f"N{n}": outcome(yes) for n, yes in enumerate(votes)}, awards, reserves
    )

    awarded = [line.share for line in proposed if line.implied is Implied.AWARD]
    others = [line.share for line in proposed if line.implied is not Implied.AWARD]
    assert len(awarded) <= awards
    assert sum(line.implied is Implied.RESERVE for line in proposed) <= reserves
    assert not awarded or not others or min(awarded) > max(others)
