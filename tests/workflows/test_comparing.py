"""Orders and pairs: published figures, the truth of a simulation, and what must never change."""

from __future__ import annotations

import math
import random
from itertools import combinations, permutations

import pytest

from workflows.comparing import (
    Answer,
    Order,
    Pair,
    Unconnected,
    borda,
    merits_of_orders,
    merits_of_pairs,
)
from workflows.comparing.choices import choices_of_pairs
from workflows.comparing.fitting import covariance, fitted

TEAMS = ("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore")
WON = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)
"""American League 1987: A. Agresti, Categorical Data Analysis (1990), table 10.10."""

SEASON = [
    Pair(TEAMS[i], TEAMS[j], Answer.FIRST)
    for i, j in permutations(range(len(TEAMS)), 2)
    for _ in range(WON[i][j])
]


def order(*groups: str) -> Order:
    """`order("a", "bc")`: a best, then b and c as equals."""
    return tuple(tuple(group) for group in groups)


def test_bradley_terry_agrees_with_the_published_baseball_season() -> None:
    """Estimates and standard errors against Baltimore as R's BradleyTerry2 prints them."""
    choices = choices_of_pairs(TEAMS, SEASON)
    strength = fitted(choices, 0)
    at = {name: place for place, name in enumerate(choices.names)}
    last = at["Baltimore"]
    spread = covariance(choices, strength, 0)

    told = {
        name: (
            round(math.log(strength[at[name]] / strength[last]), 3),
            round(
                math.sqrt(
                    spread[at[name], at[name]] + spread[last, last] - 2 * spread[at[name], last]
                ),
                3,
            ),
        )
        for name in TEAMS[:-1]
    }

    assert told == {
        "Milwaukee": (1.581, 0.343),
        "Detroit": (1.436, 0.340),
        "Toronto": (1.294, 0.337),
        "New York": (1.248, 0.336),
        "Boston": (1.108, 0.334),
        "Cleveland": (0.684, 0.332),
    }


def test_borda_gives_half_for_equals_and_shares_of_short_lists() -> None:
    assert borda([order("a", "bc", "d"), order("d", "a")]) == {
        "a": pytest.approx((100 + 0) / 2),
        "b": pytest.approx(50),
        "c": pytest.approx(50),
        "d": pytest.approx((0 + 100) / 2),
    }
    assert borda([order("a")]) == {}


def test_two_items_have_the_logarithm_of_their_odds() -> None:
    orders = [order("a", "b")] * 3 + [order("b", "a")]

    one, other = merits_of_orders("ab", orders, prior=0)

    assert one.nomination == "a"
    assert one.merit - other.merit == pytest.approx(math.log(3))
    assert one.points == pytest.approx(75)


def test_an_order_is_the_likeliest_one_by_its_own_likelihood() -> None:
    """No merits near the answer make the orders likelier: looked at without the fitting's code."""
    orders = [order("a", "b", "c"), order("b", "a", "c"), order("c", "a"), order("a", "bc")]
    found = {m.nomination: m.merit for m in merits_of_orders("abc", orders, prior=0)}

    def likelihood(merit: dict[str, float]) -> float:
        total = 0.0
        for groups in orders:
            left = [name for group in groups for name in group]
            for group in groups:
                if len(left) > 1:
                    whole = sum(math.exp(merit[name]) for name in left)
                    total += sum(merit[name] - math.log(whole) for name in group)
                left = [name for name in left if name not in group]
        return total

    best = likelihood(found)
    for name in "abc":
        for step in (-0.01, 0.01):
            assert likelihood({**found, name: found[name] + step}) < best


def test_who_wins_everything_is_very_good_and_not_infinitely_good() -> None:
    one, *_ = merits_of_orders("abc", [order("a", "b", "c")] * 5)

    assert one.nomination == "a"
    assert 1 < one.merit < 10
    assert one.low < one.merit < one.high


def test_what_nobody_compared_is_refused_with_its_parts() -> None:
    with pytest.raises(Unconnected) as refused:
        merits_of_orders("abcde", [order("a", "b"), order("c", "d"), order("e")])

    assert refused.value.parts == (("a", "b"), ("c", "d"), ("e",))
    assert refused.value.refusal.facts == {"parts": 3, "alone": 1}
    with pytest.raises(ValueError, match="none of the nominations"):
        merits_of_pairs("ab", [Pair("a", "x", Answer.FIRST)])


def truth(count: int, chance: random.Random) -> dict[str, float]:
    """Merits of a known spread."""
    return {f"n{number:02}": chance.gauss(0, 1) for number in range(count)}


def answered(merit: dict[str, float], one: str, other: str, chance: random.Random) -> Answer:
    """What somebody says who errs as the model has it."""
    wins = 1 / (1 + math.exp(merit[other] - merit[one]))
    return Answer.FIRST if chance.random() < wins else Answer.SECOND


def test_intervals_hold_the_truth_about_ninety_five_times_in_a_hundred() -> None:
    held = asked = 0
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 -- a simulation
        merit = truth(12, chance)
        pairs = [
            Pair(a, b, answered(merit, a, b, chance))
            for a, b in combinations(merit, 2)
            for _ in range(4)
        ]
        middle = sum(merit.values()) / len(merit)
        for found in merits_of_pairs(tuple(merit), pairs):
            held += found.low <= merit[found.nomination] - middle <= found.high
            asked += 1

    assert 0.93 <= held / asked <= 0.975


def test_orders_of_what_each_reviewer_read_find_the_order_of_a_simulation() -> None:
    """Strong and weak lists: shares of a list are misled by them, merits are not."""
    chance = random.Random(5)  # noqa: S311 -- a simulation
    merit = {f"n{number:02}": number / 3 for number in range(30)}
    names = sorted(merit, key=lambda name: merit[name])
    orders: list[Order] = []
    for start in range(0, 30, 3):  # neighbours read together
        for _ in range(12):
            read = [names[(start + step) % 30] for step in range(6)] + chance.sample(names, 1)
            noisy = {n: merit[n] - math.log(-math.log(chance.random())) for n in set(read)}
            orders.append(tuple((n,) for n in sorted(noisy, key=lambda n: -noisy[n])))
    truly = sorted(merit, key=lambda name: -merit[name])

    def agreement(found: list[str]) -> int:
        place = {name: number for number, name in enumerate(found)}
        return sum(place[a] < place[b] for a, b in combinations(truly, 2))

    by_merit = agreement([m.nomination for m in merits_of_orders(tuple(merit), orders)])
    shares = borda(orders)
    by_share = agreement(sorted(shares, key=lambda name: (-shares[name], name)))

    assert by_merit >= 0.9 * 435
    assert by_merit > by_share


NAMES = "abcdef"
