"""Large instances with quotas: a choice of pairs of which any assignment keeps every quota.

No rule of spread can be broken where a nomination's pairs hold no more of any group than it may
have, and outside a group no more than leave room for what it must have. What is left of the
instance has no quotas, so flows answer it in tenths of a second; thinned anew around what they
found, it gives more (very large neighbourhoods: Ahuja, Ergun, Orlin, Punnen, Discrete Applied
Mathematics 123, 2002). It gives assignments, never bounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from workflows.assignment.climbing import Best
from workflows.assignment.flows import by_flow
from workflows.assignment.reaching import keeps_rules, reached
from workflows.assignment.table import Marks, Table, Whole

ROUNDS: Final = 4
LOOKED_AT: Final = 6
"""So many times as many pairs are looked at as are taken."""


def within_quotas(table: Table, start: Best) -> Best | None:
    """A large total within all quotas, as many pairs kept as its pairs allow; None without one."""
    known, left, chosen = None, start.left, start.chosen
    for _ in range(ROUNDS):
        part = without_quotas(table, thinned(table, left, chosen))
        found = by_flow(part, has_keep="kept" in start.bounds)
        if found is None or not keeps_rules(table, found.chosen):
            break
        if known is not None and _order(table, found) <= _order(table, known):
            break
        known, left, chosen = found, found.left, found.chosen
    return known


def _order(table: Table, found: Best) -> tuple[int, int]:
    got = reached(table, found.chosen)
    return got.kept, got.total


def without_quotas(table: Table, pairs: Marks) -> Table:
    """The table over these pairs alone, which keep the quotas by themselves."""
    return replace(table, free=table.free & pairs, groups=table.groups.none())


def thinned(table: Table, left: Whole, first: Marks) -> Marks:
    """Of each nomination the pairs that earn most, those in `first` before all others.

    Among equals each nomination begins with another reviewer, so that not all want the same.
    """
    n, r = table.free.shape
    turn = (np.arange(r) - np.arange(n)[:, np.newaxis]) % r
    earned = np.where(table.free, left, np.iinfo(np.int64).min)
    order = np.lexsort((turn, -earned, ~first), axis=1)
    places = _Places(table)
    taken = np.zeros((n, r), np.bool_)
    rows = np.arange(n)
    for rank in range(min(r, LOOKED_AT * table.sizes.first_pairs)):
        columns = order[:, rank]
        fits = table.free[rows, columns] & places.room(columns)
        taken[rows[fits], columns[fits]] = True
        places.take(rows[fits], columns[fits])
    return taken


def kept_apart(table: Table, pairs: Marks, chosen: Marks) -> Marks:
    """The pairs without those that would break quotas again, where the chosen pairs break one.

    Of a group that has too many its best chosen pairs remain; of one that has too few, so many
    of the others go that it must be taken from.
    """
    left, groups = pairs.copy(), table.groups
    counts, limits = groups.counts(chosen), groups.limits
    concerned = np.isin(groups.row, groups.row[groups.broken(chosen)])
    for number in np.flatnonzero(concerned & groups.broken(chosen, 0.5)).tolist():
        row = int(groups.row[number])
        inside = np.zeros(pairs.shape[1], np.bool_)
        inside[groups.sets[int(groups.kind[number])]] = True
        too_many = counts[number] >= limits.most[number]
        room = limits.most[number] if too_many else table.rows.least[row] - limits.least[number]
        cut = inside & left[row] if too_many else ~inside & left[row]
        best = np.flatnonzero(cut & chosen[row])
        best = best[np.argsort(-table.grains[row, best], kind="stable")]
        cut[best[: max(0, int(room))]] = False
        left[row, cut] = False
    return left & pairs


class _Places:
    """How many of each set of reviewers every nomination has taken, and may take."""

    def __init__(self, table: Table) -> None:
        groups, n = table.groups, len(table.nominations)
        self.members = groups.members.toarray().astype(np.bool_)
        shape = n, self.members.shape[1]
        self.least, self.most = np.zeros(shape, np.int16), np.full(shape, 2**14, np.int16)
        at, limits = (groups.row, groups.kind), groups.limits
        np.maximum.at(self.least, at, limits.least.clip(max=2**14).astype(np.int16))
        np.minimum.at(self.most, at, limits.most.clip(max=2**14).astype(np.int16))
        asked = self.least > 0
        outside = table.rows.least[:, np.newaxis].clip(max=2**14) - self.least
        self.outside = np.where(asked, outside, 2**14).astype(np.int16)
        self.inside = np.asarray(table.locked @ groups.members).astype(np.int16)
        self.number = table.locked.sum(axis=1).astype(np.int16)
        self.width = table.sizes.first_pairs

    def room(self, columns: Whole) -> Marks:
        """Whether each row may take that column."""
        belongs = self.members[columns]
        others = self.number[:, np.newaxis] - self.inside
        full = np.where(belongs, self.inside >= self.most, others >= self.outside)
        found: Marks = ~full.any(axis=1) & (self.number < self.width)
        return found

    def take(self, rows: Whole, columns: Whole) -> None:
        """Count the pairs as taken."""
        self.inside[rows] += self.members[columns]
        self.number[rows] += 1
