"""How fast orders and pairs become merits, and how near these come to a simulated truth."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from workflows.comparing import (
    Answer,
    Order,
    Pair,
    borda,
    merits_of_orders,
    merits_of_pairs,
    next_pair,
)
from workflows.plan.rounds import Keeping, ReviewRound
from workflows.shortlist import Score, shortlist

Tell = Callable[..., None]


def measure(tell: Tell) -> None:
    """Print the figures of rounds of review."""
    chance = random.Random(7)  # noqa: S311 - a simulation
    merit = {f"n{number:03}": chance.gauss(0, 1) for number in range(300)}
    orders = [_order(merit, read, chance) for _ in range(6) for read in _lists(merit, chance)]
    took, found = _timed(lambda: merits_of_orders(tuple(merit), orders))
    told = {m.nomination: m.merit for m in found}
    note = f"r with the truth {_correlation(merit, told):.3f}, by Borda's shares "
    tell(
        "merits of 300 nominations from 120 orders of 15",
        took,
        note + f"{_correlation(merit, borda(orders)):.3f}",
    )
    pairs = [_pair(merit, chance) for _ in range(6_000)]
    took, found = _timed(lambda: merits_of_pairs(tuple(merit), pairs))
    told = {m.nomination: m.merit for m in found}
    tell(
        "merits of 300 nominations from 6,000 pairs",
        took,
        f"r with the truth {_correlation(merit, told):.3f}",
    )
    mine = sorted(merit)[:40]
    took, _ = _timed(lambda: next_pair(mine, set(), tuple(merit), pairs))
    tell("the next question out of 780 pairs", took)
    scores = {
        name: Score(Decimal(round(50 + 10 * merit[name], 2)), (50 + 10 * merit[name],) * 3)
        for name in merit
    }
    rule = ReviewRound("r", label={}, first_places=20, keep=Keeping.NOISE)
    took, _ = _timed(lambda: shortlist(rule, scores))
    tell("a shortlist of 300 nominations", took)


T = TypeVar("T")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _order(merit: dict[str, float], read: list[str], chance: random.Random) -> Order:
    heard = {name: merit[name] - math.log(-math.log(chance.random())) for name in read}
    return tuple((name,) for name in sorted(read, key=lambda name: -heard[name]))


def _lists(merit: dict[str, float], chance: random.Random) -> list[list[str]]:
    """Everybody once, fifteen to a list."""
    names = chance.sample(sorted(merit), len(merit))
    return [names[start : start + 15] for start in range(0, len(names), 15)]


def _pair(merit: dict[str, float], chance: random.Random) -> Pair:
    one, other = chance.sample(sorted(merit), 2)
    wins = 1 / (1 + math.exp(merit[other] - merit[one]))
    return Pair(one, other, Answer.FIRST if chance.random() < wins else Answer.SECOND)


def _correlation(truth: dict[str, float], told: Mapping[str, float]) -> float:
    names = sorted(told)
    xs, ys = [truth[name] for name in names], [told[name] for name in names]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    both = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return both / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
