"""What is the same of every cut, whatever its scores come from: places, grades, who crosses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from workflows.calibration import Real, Whole
from workflows.firmness.chances import Bits
from workflows.firmness.verdicts import Grade, Variation

FIRM: Final = 0.95
LEANING: Final = 0.8
"""Probabilities that the last inside is truly better than the first outside; below, noise."""

IN_PLAY: Final = 0.05
"""Who is inside, or outside, with at least this probability could be there."""

MOST_PAIRED: Final = 40
"""Nominations, best first, that are set beside each other and whose places are told."""

MOST_PLACES: Final = 20
"""Places, the first ones, that are told of each of them."""


def places_of(score: Real) -> Real:
    """Place of each, 1 the best; scores equal to nine digits of their spread share a place.

    Whoever has no score comes last.
    """
    known = np.where(np.isnan(score), np.nanmin(score) - 1, score)
    unit = float(np.ptp(known)) * 1e-9 or 1.0
    steps = np.rint(known / unit)
    return np.asarray(1 + (len(steps) - np.searchsorted(np.sort(steps), steps, side="right")))


def grade_of(apart: float) -> Grade:
    """How firm a cut is where the last inside is truly better with this probability."""
    if apart >= FIRM:
        return Grade.FIRM
    return Grade.LEANING if apart >= LEANING else Grade.IN_NOISE


def variation_of(
    names: Sequence[str], order: Whole, name: str, score: Real, chosen: Bits, places: int
) -> Variation:
    """Who comes inside a cut, and who leaves it, by other scores; each best first as it was."""
    now = places_of(score) <= places
    return Variation(
        name,
        tuple(names[k] for k in order.tolist() if now[k] and not chosen[k]),
        tuple(names[k] for k in order.tolist() if chosen[k] and not now[k]),
    )
