"""Reviews as arrays: sorted, so that the order in which they come in changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np
import numpy.typing as npt

from workflows.errors import UnusableInput

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer gave one nomination; None is an abstention, which is no zero."""

    nomination: str
    reviewer: str
    points: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The points that were given, by nomination and then by reviewer.

    `row` and `column` are positions in `nominations` and `reviewers`, one for each of `points`.
    `unscored` nominations and `silent` reviewers have nothing but abstentions.
    """

    nominations: tuple[str, ...]
    reviewers: tuple[str, ...]
    row: Whole
    column: Whole
    points: Real
    unscored: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def per_nomination(self) -> Whole:
        """How many reviews each nomination has."""
        return np.bincount(self.row, minlength=len(self.nominations))

    @property
    def per_reviewer(self) -> Whole:
        """How many reviews each reviewer gave."""
        return np.bincount(self.column, minlength=len(self.reviewers))

    def by_nomination(self, values: Real) -> Real:
        """Sums over the reviews of each nomination."""
        return np.asarray(np.bincount(self.row, values, len(self.nominations)), np.float64)

    def by_reviewer(self, values: Real) -> Real:
        """Sums over the reviews of each reviewer."""
        return np.asarray(np.bincount(self.column, values, len(self.reviewers)), np.float64)

    @property
    def raw_means(self) -> Real:
        """The plain mean of each nomination, nothing removed."""
        return self.by_nomination(self.points) / self.per_nomination

    def having(self, points: Real) -> Table:
        """The same reviews with other points."""
        return Table(
            self.nominations, self.reviewers, self.row, self.column, points, self.unscored,
            self.silent,
        )  # fmt: skip


def table_of(reviews: Iterable[Review], *, known: bool = True) -> Table:
    """Bring reviews in order.

    Args:
        known: False where reviewers cannot be followed from one nomination to another. All
            reviews then count as those of one reviewer, so that no severity is removed.

    Raises:
        UnusableInput: a reviewer reviewed a nomination twice, or points are no finite number.
    """
    listed = sorted(reviews, key=lambda each: (each.nomination, each.reviewer))
    for before, after in pairwise(listed):
        pair = (after.nomination, after.reviewer)
        if known and (before.nomination, before.reviewer) == pair:
            raise UnusableInput("reviews", f"{pair[1]!r} has reviewed {pair[0]!r} twice")
    for each in listed:
        if each.points is not None and not isfinite(each.points):
            place = f"the review of {each.nomination!r} by {each.reviewer!r}"
            raise UnusableInput(place, "points must be a finite number, or be missing")
    given = [(each, each.points) for each in listed if each.points is not None]
    nominations = tuple(dict.fromkeys(each.nomination for each, _ in given))
    reviewers = tuple(sorted({each.reviewer if known else "" for each, _ in given}))
    rows = {name: number for number, name in enumerate(nominations)}
    columns = {name: number for number, name in enumerate(reviewers)}
    return Table(
        nominations=nominations,
        reviewers=reviewers,
        row=np.array([rows[each.nomination] for each, _ in given], dtype=np.int64),
        column=np.array(
            [columns[each.reviewer if known else ""] for each, _ in given], dtype=np.int64
        ),
        points=np.array([points for _, points in given], dtype=np.float64),
        unscored=tuple(sorted({each.nomination for each in listed} - rows.keys())),
        silent=tuple(sorted({each.reviewer for each in listed} - columns.keys()) if known else ()),
    )
