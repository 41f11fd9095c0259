"""How much of the scale each reviewer uses: some give 40 to 90, others 60 to 70."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from workflows.calibration.equations import within
from workflows.calibration.reviews import Real, Table

FEWEST: Final = 3
"""Reviewers whose widths can be compared at all."""


def scales(table: Table) -> Real:
    """The factor by which each reviewer spreads his or her points, 1 the usual.

    The log of a reviewer's variance is compared with that of all; its error has about the
    variance 2/(n - 1), and what is left over is how much reviewers really differ. Each factor is
    shrunken by that. Supposes that nobody was given nominations of unusually equal merit.

    Source: M. S. Bartlett and D. G. Kendall, Suppl. J. R. Stat. Soc. 8 (1946) 128, for the log
        of a variance; weights after R. DerSimonian and N. Laird, Control. Clin. Trials 7 (1986).
    """
    freedom = np.maximum(table.per_reviewer - 1, 0).astype(np.float64)
    squares = table.by_reviewer(within(table) ** 2)
    usable = _usable(table)
    found = np.ones(len(freedom))
    if usable.sum() < FEWEST:
        return found
    free = freedom[usable]
    # Bartlett and Kendall: E log(chi2_k / k) is about -1/k - 1/(3 k^2).
    logs = np.log(squares[usable] / free) + 1 / free + 1 / (3 * free**2)
    error = 2 / free + 2 / free**2
    weight = 1 / error
    centre = float(weight @ logs / weight.sum())
    excess = float(weight @ (logs - centre) ** 2) - (len(logs) - 1)
    spread = max(0.0, excess / float(weight.sum() - weight @ weight / weight.sum()))
    if spread > 0:
        centre = float(np.average(logs, weights=1 / (spread + error)))
    found[usable] = np.exp(spread / (spread + error) * (logs - centre) / 2)
    return found


def are_known(table: Table) -> bool:
    """There are reviewers enough, with reviews enough each, to compare their widths."""
    return int(_usable(table).sum()) >= FEWEST


def _usable(table: Table) -> npt.NDArray[np.bool_]:
    """Reviewers with three reviews or more that are not all equal."""
    squares = table.by_reviewer(within(table) ** 2)
    return np.asarray((table.per_reviewer >= 3) & (squares > 0))


def evened(table: Table, factors: Real) -> Table:
    """Points as if each reviewer used the usual width about his or her own mean."""
    inner = within(table)
    return table.having(table.points - inner + inner / factors[table.column])
