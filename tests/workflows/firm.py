"""Categories whose order has been judged, for tests of how firm it is."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.workflows.judged import world
from workflows.calibration import Calibration, Review, calibrate
from workflows.firmness import (
    Cut,
    Firmness,
    firmness,
)

REVIEWS = world(24, 8, 3, seed=4).reviews


@cache
def judged(*cuts: int, seed: int = 1) -> Firmness:
    """The firmness of a category of 24."""
    return firmness(calibrate(REVIEWS), cuts, seed=seed)


def cut(found: Firmness, places: int) -> Cut:
    """The cut after so many places."""
    return next(each for each in found.cuts if each.places == places)


def clear(gap: float) -> Calibration:
    """Eight nominations, the first three ahead by so much."""
    chance = np.random.Generator(np.random.PCG64(1))
    return calibrate(
        Review(f"N{n}", f"R{r}", 50 + gap * (n < 3) + n / 100 + float(chance.normal()))
        for n in range(8)
        for r in range(5)
    )
