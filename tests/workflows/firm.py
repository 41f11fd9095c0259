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


def places_hold(found: Firmness) -> None:
    """Best and worst place are where one draw of forty has passed, and all but one."""
    by_place = dict(zip(found.paired, np.cumsum(found.by_place, axis=1), strict=True))

    for each in found.standings:
        shares = by_place[each.id]
        for place, share in ((each.best_place, 0.025), (each.worst_place, 0.975)):
            if place <= len(shares):
                assert shares[place - 1] >= share
                assert place == 1 or shares[place - 2] < share
