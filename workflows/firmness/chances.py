"""How likely each place is: draws from what the reviews leave open about the merits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from workflows.calibration import Fit, Real, Whole

Bits = npt.NDArray[np.bool_]

MOST_DRAWS: Final = 4000
_CELLS: Final = 1_000_000
_LEAST_DRAWS: Final = 200
_NO_DIFFERENCE: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Merits and places by (draw, nomination), nominations in the order of the fit's table.

    Higher merit is better here, whichever end of the points is best; place 1 is the best.
    """

    merit: Real
    place: Whole

    def better(self, one: int, other: int) -> float:
        """The probability that one nomination is truly better than the other."""
        return float(np.mean(self.merit[:, one] > self.merit[:, other]))

    def inside(self, places: int) -> Real:
        """For each nomination, the probability to be among the best so many."""
        return np.asarray(np.mean(self.place <= places, axis=0))

    def exactly(self, chosen: Bits) -> float:
        """The probability that the best ones are just these."""
        return float(np.mean(np.all(self.place[:, chosen] <= chosen.sum(), axis=1)))

    def at_places(self, members: Whole, most: int) -> Real:
        """Probabilities that the row's nomination truly has the column's place, the first `most`.

        Place 1 is the first column.
        """
        columns = min(most, self.place.shape[1])
        shares = [
            np.bincount(self.place[:, k], minlength=columns + 1)[1 : columns + 1] for k in members
        ]
        return np.array(shares, dtype=np.float64) / len(self.place)

    def pairwise(self, members: Whole) -> Real:
        """Probabilities that the row's nomination is truly better than the column's."""
        chosen = self.merit[:, members]
        found = np.array([np.mean(chosen[:, [k]] > chosen, axis=0) for k in range(len(members))])
        np.fill_diagonal(found, 0.5)
        return found


def drawn(fit: Fit, seed: int, *, low_is_best: bool) -> Drawn:
    """Draw merits from their posterior distribution, variances drawn as well.

    The variance of noise is drawn for a ratio of variances from its scaled inverse chi-square,
    the ratio from the parts that are equally likely. The level that all merits share is left
    out: it moves no place.

    Source: D. A. Harville, Biometrika 61 (1974) 383; ranks by draws: H. Goldstein and
        D. J. Spiegelhalter, J. R. Stat. Soc. A 159 (1996) 385.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    count = number_of_draws(len(fit.table.nominations))
    each = -(-count // len(fit.likely))
    merits = []
    for ratio, residual in fit.likely:
        ratio = max(ratio, _NO_DIFFERENCE)
        noise = np.sqrt(residual * fit.freedom / chance.chisquare(fit.freedom, (each, 1)))
        errors = fit.equations.draws(ratio, each, chance)
        merits.append(fit.equations.merit(ratio) + noise * errors)
    merit = np.concatenate(merits)
    return with_places(-merit if low_is_best else merit)


def number_of_draws(nominations: int) -> int:
    """How many draws: fewer for many nominations, so that it takes as long."""
    return min(MOST_DRAWS, max(_LEAST_DRAWS, _CELLS // nominations))


def with_places(merit: Real) -> Drawn:
    """Drawn merits with the places that each draw gives."""
    place = np.empty(merit.shape, dtype=np.int64)
    order = np.argsort(-merit, axis=1)
    np.put_along_axis(place, order, np.arange(1, merit.shape[1] + 1)[None, :], axis=1)
    return Drawn(merit, place)
