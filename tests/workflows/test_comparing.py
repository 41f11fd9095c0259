"""Orders and pairs: published figures, the truth of a simulation, and what must never change."""

from __future__ import annotations

import math
import random
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.comparing import (
    Answer,
    Order,
    Pair,
    Unconnected,
    borda,
    merits_of_orders,
    merits_of_pairs,
    next_pair,
    parts_of,
)
from workflows.comparing.choices import choices_of_pairs
from workflows.comparing.fitting import covariance, expected, fitted

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


def test_questions_tie_everything_together_first() -> None:
    pairs: list[Pair] = []
    for _ in range(7):
        two = next_pair("abcdefgh", {frozenset((p.first, p.second)) for p in pairs}, "abcdefgh",
                        pairs)  # fmt: skip
        assert two is not None
        pairs.append(Pair(*two, Answer.FIRST))

    assert len(parts_of("abcdefgh", [(p.first, p.second) for p in pairs])) == 1


def test_nobody_is_asked_twice_and_the_questions_end() -> None:
    pairs: list[Pair] = []
    while (
        two := next_pair("abcd", {frozenset((p.first, p.second)) for p in pairs}, "abcdz", pairs)
    ) is not None:
        pairs.append(Pair(*two, Answer.EQUAL))

    asked = [frozenset((p.first, p.second)) for p in pairs]
    assert sorted(map(sorted, asked)) == sorted(map(list, combinations("abcd", 2)))


def test_after_the_first_ties_the_question_is_about_neighbours_and_always_the_same() -> None:
    chain = [Pair(a, b, Answer.FIRST) for a, b in zip("abcde", "bcdef", strict=True)] * 3
    every = [*chain, *(Pair(a, b, Answer.FIRST) for a, b in combinations("abcdef", 2))]

    two = next_pair(NAMES, set(), NAMES, every)

    assert two is not None
    assert two == next_pair(NAMES, set(), NAMES, every[::-1])
    found = merits_of_pairs(NAMES, every)
    assert 0.1 < expected(found, *two) < 0.9


def test_chosen_questions_tell_more_than_questions_at_random() -> None:
    """Sixty answers about twelve: how often two are put in their true order."""
    gained = []
    for seed in range(12):
        chance = random.Random(seed)  # noqa: S311 -- a simulation
        merit = truth(12, chance)
        names = tuple(merit)
        chosen: list[Pair] = []
        blind: list[Pair] = []
        for _ in range(60):
            # Ten reviewers answer in turn, so that a pair can be asked of another one again.
            done = {frozenset((p.first, p.second)) for p in chosen[len(chosen) // 6 * 6 :]}
            two = next_pair(names, done, names, chosen)
            assert two is not None
            chosen.append(Pair(*two, answered(merit, *two, chance)))
            one, other = chance.sample(names, 2)
            blind.append(Pair(one, other, answered(merit, one, other, chance)))
        gained.append(right(merit, chosen) - right(merit, blind))

    assert sum(gained) > 0


def right(merit: dict[str, float], pairs: list[Pair]) -> int:
    """How many of all pairs the answers put in their true order."""
    try:
        found = {m.nomination: m.merit for m in merits_of_pairs(tuple(merit), pairs)}
    except Unconnected:
        return 33
    return sum((found[a] > found[b]) == (merit[a] > merit[b]) for a, b in combinations(merit, 2))
