"""Who is tied to whom by reviews: without a tie there is nothing to tell severity from merit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from workflows.calibration.reviews import Real, Table, Whole

LEAST_TIES: Final = 5
"""Fewer reviews than these between two parts make them weakly tied: what one part's reviewers
give more than the other's is then known no better than to 0.45 of the noise of a review."""

LEAST_SHARED: Final = 3
"""Fewer shared reviewers than these make two groups of nominations weakly tied."""

_STEPS = 40


@dataclass(frozen=True, slots=True)
class Part:
    """Nominations and reviewers on one side of a gap."""

    nominations: tuple[str, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The weakest place of a graph that holds together: the smaller part, and what holds it.

    `connectivity` is 1 - the second largest singular value of the scaled table of reviews: 0
    falls apart, 1 where everybody read everything.
    """

    part: Part
    reviews_between: int
    connectivity: float

    @property
    def is_weak(self) -> bool:
        """Too few reviews hold the parts together."""
        return self.reviews_between < LEAST_TIES


@dataclass(frozen=True, slots=True)
class SharedReviewers:
    """How many reviewers have read in both of two groups of nominations."""

    first: str
    second: str
    reviewers: int

    @property
    def is_weak(self) -> bool:
        """Too few to compare the groups with confidence."""
        return self.reviewers < LEAST_SHARED


def components(table: Table) -> tuple[Part, ...]:
    """Parts between which there is no review, the largest first."""
    count = len(table.nominations)
    label = np.arange(count + len(table.reviewers))
    ends = np.stack((table.row, table.column + count))
    while True:
        # Every review gives both its ends the smaller number, then numbers follow themselves.
        lower = label.copy()
        np.minimum.at(lower, ends[0], label[ends[1]])
        np.minimum.at(lower, ends[1], label[ends[0]])
        lower = lower[lower]
        if np.array_equal(lower, label):
            break
        label = lower
    found = [
        _part(table, np.flatnonzero(label[:count] == each), np.flatnonzero(label[count:] == each))
        for each in np.unique(label)
    ]
    return tuple(sorted(found, key=lambda part: (-len(part.nominations), part.nominations)))


def _part(table: Table, rows: Whole, columns: Whole) -> Part:
    return Part(
        tuple(table.nominations[number] for number in rows.tolist()),
        tuple(table.reviewers[number] for number in columns.tolist()),
    )


def weakest_split(table: Table) -> Split | None:
    """Where a connected graph would break first.

    None where it is too small to break in two, or no place is weaker than another.

    Source: M. Fiedler, Czech. Math. J. 23 (1973) 298; the sweep over its vector after
        F. Chung, Spectral Graph Theory (1997), 2.
    """
    if len(table.nominations) < 4 or len(table.reviewers) < 2:
        return None
    value, across = _second(table)
    given, read = table.per_reviewer, table.per_nomination
    column = across / np.sqrt(given)
    row = table.by_nomination(column[table.column]) / read
    cuts = np.unique(np.concatenate((row, column)))[1:]
    low = np.sort(np.minimum(row[table.row], column[table.column]))
    high = np.sort(np.maximum(row[table.row], column[table.column]))
    between = np.searchsorted(low, cuts) - np.searchsorted(high, cuts)
    sides = np.searchsorted(np.sort(row), cuts)
    ends = _below(row, read, cuts) + _below(column, given, cuts)
    smaller = np.minimum(ends, 2 * len(table.points) - ends)
    fair = np.minimum(sides, len(row) - sides) >= 2
    if not fair.any():
        return None
    best = int(np.argmin(np.where(fair, between / np.maximum(smaller, 1), np.inf)))
    first = sides[best] * 2 <= len(row)
    rows = np.flatnonzero((row < cuts[best]) == first)
    columns = np.flatnonzero((column < cuts[best]) == first)
    return Split(_part(table, rows, columns), int(between[best]), max(0.0, 1 - value))


@dataclass(frozen=True, slots=True)
class Bridge:
    """Reviews that would tie what hangs apart: a reviewer of `read` reads `unread` as well.

    Any reviewer of the one and any nomination of the other part would do; named are those with
    the fewest reviews, who gain most.
    """

    missing: int
    read: str
    unread: str


def bridge(table: Table, parts: tuple[Part, ...]) -> Bridge:
    """What ties parts together at the least: one review fewer than there are parts."""
    return Bridge(len(parts) - 1, _least_read(table, parts[0]), _least_read(table, parts[1]))


def stronger(table: Table, split: Split) -> Bridge:
    """What makes the weakest place of a graph no longer weak."""
    inside = frozenset(split.part.nominations)
    rest = Part(tuple(name for name in table.nominations if name not in inside), ())
    missing = LEAST_TIES - split.reviews_between
    return Bridge(missing, _least_read(table, rest), _least_read(table, split.part))


def _least_read(table: Table, part: Part) -> str:
    reviews = dict(zip(table.nominations, table.per_nomination.tolist(), strict=True))
    return min(part.nominations, key=lambda name: (reviews[name], name))


def _below(places: Real, ends: Whole, cuts: Real) -> Whole:
    order = np.argsort(places, kind="stable")
    sums = np.concatenate(([0], np.cumsum(ends[order])))
    return np.asarray(sums[np.searchsorted(places[order], cuts)])


def _second(table: Table) -> tuple[float, Real]:
    """The second singular value of N scaled by its margins, and its vector over reviewers."""
    root = np.sqrt(table.per_reviewer.astype(np.float64))
    trivial = root / np.linalg.norm(root)
    steps = min(_STEPS, len(root) - 1)
    basis = np.zeros((steps, len(root)))
    images = np.zeros((steps, len(root)))
    new = np.cos(1.0 + np.arange(len(root)))
    for step in range(steps):
        for _ in range(2):
            new = new - trivial * (trivial @ new) - basis[:step].T @ (basis[:step] @ new)
        length = float(np.linalg.norm(new))
        if length < 1e-9:
            steps = step
            break
        basis[step] = new / length
        shared = table.by_nomination((basis[step] / root)[table.column]) / table.per_nomination
        images[step] = table.by_reviewer(shared[table.row]) / root
        new = images[step]
    values, vectors = np.linalg.eigh(basis[:steps] @ images[:steps].T)
    return float(np.sqrt(max(values[-1], 0.0))), basis[:steps].T @ vectors[:, -1]


def shared_reviewers(table: Table, groups: Mapping[str, str]) -> tuple[SharedReviewers, ...]:
    """Every two groups and the reviewers who have read in both, by the groups' names.

    `groups` maps nominations; those that it leaves out count nowhere.
    """
    names = sorted(set(groups.values()))
    reads = np.zeros((len(names), len(table.reviewers)), dtype=bool)
    number = {name: place for place, name in enumerate(names)}
    for row, column in zip(table.row.tolist(), table.column.tolist(), strict=True):
        group = groups.get(table.nominations[row])
        if group is not None:
            reads[number[group], column] = True
    both = reads.astype(np.int64) @ reads.T.astype(np.int64)
    return tuple(
        SharedReviewers(first, second, int(both[number[first], number[second]]))
        for place, first in enumerate(names)
        for second in names[place + 1 :]
    )
