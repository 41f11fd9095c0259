"""The same simulated points, put in order by calibrated scores, edition by edition."""

from __future__ import annotations

import numpy as np

from workflows.calibration import Table, merits
from workflows.firmness.ordering import hundredths
from workflows.simulation.judging import Real, Whole

_DIGITS = 1e9


def calibrated(points: Whole, readers: Whole, whole: int, *, scaled: bool) -> Whole:
    """Whole numbers that order nominations as their calibrated scores do.

    Where calibration is refused the means order, as they would on the page.

    Args:
        points: weighted points by (review, edition, nomination), as `judged` gives them;
            `readers` likewise.
        whole: the most weighted points of one review.
    """
    editions = range(points.shape[1])
    return np.stack(
        [_edition(100 * points[:, e] / whole, readers[:, e], scaled=scaled) for e in editions]
    )


def _edition(points: Real, readers: Whole, *, scaled: bool) -> Whole:
    table = _table(points, readers)
    found = merits(table, scaled=scaled)
    score = hundredths(table.raw_means) if found is None else found
    unit = float(np.ptp(score)) / _DIGITS or 1.0
    steps: Whole = np.rint((score - score.min()) / unit).astype(np.int64)
    return steps


def _table(points: Real, readers: Whole) -> Table:
    """Reviews by nomination and reviewer; reviewers who read nothing are none."""
    reviews, nominations = points.shape
    known, column = np.unique(readers.T, return_inverse=True)
    return Table(
        nominations=tuple(map(str, range(nominations))),
        reviewers=tuple(map(str, known.tolist())),
        row=np.repeat(np.arange(nominations), reviews),
        column=column.reshape(-1),
        points=points.T.reshape(-1),
    )
