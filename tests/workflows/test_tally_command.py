"""The command that counts ballots: rules, ties, exact fractions."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.workflows.running import run
from workflows.ballots import Rule
from workflows.commands import tally
from workflows.commands.outcome import Status

BALLOTS = b'{"candidates": ["A", "B", "C"], "ballots": [[3, [["A"], ["B"]]], [2, [["B"], ["A"]]]]}'


TIED = b'{"candidates": ["A", "B"], "ballots": [[1, [["A"]]], [1, [["B"]]]]}'


PREFLIB = b"3\n1,Ann\n2,Ben\n3,Cem\n5,5,2\n3,1,2,3\n2,2,1,3\n"


@pytest.mark.parametrize("rule", [str(rule) for rule in Rule])
@pytest.mark.parametrize(
    "data", [BALLOTS, PREFLIB, gzip.compress(BALLOTS)], ids=["JSON", "PrefLib", "gz"]
)
def test_tally_by_every_rule(rule: str, data: bytes) -> None:
    outcome = run(tally.COMMAND, "-", "--rule", rule, "--json", stdin=data)

    told = json.loads(outcome.text)
    assert outcome.status is Status.HOLDS
    assert (told["rule"], told["tied"], told["tie_break"]) == (rule, False, None)
    assert told["winners"] in (["A"], ["1"])
    assert set(told) == {"rule", "winners", "tied", "tie_break", "sheet"}


def test_tally_for_people() -> None:
    outcome = run(tally.COMMAND, "-", "--rule", "plurality", stdin=PREFLIB)

    assert outcome.text.split("\n") == [
        "rule\tplurality",
        "elected\t1 (Ann)",
        "order\t1 (Ann) > 2 (Ben) > 3 (Cem)",
        "sheet\tfirst preferences: 1 (Ann) 3, 2 (Ben) 2, 3 (Cem) 0 (not counted: 0)",
    ]


def test_a_tie_is_told() -> None:
    outcome = run(tally.COMMAND, "-", "--strength", "winning-votes", stdin=TIED)

    assert "elected\tA, B\ntie\ta tie decides (equal-paths): each of these could be elected\n" in (
        outcome.text
    )


def test_fractions_stay_exact() -> None:
    data = b'{"candidates": ["A", "B"], "ballots": [[1, [["A"], ["B"]]], [2, [["B"], ["A"]]]]}'

    told = json.loads(run(tally.COMMAND, "-", "--rule", "median", "--json", stdin=data).text)

    assert told["sheet"][1]["figures"] != {"A": "1", "B": 1}
    assert told["sheet"][1]["figures"] == {"A": 1, "B": "2/3"}


def test_ballots_that_are_a_list() -> None:
    outcome = run(tally.COMMAND, "-", stdin=b"[]")

    assert outcome.remarks == "-: must be an object with candidates and ballots"
