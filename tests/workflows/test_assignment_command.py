"""What the command for assignments prints, and what it refuses."""

from __future__ import annotations

import pytest

from tests.workflows.running import run
from workflows.commands import assign
from workflows.commands.outcome import Status as Ended

FILE = b"""{"reviews_per_nomination": 2, "objective": "floor",
 "nominations": [{"id": "N1", "traits": {"region": "Asia"}}, {"id": "N2"}],
 "reviewers": [{"id": "R1", "max": 2, "traits": {"region": "Asia"}},
               {"id": "R2", "max": 2, "traits": {"region": "Africa"}},
               {"id": "R3", "max": 2, "traits": {"region": ["Asia"]}}],
 "affinity": [["N1", "R1", 2.5], ["N1", "R3", 2], ["N2", "R2", 0.5]],
 "spread": [{"rule": "from_another", "trait": "region"}]}"""


def test_the_command_prints_value_bound_proof_and_loads() -> None:
    outcome = run(assign.COMMAND, "-", stdin=FILE)

    assert outcome.status is Ended.HOLDS
    assert outcome.text.splitlines() == [
        "optimal\t4 pairs",
        "floor\t0.5\t= bound 0.5",
        "total\t3\t= bound 3",
        "proof\tverified",
        "nomination\tN1\t2.5\tR1, R2",
        "nomination\tN2\t0.5\tR2, R3",
        "reviewer\tR1\t1",
        "reviewer\tR2\t2",
        "reviewer\tR3\t1",
    ]


def test_the_command_says_in_words_what_blocks() -> None:
    outcome = run(assign.COMMAND, "-", "--most", "1", stdin=FILE)

    assert outcome.status is Ended.DOES_NOT_HOLD
    assert "These nominations need 4 reviews" in outcome.text
    assert "room for 3" in outcome.text


@pytest.mark.parametrize(
    "words", [("--effort", "-1"), ("--reviews", "-1")], ids=["effort", "reviews"]
)
def test_the_command_refuses_numbers_that_cannot_be(words: tuple[str, ...]) -> None:
    assert run(assign.COMMAND, "-", *words, stdin=FILE).status is Ended.UNUSABLE
