"""The same reviews with something changed: a reviewer left out, a weight or one review moved.

Variances stay as they were fitted, so that what is seen is the change and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from workflows.calibration import Criteria, Fit, Real, Table, Whole
from workflows.calibration.by_nominations import ByNominations
from workflows.calibration.equations import within
from workflows.calibration.scale import evened

WEIGHT_STEP: Final = 0.1
"""By how much of itself each weight is moved, up and down."""


def without_each(fit: Fit) -> Iterator[tuple[str, Real]]:
    """Merits without each reviewer, exactly, for few nominations; nothing for many.

    Source: M. A. Woodbury, Inverting modified matrices (1950); removing a reviewer takes the
        projection within his or her nominations out of the matrix.
    """
    if not isinstance(fit.equations, ByNominations) or len(fit.table.reviewers) < 2:
        return
    covariance, merit = fit.equations.covariance(fit.ratio), fit.equations.merit(fit.ratio)
    inner = within(fit.table)
    for number, name in enumerate(fit.table.reviewers):
        own = np.flatnonzero(fit.table.column == number)
        rows, size = fit.table.row[own], len(own)
        centred = np.eye(size) - 1 / size
        reach = covariance[:, rows]
        rest = merit - reach @ inner[own]
        small = np.eye(size) - centred @ reach[rows] @ centred
        yield name, rest + reach @ centred @ np.linalg.solve(small, centred @ rest[rows])


def with_weights(fit: Fit, criteria: Criteria) -> Iterator[tuple[str, bool, Real]]:
    """Merits with each weight a tenth larger (True) and a tenth smaller (False)."""
    for key, more, points in points_with_weights(fit.given, criteria):
        moved = evened(fit.given.having(points), fit.factors).points
        yield key, more, fit.equations.merit(fit.ratio, moved)


def points_with_weights(table: Table, criteria: Criteria) -> Iterator[tuple[str, bool, Real]]:
    """The points of all reviews with each weight a tenth larger (True) and smaller (False)."""
    keys = list(criteria.weights)
    pairs = zip(table.row.tolist(), table.column.tolist(), strict=True)
    by_pair = (criteria.points[table.nominations[row], table.reviewers[c]] for row, c in pairs)
    # None becomes not-a-number: an abstention, whose weight is spread over the others.
    given = np.array([[own.get(key) for key in keys] for own in by_pair], dtype=np.float64)
    scored = ~np.isnan(given)
    points = np.where(scored, given, 0.0)
    weights = np.array([float(criteria.weights[key]) for key in keys])
    for number, key in enumerate(keys):
        for more in (True, False):
            moved = weights.copy()
            moved[number] *= 1 + WEIGHT_STEP if more else 1 - WEIGHT_STEP
            yield key, more, (points @ moved) / (scored @ moved)


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of one review that puts `enters` inside in place of `leaves`."""

    nomination: str
    reviewer: str
    given: float
    to: float
    enters: str
    leaves: str


def smallest_change(
    table: Table,
    score: Real,
    pull: Callable[[int, int], Real],
    sides: tuple[Whole, Whole],
    scale: tuple[float, float],
) -> Change | None:
    """Which single review, moved as little as possible within the scale, changes a cut.

    Scores are linear in the points (merit is while variances stand): the answer is exact.

    Args:
        score: of each nomination, as it makes the order.
        pull: what one point more in each review adds to the lead of one nomination on another.
        sides: nominations next to the cut, inside and outside.
    """
    found, least = None, np.inf
    for leaves in sides[0].tolist():
        for enters in sides[1].tolist():
            force = pull(leaves, enters)
            with np.errstate(divide="ignore", invalid="ignore"):
                to = table.points - (score[leaves] - score[enters]) / force
            allowed = (np.abs(force) > 1e-12) & (to >= scale[0]) & (to <= scale[1])
            size = np.where(allowed, np.abs(to - table.points), np.inf)
            best = int(np.argmin(size))
            if size[best] < least:
                least, found = size[best], (best, float(to[best]), enters, leaves)
    if found is None:
        return None
    review, to_points, enters, leaves = found
    return Change(
        table.nominations[int(table.row[review])],
        table.reviewers[int(table.column[review])],
        float(table.points[review]),
        to_points,
        table.nominations[enters],
        table.nominations[leaves],
    )
