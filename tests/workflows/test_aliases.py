"""Aliases: letters drawn by lot, one person each, never given on."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.aliases import Capacity, alias_words, drawn_number, letters_of


@pytest.mark.parametrize(
    ("number", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_go_on_after_z(number, letters):
    assert letters_of(number) == letters


def test_no_letters_stand_for_less_than_nothing():
    with pytest.raises(ValueError, match="-1"):
        letters_of(-1)


@pytest.mark.parametrize(
    ("language", "capacity", "words"),
    [
        ("en", Capacity.REVIEWER, "Reviewer C"),
        ("zh", Capacity.REVIEWER, "评审人C"),
        ("en", Capacity.MEMBER, "Member C"),
        ("zh", Capacity.MEMBER, "委员C"),
        ("fr", Capacity.REVIEWER, "Reviewer C"),
        ("zh-Hans", Capacity.MEMBER, "委员C"),
    ],
)
def test_an_alias_is_said_in_the_readers_language(language, capacity, words):
    assert alias_words(2, language, capacity) == words


@given(st.sets(st.integers(0, 120)), st.integers(min_value=0))
def test_a_letter_is_never_given_twice_and_long_ones_only_when_short_ones_are_gone(taken, lot):
    number = drawn_number(taken, lot)

    assert number not in taken
    assert set(range(number - number % 26)) <= taken


@given(st.sets(st.integers(0, 25), max_size=25))
def test_every_free_letter_is_as_likely_as_every_other(taken):
    free = 26 - len(taken)

    drawn = Counter(drawn_number(taken, lot) for lot in range(free * 3))

    assert drawn == dict.fromkeys(set(range(26)) - taken, 3)
