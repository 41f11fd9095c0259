"""Which pair is asked next: ties first, then neighbours, nobody twice."""

from __future__ import annotations

import random
from itertools import combinations

from tests.workflows.test_comparing import NAMES, answered, truth
from workflows.comparing import (
    Answer,
    Pair,
    Unconnected,
    merits_of_pairs,
    next_pair,
    parts_of,
)
from workflows.comparing.fitting import expected


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
