"""What holds of the merits behind any orders: no effect of order, symmetry, points, no harm."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_comparing import NAMES, order
from workflows.comparing import (
    Answer,
    Order,
    Pair,
    merits_of_orders,
    merits_of_pairs,
)

ORDERS = st.lists(
    st.permutations(NAMES).flatmap(
        lambda names: st.tuples(st.just(names), st.integers(2, 6), st.integers(0, 3))
    ).map(lambda drawn: grouped(*drawn)),
    min_size=1,
    max_size=6,
)  # fmt: skip


def grouped(names: list[str], length: int, equal: int) -> Order:
    """A list of so many, so many of which are equals at the end."""
    listed = names[:length]
    alone = listed[: max(1, length - equal)]
    rest = tuple(listed[len(alone) :])
    return (*((name,) for name in alone), *([rest] if rest else []))


FULL = order(*NAMES)


@given(ORDERS, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_and_of_equals_changes_nothing(
    orders: list[Order], chance: random.Random
) -> None:
    mixed = [tuple(tuple(chance.sample(g, len(g))) for g in each) for each in [*orders, FULL]]
    chance.shuffle(mixed)

    one = merits_of_orders(NAMES, [*orders, FULL])
    other = merits_of_orders(NAMES[::-1], mixed)

    assert {m.nomination: round(m.merit, 6) for m in one} == {
        m.nomination: round(m.merit, 6) for m in other
    }


@given(ORDERS)
def test_turning_every_pair_round_turns_the_merits_round(orders: list[Order]) -> None:
    pairs = [
        Pair(a, b, Answer.FIRST)
        for each in [*orders, FULL]
        for (above, below) in combinations(each, 2)
        for a in above
        for b in below
    ]
    turned = [Pair(p.second, p.first, p.answer) for p in pairs]

    ours = {m.nomination: m.merit for m in merits_of_pairs(NAMES, pairs)}
    theirs = {m.nomination: m.merit for m in merits_of_pairs(NAMES, turned)}

    assert all(ours[name] == pytest.approx(-theirs[name], abs=1e-6) for name in NAMES)


@given(ORDERS)
def test_points_lie_between_0_and_100_and_are_50_in_the_mean(orders: list[Order]) -> None:
    found = merits_of_orders(NAMES, [*orders, FULL])

    assert all(0 <= m.points <= 100 for m in found)
    assert sum(m.points for m in found) / len(found) == pytest.approx(50)
    assert sum(m.merit for m in found) == pytest.approx(0, abs=1e-6)
    assert [m.points for m in found] == sorted((m.points for m in found), reverse=True)


@given(ORDERS, st.sampled_from(NAMES))
def test_one_more_first_place_never_harms(orders: list[Order], name: str) -> None:
    rest = tuple((other,) for other in NAMES if other != name)
    before = merits_of_orders(NAMES, [*orders, FULL])
    after = merits_of_orders(NAMES, [*orders, FULL, ((name,), *rest)])

    def own(found: tuple[object, ...]) -> float:
        return next(m.points for m in found if m.nomination == name)  # type: ignore[attr-defined]

    assert own(after) >= own(before) - 1e-9
