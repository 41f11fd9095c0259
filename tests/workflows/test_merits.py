"""``merits``: comparisons in, merits out; what is wrong with a file is said with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.workflows.running import run
from workflows.commands import calibrate, merits
from workflows.commands.outcome import Outcome, Status
from workflows.comparing import Answer, Comparisons, Pair, mean_shares

ORDERS = {
    "method": {"scoring": "order", "cuts": [1, 2]},
    "orders": {"R1": [["A"], ["B"], ["C"]], "R2": [["A"], ["C"], ["B"]], "R3": [["B", "A"]]},
}
PAIRS = {
    "method": {"scoring": "pairs"},
    "pairs": {"R1": [["A", "B", "first"], ["B", "C", "equal"]], "R2": [["C", "A", "second"]]},
}


def start(document: Any, *words: str) -> Outcome:
    """Run on standard input."""
    return run(merits.COMMAND, "-", *words, stdin=json.dumps(document).encode())


def test_orders_give_places_merits_and_cuts() -> None:
    told = json.loads(start(ORDERS, "--json").text)

    assert [each["id"] for each in told["nominations"]] == ["A", "B", "C"]
    assert [each["place"] for each in told["nominations"]] == [1, 2, 3]
    assert told["nominations"][0]["mean_share"] == pytest.approx((100 + 100 + 50) / 3, abs=0.01)
    assert [cut["places"] for cut in told["firmness"]["cuts"]] == [1, 2]
    assert all(each["low"] < each["merit"] < each["high"] for each in told["nominations"])


def test_pairs_give_the_same_kind_of_answer_and_lines_for_people() -> None:
    outcome = start(PAIRS, "--cut", "2")

    assert outcome.status is Status.HOLDS
    assert outcome.text.splitlines()[1].split()[:3] == ["1", "A", "100.00"]
    assert "cut 2\t" in outcome.text


def test_the_same_file_and_seed_give_the_same_bytes() -> None:
    assert start(ORDERS, "--json").text == start(ORDERS, "--json").text
    assert start(ORDERS, "--json", "--seed", "2").text != start(ORDERS, "--json").text


def test_parts_that_nobody_compared_are_refused_with_the_reason() -> None:
    apart = {**ORDERS, "orders": {"R1": [["A"], ["B"]], "R2": [["C"], ["D"]]}}

    outcome = start(apart, "--json")

    told = json.loads(outcome.text)
    assert outcome.status is Status.DOES_NOT_HOLD
    assert [each["code"] for each in told["refusals"]] == ["not_compared"]
    assert (told["nominations"], told["firmness"]) == ([], None)
    assert start(apart).text.startswith("refused\t")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "-: must be an object"),
        ({"reviews": []}, "-: holds points"),
        ({**ORDERS, "points": {}}, "-: points: is not a key"),
        ({"orders": {}}, "-: method: must be an object"),
        ({"method": {"scoring": "points"}}, "-: method.scoring: must be one of order, pairs"),
        ({"method": {"scoring": "order", "seed": 1}}, "-: method.seed: is not a key"),
        ({"method": {"scoring": "order", "interval": 90}}, "-: method.interval: must be 95"),
        ({"method": {"scoring": "order", "cuts": [0]}, "orders": {}}, "-: method.cuts: must be"),
        ({"method": {"scoring": "order"}, "orders": {}}, "-: compares nothing"),
        ({**ORDERS, "pairs": PAIRS["pairs"]}, "-: pairs: a round has orders or pairs"),
        ({**ORDERS, "orders": {"R1": [["A"], ["A"]]}}, "-: orders.R1: names a nomination twice"),
        ({**ORDERS, "orders": {"R1": ["A"]}}, "-: orders.R1[0]: must be a list"),
        ({**ORDERS, "orders": {"R1": [[7]]}}, "-: orders.R1[0][0]: must be a text"),
        ({**PAIRS, "orders": {"R1": [["A"]]}}, "-: orders: a round has orders or pairs"),
        ({**PAIRS, "pairs": {"R1": [["A", "A", "first"]]}}, "-: pairs.R1[0]: must be two"),
        ({**PAIRS, "pairs": {"R1": [["A", "B", "both"]]}}, "-: pairs.R1[0]: the answer must be"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(document: Any, said: str) -> None:
    outcome = start(document)

    assert outcome.status is Status.UNUSABLE
    assert outcome.remarks.startswith(said)


def test_each_of_the_two_commands_names_the_other() -> None:
    outcome = run(calibrate.COMMAND, "-", stdin=json.dumps(ORDERS).encode())

    assert outcome.remarks == "-: holds comparisons; `python -m workflows merits` replays it"


def test_the_mean_share_counts_every_reviewer_once() -> None:
    given = Comparisons(
        pairs={
            "R1": [Pair("A", "B", Answer.FIRST), Pair("A", "C", Answer.FIRST)],
            "R2": [Pair("A", "B", Answer.EQUAL)],
        }
    )

    assert {name: str(mean) for name, mean in mean_shares(given).items()} == {
        "A": "75.00", "B": "25.00", "C": "0.00",
    }  # fmt: skip
