"""Groups side by side: nobody is pointed at, and a difference is found where there is one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.insight import Scored, compare, spread_of
from workflows.insight.comparing import OTHERS, collapsed


def scored(**sizes: int) -> list[Scored]:
    return [Scored(key, "", 50.0 + n) for key, size in sizes.items() for n in range(size)]


def shown(compared) -> dict[str, int]:
    return {group.key: group.nominations for group in compared.groups}


def test_large_groups_stand_alone_the_largest_first():
    assert shown(compare(scored(b=5, a=9, c=5), least=5)) == {"a": 9, "b": 5, "c": 5}


def test_small_groups_are_put_together():
    found = compare(scored(a=9, b=3, c=4), least=5)

    assert shown(found) == {"a": 9, OTHERS: 7}
    assert found.together == 2


def test_a_group_that_could_be_worked_out_takes_the_smallest_other_with_it():
    found = compare(scored(a=9, b=6, c=2), least=5)

    assert shown(found) == {"a": 9, OTHERS: 8}
    assert found.together == 2


def test_nothing_is_shown_of_too_few():
    found = compare(scored(a=2, b=2), least=5)

    assert (found.groups, found.withheld, found.is_told) == ((), 4, False)


def test_whoever_states_no_group_is_with_the_others():
    found = compare([*scored(a=9), *(Scored(OTHERS, "", 10) for _ in range(6))], least=5)

    assert shown(found) == {"a": 9, OTHERS: 6}
    assert found.together == 0


def test_one_group_alone_is_no_comparison():
    found = compare(scored(a=9), least=5)

    assert not found.is_told
    assert found.groups[0].apart is None


@given(
    sizes=st.dictionaries(st.text("abcdef", max_size=1), st.integers(1, 12), max_size=7),
    least=st.integers(1, 9),
)
def test_no_shown_or_deducible_group_is_small(sizes, least):
    alone = collapsed(sizes, least)
    rest = sum(size for key, size in sizes.items() if key not in alone)

    assert all(sizes[key] >= least for key in alone)
    assert rest == 0 or rest >= least or not alone


def test_a_difference_is_taken_inside_its_stratum():
    chance = random.Random(1)  # noqa: S311
    made = [
        Scored(group, stratum, level + (8 if group == "x" else 0) + chance.gauss(0, 3))
        for stratum, level, sizes in (("p", 30, (20, 5)), ("q", 80, (5, 20)))
        for group, size in zip("xy", sizes, strict=True)
        for _ in range(size)
    ]

    groups = {group.key: group for group in compare(made, least=5).groups}

    assert groups["x"].spread.mean < groups["y"].spread.mean
    assert groups["x"].apart.low > 0
    assert groups["x"].apart.low < 8 < groups["x"].apart.high
    assert groups["y"].apart.value == pytest.approx(-groups["x"].apart.value)


def test_quartiles_lie_between_the_values():
    found = spread_of([1, 2, 4, 10])

    assert (found.lowest, found.lower, found.middle) == (1, 1.75, 3)
    assert (found.upper, found.highest, found.mean) == (5.5, 10, 4.25)
