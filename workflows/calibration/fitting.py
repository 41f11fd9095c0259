"""The model fitted to a table that can bear it: variances, and everything that follows."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from workflows.calibration.by_lanczos import ByLanczos
from workflows.calibration.by_nominations import ByNominations
from workflows.calibration.by_reviewers import ByReviewers
from workflows.calibration.equations import Equations, Solution, within
from workflows.calibration.holding import too_few
from workflows.calibration.profile import Height, is_sharp, parts, peak, student
from workflows.calibration.reviews import Real, Table
from workflows.calibration.severity import Severities, severities
from workflows.remarks import Remark

FEW_NOMINATIONS: Final = 700
FEW_REVIEWERS: Final = 1000
PARTS: Final = 25
FEW_PARTS: Final = 7
USUAL_LEVEL: Final = 0.95
_ROUNDING: Final = 1e-20


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The fitted model.

    Attributes:
        given: the points as they came; `table` holds them as they are calibrated, with every
            reviewer's scale evened by `factors`.
        ratio: variance of merit by that of noise, by REML.
        residual: variance of noise.
        likely: (ratio, residual) pairs, equally likely; one only where nominations are many.
        merit: on the scale of the points, with standard error; see `interval`.
        freedom: degrees of freedom that the variances rest on.
        level: the probability, 0..1, with which an interval holds what it is about.
    """

    given: Table
    table: Table
    factors: Real
    equations: Equations
    ratio: float
    residual: float
    likely: tuple[tuple[float, float], ...]
    solution: Solution
    severities: Severities
    merit: Real
    sd: Real
    freedom: int
    level: float = USUAL_LEVEL

    @property
    def half(self) -> float:
        """Standard errors to either side of an interval."""
        return student(self.freedom, self.level)


def obstacle(table: Table) -> Remark | None:
    """Why a table that holds together cannot bear the model, whatever its points."""
    if len(table.nominations) < 2:
        return Remark("too_few_nominations", {"nominations": len(table.nominations)})
    inner = within(table)
    if float(inner @ inner) <= _ROUNDING * float(table.points @ table.points):
        return Remark("points_all_equal", {"nominations": len(table.nominations)})
    return too_few(table)


def equations_for(table: Table) -> Equations:
    """The way of solving that costs least: the larger side is eliminated."""
    if len(table.nominations) <= FEW_NOMINATIONS:
        return ByNominations(table)
    if len(table.reviewers) <= FEW_REVIEWERS:
        return ByReviewers(table)
    return ByLanczos(table)


def _likelihood(equations: Equations, freedom: int, floor: float) -> Height:
    """The restricted log likelihood of the root of a ratio of variances, but for a constant."""

    def height(root: float) -> float:
        log_det, squares = equations.fit(root * root)
        return -(log_det + freedom * log(max(squares, floor))) / 2

    return height


def merit_alone(table: Table) -> Real:
    """Merits as `fitted` finds them, but for a constant, and nothing else."""
    equations = equations_for(table.having(table.points - float(np.mean(table.points))))
    freedom = len(table.points) - len(table.reviewers)
    floor = _ROUNDING * float(np.sum(within(table) ** 2))
    return equations.merit(peak(_likelihood(equations, freedom, floor)) ** 2)


def _roots(equations: Equations, height: Height, top: float) -> tuple[float, ...]:
    """Roots of the ratio that are equally likely; the best alone where it is known well."""
    if isinstance(equations, ByNominations):
        return parts(height, PARTS, power=1)
    return (top,) if is_sharp(height, top) else parts(height, FEW_PARTS, power=1, around=top)


def fitted(given: Table, table: Table, factors: Real, level: float = USUAL_LEVEL) -> Fit:
    """Fit the model by restricted maximum likelihood.

    Standard errors hold the uncertainty of the mean and that of the variances. With more than
    700 nominations the second is left out where the ratio is known to an eighth: it adds less
    than a thousandth then.

    The table must hold together and have no `obstacle`. The likelihood is that of all
    differences within reviewers (D. A. Harville, Biometrika 61 (1974) 383).
    """
    centre = float(np.mean(table.points))
    equations = equations_for(table.having(table.points - centre))
    freedom = len(table.points) - len(table.reviewers)
    floor = _ROUNDING * float(np.sum(within(table) ** 2))
    height = _likelihood(equations, freedom, floor)

    def noise(ratio: float) -> float:
        return max(equations.fit(ratio)[1], floor) / freedom

    ratio = peak(height) ** 2
    likely = tuple((r * r, noise(r * r)) for r in _roots(equations, height, sqrt(ratio)))
    solution = equations.solve(ratio)
    found = severities(solution.level, noise(ratio) * solution.spread)
    squares = np.zeros(len(table.nominations))
    for other, residual in likely:
        moved = equations.merit(other) - solution.merit if other != ratio else 0.0
        squares += residual * equations.errors(other, found.weights) + moved**2
    return Fit(
        given=given,
        table=table,
        factors=factors,
        equations=equations,
        ratio=ratio,
        residual=noise(ratio),
        likely=likely,
        solution=solution,
        severities=found,
        merit=centre + found.mean + solution.merit,
        sd=np.sqrt(squares / len(likely) + found.mean_variance),
        freedom=freedom,
        level=level,
    )
