"""The quorum at its boundaries."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.quorum import Quorum, quorum_needed

TWO_THIRDS = Fraction(2, 3)


@pytest.mark.parametrize(
    ("members", "recused", "fraction", "strict", "needed"),
    [
        (9, 0, TWO_THIRDS, True, 7),
        (9, 0, TWO_THIRDS, False, 6),
        (7, 0, TWO_THIRDS, True, 5),
        (7, 0, TWO_THIRDS, False, 5),
        (7, 1, TWO_THIRDS, True, 5),
        (7, 1, TWO_THIRDS, False, 4),
        (5, 0, Fraction(3, 5), False, 3),
        (4, 0, Fraction(1, 2), True, 3),
        (4, 0, Fraction(1, 2), False, 2),
        (3, 2, TWO_THIRDS, True, 1),
        (4, 0, Fraction(1), False, 4),
        (4, 0, Fraction(0), True, 1),
    ],
)
def test_quorum_needed_at_the_boundary(
    members: int, recused: int, fraction: Fraction, *, strict: bool, needed: int
) -> None:
    assert quorum_needed(members, recused, fraction, strict=strict) == needed


@pytest.mark.parametrize("members", [0, 7])
@pytest.mark.parametrize("strict", [True, False])
def test_quorum_when_everybody_is_recused_cannot_be_reached(members: int, *, strict: bool) -> None:
    needed = quorum_needed(members, members, TWO_THIRDS, strict=strict)

    quorum = Quorum(needed, present=0, members=members, recused=members)

    assert (needed, quorum.reached) == (1, False)


@pytest.mark.parametrize(
    ("members", "recused", "fraction", "strict"),
    [
        (-1, 0, TWO_THIRDS, True),
        (3, 4, TWO_THIRDS, True),
        (3, -1, TWO_THIRDS, True),
        (3, 0, Fraction(1), True),
        (3, 0, Fraction(0), False),
        (3, 0, Fraction(4, 3), False),
        (3, 0, Fraction(-1, 3), True),
    ],
)
def test_quorum_needed_with_impossible_numbers(
    members: int, recused: int, fraction: Fraction, *, strict: bool
) -> None:
    with pytest.raises(ValueError, match=r"recused|quorum"):
        quorum_needed(members, recused, fraction, strict=strict)


@pytest.mark.parametrize(("present", "reached"), [(0, False), (6, False), (7, True), (8, True)])
def test_quorum_reached_from_the_needed_number_on(present: int, *, reached: bool) -> None:
    assert Quorum(7, present, members=10, recused=2).reached is reached


@pytest.mark.parametrize(
    ("needed", "present", "members", "recused"),
    [(0, 0, 3, 0), (1, -1, 3, 0), (1, 3, 3, 1), (1, 0, 3, 4), (1, 0, 3, -1)],
)
def test_quorum_with_numbers_that_contradict_each_other(
    needed: int, present: int, members: int, recused: int
) -> None:
    with pytest.raises(ValueError, match=r"quorum|present|recused"):
        Quorum(needed, present, members, recused)


@given(st.integers(1, 60), st.fractions(0, 1).filter(lambda f: 0 < f < 1), st.data())
def test_quorum_needed_is_the_fewest_that_satisfy_the_words(
    members: int, fraction: Fraction, data: st.DataObject
) -> None:
    recused = data.draw(st.integers(0, members - 1))
    entitled = members - recused

    more_than = quorum_needed(members, recused, fraction, strict=True)
    at_least = quorum_needed(members, recused, fraction, strict=False)

    assert more_than == min(n for n in range(1, entitled + 1) if n > fraction * entitled)
    assert at_least == min(n for n in range(1, entitled + 1) if n >= fraction * entitled)
