"""Quotas by number: of some reviewers a nomination must have so many and may have no more.

A rule of spread gives one quota for each value and nomination: half a million of 2,000 nominations
and 500 reviewers, over a few hundred different sets of reviewers. So the sets are kept once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workflows.assignment.model import Quota

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

NEAR: Final = 1e-6
"""How far sums of the solver's fractions may be from what they stand for."""


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most of every row, column or group, locked pairs included."""

    least: Whole
    most: Whole


@dataclass(frozen=True, slots=True)
class Groups:
    """Each group's row, its set of columns (`kind`, a place in `sets`), least and most.

    In the order of the quotas' nominations and rules; `members` has a row for each column and a
    column for each set.
    """

    quotas: list[Quota]
    row: Whole
    kind: Whole
    sets: list[Whole]
    members: sparse.csr_array
    limits: Range

    @classmethod
    def of(
        cls, quotas: tuple[Quota, ...], row: Mapping[str, int], column: Mapping[str, int]
    ) -> Groups:
        ordered = sorted(quotas, key=attrgetter("rule"))
        ordered.sort(key=attrgetter("nomination"))
        kinds: dict[frozenset[str], int] = {}
        kind = [kinds.setdefault(quota.reviewers, len(kinds)) for quota in ordered]
        sets = [np.array(sorted(column[name] for name in each), np.int64) for each in kinds]
        sizes = np.array([len(each) for each in sets], np.int64)
        inside = np.concatenate([np.zeros(0, np.int64), *sets])
        members = sparse.csr_array(
            (np.ones(len(inside)), (inside, np.repeat(np.arange(len(sets)), sizes))),
            shape=(len(column), len(sets)),
        )
        numbers = np.array(kind, np.int64)
        least = np.array([quota.minimum for quota in ordered], np.int64)
        most = np.array([quota.maximum for quota in ordered], np.int64)
        most = np.minimum(most, sizes[numbers]) if ordered else most
        rows = np.array([row[quota.nomination] for quota in ordered], np.int64)
        return cls(ordered, rows, numbers, sets, members, Range(least, most))

    def none(self) -> Groups:
        """No groups over the same columns."""
        number = np.zeros(0, np.int64)
        return Groups([], number, number, self.sets, self.members, Range(number, number))

    def __len__(self) -> int:
        return len(self.quotas)

    def counts(self, values: NDArray[np.float64] | Marks) -> NDArray[np.float64]:
        """The sum of the values of each group's pairs."""
        if not self.quotas:
            return np.zeros(0)
        together = (sparse.csr_array(values.astype(np.float64)) @ self.members).toarray()
        found: NDArray[np.float64] = together[self.row, self.kind]
        return found

    def broken(self, values: NDArray[np.float64] | Marks, margin: float = -NEAR) -> Marks:
        """The groups that the values exceed or fall short of; with a margin, nearly broken too."""
        counts, limits = self.counts(values), self.limits
        found: Marks = (counts > limits.most - margin) | (
            (limits.least > 0) & (counts < limits.least + margin)
        )
        return found

    def seats(self, numbers: Whole) -> tuple[Whole, Whole, Whole]:
        """The pairs of these groups one after the other: place in `numbers`, row, column."""
        columns = [self.sets[kind] for kind in self.kind[numbers].tolist()]
        sizes = [len(each) for each in columns]
        return (
            np.repeat(np.arange(len(numbers)), sizes),
            np.repeat(self.row[numbers], sizes),
            np.concatenate([np.zeros(0, np.int64), *columns]),
        )
