"""What a floor demands of each nomination: so many reviewers of at least such an affinity.

A nomination with three reviews cannot sum to t unless one affinity is t/3 or more, and so on for
the best two and all three. These nested counts (cover inequalities: Balas 1975, Wolsey 1975) cut
off what the relaxation would otherwise fill up with halves of the best reviewers.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from workflows.assignment.bounding import Threshold
from workflows.assignment.table import Table, Whole


def needed_for(table: Table, rows: Iterable[int], floor: int) -> tuple[Threshold, ...]:
    """Every threshold that the floor implies for these rows.

    A row that cannot reach the floor at all has a threshold above all its affinities.
    """
    return tuple(each for row in rows for each in _of_row(table, row, floor))


def highest_sums(table: Table) -> Whole:
    """The most that each nomination could have if it had the choice of all."""
    n = len(table.nominations)
    found = np.zeros(n, np.int64)
    for row in range(n):
        values = _values(table, row)
        found[row] = int(values[: int(table.rows.most[row])].sum())
    return found


def _of_row(table: Table, row: int, floor: int) -> list[Threshold]:
    values, most = _values(table, row), int(table.rows.most[row])
    if not values.size:
        return [Threshold(row, 1, 1)] if floor > 0 else []
    upto = np.concatenate(([0], np.cumsum(np.concatenate((values, np.zeros(most, np.int64))))))
    found = []
    for least in range(1, min(most, len(values)) + 1):
        others = most - least + 1
        windows = upto[others:] - upto[:-others]
        short = np.flatnonzero(upto[least - 1] + windows[least - 1 : len(values)] < floor)
        if short.size:
            place = int(short[0]) + least - 1
            grains = int(values[place - 1]) if place else int(values[0]) + 1
            found.append(Threshold(row, least, grains))
    return found


def _values(table: Table, row: int) -> Whole:
    """Affinities of the row's pairs, best first; a pair that may be left out costs nothing."""
    values = -np.sort(-table.grains[row, table.open[row]])
    if table.rows.least[row] < table.rows.most[row]:
        values = np.maximum(values, 0)
    return values
