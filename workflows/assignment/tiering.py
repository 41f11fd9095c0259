"""A floor's bracket by flows alone: what some tiers reach, and what thresholds refute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Final

import numpy as np

from workflows.assignment.flow import Face
from workflows.assignment.proof import Closed, Demand, Refutation
from workflows.assignment.reaching import keeps_rules, reached, sums
from workflows.assignment.table import Marks, Table
from workflows.assignment.thresholds import needed_for
from workflows.assignment.tiers import Tiers, filled, refuting, short_of

LOWER: Final = (100, 95, 85, 60)
"""How far below the highest common affinity the lower tier may lie, in per cent of it."""

REPAIRS: Final = 6


def refuted_by_tiers(table: Table, floor: int) -> Refutation | None:
    """Prices that show by counting alone that the floor is out of reach, if there are any."""
    rows = np.flatnonzero(table.counted).tolist()
    found = refuting(table, needed_for(table, rows, floor))
    if found is None:
        return None
    face = Face.of(table)
    polished = found.polished(table, face)
    excess = polished.excess(table, face, Demand(floor=floor), polished.left(table))
    return Closed(polished.named(table)) if excess < 0 else None


def can_lift(table: Table) -> bool:
    """Whether tiers alone decide: no quotas, nothing to keep, nothing locked."""
    return not (len(table.groups) or table.keep.any() or table.locked.any())


def lowered(table: Table, low: int, ceiling: int, beyond: Refutation) -> tuple[int, Refutation]:
    """The highest floor above `low` that counting does not refute, and why nothing exceeds it."""
    while low < ceiling:
        middle = (low + ceiling) // 2 + 1
        found = refuted_by_tiers(table, middle)
        if found is None:
            low = middle
        else:
            ceiling, beyond = middle - 1, found
    return ceiling, beyond


def lifted(table: Table, known: Marks, bound: int) -> Marks:
    """An assignment with a floor that tiers reach; the known one where they reach no higher."""
    found = highest_tiers(table, reached(table, known).floor or 0, bound)
    better = None if found is None else filled_up(table, known, *found)
    return known if better is None else better


def highest_tiers(table: Table, floor: int, bound: int) -> tuple[Tiers, int] | None:
    """Tiers that can be filled and the floor they reach, above this one and within the bound."""
    return max(_steps(table, floor, bound), key=itemgetter(1), default=None)


def _steps(table: Table, best: int, bound: int) -> Iterator[tuple[Tiers, int]]:
    """Tiers that can be filled, each reaching a higher floor than the one before."""
    most = int(table.rows.most.max(initial=1))
    top = int(table.grains.max(initial=0))

    def fits(number: int, high: int, low: int) -> bool:
        return not short_of(table, _two(table, number, high, low))

    level = _last(lambda low: fits(0, 0, low), -(-best // most), min(top, bound // most))
    if level is None:
        level = best // most
    elif level * most > best:
        best = level * most
        yield _two(table, 0, 0, level), best
    for number in range(1, most):
        for share in LOWER:
            low = level * share // 100
            others = (most - number) * low
            first = max(low, (best + 1 - others + number - 1) // number)
            last = min(top, (bound - others) // number)
            high = _last(lambda high: fits(number, high, low), first, last)  # noqa: B023
            if high is not None and number * high + others > best:
                best = number * high + others
                yield _two(table, number, high, low), best


def _last(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """The last number from `low` to `high` that holds, if what holds also holds for all below."""
    if low > high or not holds(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _two(table: Table, number: int, high: int, low: int) -> Tiers:
    """So many reviewers of a high affinity, all others of a lower one."""
    tiers = Tiers.none(table)
    grains, least = tiers.grains.copy(), tiers.least.copy()
    rows = np.flatnonzero(table.counted)
    if number:
        grains[rows, number - 1 :] = high
        least[rows, number - 1] = number
    grains[rows, -1] = low
    least[rows, -1] = table.rows.most[rows]
    return Tiers(grains, least)


def filled_up(table: Table, known: Marks, tiers: Tiers, floor: int) -> Marks | None:
    """Tiers for the nominations that would miss the floor alone, so that the total stays large."""
    chosen, held = known, np.zeros(len(table.nominations), np.bool_)
    for turn in range(REPAIRS):
        missed = table.counted & (sums(table, chosen) < floor)
        if not missed.any():
            break
        held = table.counted if turn == REPAIRS - 1 else held | missed
        chosen = filled(table, tiers.only(table, held))
        if not keeps_rules(table, chosen):
            return None
    return chosen
