"""What points a pair would give, and whether that is foretold better than by plain means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from workflows.calibration.calibrating import Calibration, calibrate
from workflows.calibration.equations import weights_of
from workflows.calibration.reviews import Review

Forecast = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Root mean squares of what was foretold wrongly, in points.

    `by_raw` foretells the mean of the nomination's other reviews, `by_calibrated` the points
    that this reviewer would give it.
    """

    reviews: int
    by_raw: float
    by_calibrated: float


def forecast(calibration: Calibration) -> Forecast:
    """Expected points of any nomination and reviewer; those never seen count as the mean one.

    Here severities are shrunken as well: a guess gains from it, where a ranking would lose what
    it promises to a severe reviewer's nominations.

    Raises:
        ValueError: the calibration was refused.
    """
    fit = calibration.fit
    if fit is None:
        raise ValueError("a refused calibration foretells nothing")
    table, found = fit.table, fit.severities
    mean = float(np.mean(fit.merit - fit.solution.merit))
    left = table.points - mean - found.value[table.column]
    merit = weights_of(table, fit.ratio) * table.by_nomination(left)
    merits = dict(zip(table.nominations, merit.tolist(), strict=True))
    reviewers = {each.id: (each.severity or 0.0, each.scale) for each in calibration.reviewers}

    def points(nomination: str, reviewer: str) -> float:
        severity, scale = reviewers.get(reviewer, (0.0, 1.0))
        return mean + severity + scale * float(merits.get(nomination, 0.0))

    return points


def held_out(
    reviews: Sequence[Review],
    *,
    folds: int = 10,
    seed: int = 1,
    known: bool = True,
    scaled: bool = False,
) -> HeldOut | None:
    """Foretell each fold of the reviews from the others.

    Only reviews whose nomination keeps another one are foretold, so that there is a plain mean
    to compare with. None where some fold leaves too little to calibrate.

    Source: cross-validation; M. Stone, J. R. Stat. Soc. B 36 (1974) 111.
    """
    given = sorted(
        (each for each in reviews if each.points is not None),
        key=lambda each: (each.nomination, each.reviewer),
    )
    chance = np.random.Generator(np.random.PCG64(seed))
    fold = chance.permutation(np.arange(len(given)) % folds).tolist()
    errors: list[tuple[float, float]] = []
    for number in range(folds):
        others = [each for each, own in zip(given, fold, strict=True) if own != number]
        calibration = calibrate(others, known=known, scaled=scaled)
        if calibration.fit is None:
            return None
        expect = forecast(calibration)
        raw = {each.id: each.raw_mean for each in calibration.nominations}
        for each, own in zip(given, fold, strict=True):
            mean = raw.get(each.nomination)
            if own == number and mean is not None and each.points is not None:
                calibrated = expect(each.nomination, each.reviewer)
                errors.append((each.points - mean, each.points - calibrated))
    return HeldOut(len(errors), *(_root([pair[side] for pair in errors]) for side in (0, 1)))


def _root(errors: Sequence[float]) -> float:
    return sqrt(sum(error * error for error in errors) / len(errors)) if errors else 0.0
