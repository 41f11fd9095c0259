"""Votes from files: our own JSON and PrefLib's formats, and where they cannot be read."""

from __future__ import annotations

import pytest

from workflows.ballots import (
    Profile,
    WeightedBallot,
    names_from_preflib,
    profile_from_json,
    profile_from_preflib,
)
from workflows.errors import UnusableInput


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"seat": 1}, "seat"),
        ({"candidates": "AB"}, "candidates"),
        ({"candidates": ["A", 2]}, "candidates[1]"),
        ({"candidates": []}, "candidates"),
        ({"candidates": ["A", " "]}, "candidates"),
        ({"candidates": ["A", "A"]}, "candidates"),
        ({"seats": 0}, "seats"),
        ({"seats": 3}, "seats"),
        ({"seats": True}, "seats"),
        ({"seats": 1.0}, "seats"),
        ({"ballots": {}}, "ballots"),
        ({"ballots": [[1]]}, "ballots[0]"),
        ({"ballots": [[1, [], [], []]]}, "ballots[0]"),
        ({"ballots": [[1, [["A"]]], ["2", []]]}, "ballots[1][0]"),
        ({"ballots": [[0, []]]}, "ballots[0]"),
        ({"ballots": [[1, ["A"]]]}, "ballots[0][1][0]"),
        ({"ballots": [[1, [[]]]]}, "ballots[0]"),
        ({"ballots": [[1, [["C"]]]]}, "ballots[0]"),
        ({"ballots": [[1, [["A"], ["A"]]]]}, "ballots[0]"),
        ({"ballots": [[1, [["A"]], ["A"]]]}, "ballots[0]"),
        ({"ballots": [[1, [["A"]], ["C"]]]}, "ballots[0]"),
    ],
)
def test_profile_from_json_says_where_it_cannot_be_read(
    changes: dict[str, object], place: str
) -> None:
    document = {"candidates": ["A", "B"], "ballots": []}

    with pytest.raises(UnusableInput) as refused:
        profile_from_json({**document, **changes})

    assert refused.value.place == place


@pytest.mark.parametrize("key", ["candidates", "ballots"])
def test_profile_from_json_misses_what_must_be_there(key: str) -> None:
    document = {"candidates": ["A"], "ballots": []}
    del document[key]

    with pytest.raises(UnusableInput, match=f"{key}: is missing"):
        profile_from_json(document)


def test_profile_from_json_reads_ties_blanks_and_recusals() -> None:
    document = {
        "seats": 2,
        "candidates": ["A", "B", "C"],
        "ballots": [[3, [["A"], ["B", "C"]]], [1, []], [2, [["A"]], ["C"]]],
    }

    assert profile_from_json(document) == Profile(
        ("A", "B", "C"),
        (
            WeightedBallot(3, (("A",), ("B", "C"))),
            WeightedBallot(1, ()),
            WeightedBallot(2, (("A",),), frozenset({"C"})),
        ),
        seats=2,
    )


MODERN = """\ufeff# FILE NAME: 00000-00000001.toi
# TITLE: A vote of ten
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 10
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ada: the first
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Bo
5: 1,{2,3}
3: {3, 2}
2: 3,2,1
"""
OLDER = """3
1,Ada: the first
2,Bo
3,Bo
10,10,3
5,1,{2,3}
3,{3,2}
2,3,2,1
"""


@pytest.mark.parametrize("text", [MODERN, OLDER, OLDER.replace("\n", "\r\n")])
def test_profile_from_preflib_reads_both_ages_of_the_format(text: str) -> None:
    assert profile_from_preflib(text) == Profile(
        ("1", "2", "3"),
        (
            WeightedBallot(5, (("1",), ("2", "3"))),
            WeightedBallot(3, (("3", "2"),)),
            WeightedBallot(2, (("3",), ("2",), ("1",))),
        ),
    )
    assert names_from_preflib(text) == {"1": "Ada: the first", "2": "Bo", "3": "Bo"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        (MODERN.replace("2: 3,2,1", "2; 3,2,1"), "line 11"),
        (MODERN.replace("{3, 2}", "{3, 2"), "line 10"),
        (MODERN.replace("{3, 2}", "3,,2"), "line 10"),
        (MODERN.replace("{3, 2}", "{4}"), "ballots[1]"),
        (MODERN.replace("2: 3,2,1\n", ""), "NUMBER VOTERS"),
        (MODERN.replace("ORDERS: 3", "ORDERS: 4"), "NUMBER UNIQUE ORDERS"),
        (MODERN.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4"), "NUMBER ALTERNATIVES"),
        ("nonsense", "line 1"),
        ("3\n1,Ada", "line 1"),
        (OLDER.replace("10,10,3", "10,10"), "line 5"),
        (OLDER.replace("10,10,3", "10,11,3"), "NUMBER VOTERS"),
    ],
)
def test_profile_from_preflib_says_where_it_cannot_be_read(text: str, place: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        profile_from_preflib(text)

    assert refused.value.place == place
