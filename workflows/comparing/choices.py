"""Orders and pairs as one thing: choices of one out of a set, with their weight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workflows.comparing.model import Answer, Order, Pair

Real = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choices:
    """Sets of nominations, each with how much was chosen out of it; `wins` by nomination.

    `member` and `of` are parallel: nomination number and the set that it is in.
    """

    names: tuple[str, ...]
    wins: Real
    member: Whole
    of: Whole
    weight: Real


def choices_of_orders(names: Sequence[str], orders: Iterable[Order]) -> Choices:
    """Every place of a list is a choice out of whoever is not placed yet.

    Equals are each chosen out of the set with all of them in it.
    Source: R. L. Plackett, Applied Statistics 24 (1975) 193; equals after N. E. Breslow,
    Biometrics 30 (1974) 89, whose likelihood is the same.
    """
    wins: Counter[str] = Counter()
    sets: Counter[frozenset[str]] = Counter()
    for order in orders:
        for out_of, chosen in _stages(order):
            sets[out_of] += len(chosen)
            wins.update(chosen)
    return _table(names, wins, sets)


def _stages(order: Order) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    left = {name for group in order for name in group}
    for group in order:
        if len(left) > 1:
            yield frozenset(left), group
        left -= set(group)


def choices_of_pairs(names: Sequence[str], pairs: Iterable[Pair]) -> Choices:
    """Every answer is a choice out of two; equals are half chosen each.

    Source: R. A. Bradley and M. E. Terry, Biometrika 39 (1952) 324.
    """
    wins: dict[str, float] = defaultdict(float)
    sets: Counter[frozenset[str]] = Counter()
    for pair in pairs:
        sets[frozenset((pair.first, pair.second))] += 1
        for name, won in ((pair.first, Answer.FIRST), (pair.second, Answer.SECOND)):
            share = 0.5 if pair.answer is Answer.EQUAL else float(pair.answer is won)
            wins[name] += share
    return _table(names, wins, sets)


def _table(
    names: Sequence[str], wins: Mapping[str, float], sets: Counter[frozenset[str]]
) -> Choices:
    ordered = tuple(sorted(names))
    number = {name: place for place, name in enumerate(ordered)}
    listed = sorted((sorted(number[name] for name in each), n) for each, n in sets.items())
    return Choices(
        ordered,
        np.array([wins.get(name, 0.0) for name in ordered], dtype=np.float64),
        np.array([m for members, _ in listed for m in members], dtype=np.int64),
        np.repeat(np.arange(len(listed)), [len(members) for members, _ in listed]),
        np.array([n for _, n in listed], dtype=np.float64),
    )
