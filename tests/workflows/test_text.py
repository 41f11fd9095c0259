"""Counting, comparing and tidying text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.text import count_words, folded, same_name, squeezed, tidied


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("—", 0),
        ("one", 1),
        ("North-South co-operation", 2),
        ("the nominee's work", 3),
        ("CO2 in 2027", 3),
        ("Ħal Għaxaq", 2),
        ("好", 1),
        ("好人", 1),
        ("好人们", 2),
        ("ANSO 奖励", 2),
        ("science科学science", 3),
        ("snake_case", 1),
        ("सतत विकास", 2),
        ("north–south/east — west", 4),
    ],
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Müller, Jürgen", "jurgen muller", True),
        ("O'Neill", "O’NEILL", True),
        ("José García", "Garcia Jose", True),
        ("Straße", "STRASSE", True),
        ("王小明", "王小明", True),
        ("王小明", "王小朋", False),
        ("Li Wei", "Li", False),
        ("", "", False),
        ("!", "?", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a \t b\r\n c ", "a b c"),
        ("e\u0301", "é"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u200ca\u200d ", "a"),
        ("\ud800x\ue000", "x"),
    ],
)
def test_squeezed(raw: str, clean: str) -> None:
    assert squeezed(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("a  \n\n\tb\u202e\x07", "a\n\n\tb"),
        ("e\u0301", "é"),
    ],
)
def test_tidied(raw: str, clean: str) -> None:
    assert tidied(raw) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert squeezed(squeezed(raw)) == squeezed(raw)
    assert tidied(tidied(raw)) == tidied(raw)
    assert unicodedata.is_normalized("NFC", squeezed(raw))


@given(st.text(), st.text())
def test_folding_knows_no_order_of_parts(one: str, other: str) -> None:
    assert folded(f"{one} {other}") == folded(f"{other} {one}")
