"""The scores that make the order, and the same under each change: calibrated, or means as given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from workflows.calibration import Criteria, Fit, Real, Table
from workflows.calibration.by_nominations import ByNominations
from workflows.firmness.rules import ScoreRule, by_rule
from workflows.firmness.varying import (
    points_with_weights,
    with_weights,
    without_each,
)
from workflows.plan.evaluation import Order

CALIBRATED_RULE: Final = "calibrated"
"""The calibrated score as one of the other rules, where means make the order."""

_ROUNDING: Final = 1e-6


def ordering_scores(fit: Fit, order: Order) -> Real:
    """What makes places, not turned: means as given are compared by hundredths.

    Source: docs/rules/ranking.md.
    """
    if order is Order.CALIBRATED:
        return fit.equations.merit(fit.ratio)
    return hundredths(fit.given.raw_means)


def hundredths(means: Real) -> Real:
    """Means rounded half-even to a hundredth, as `scoring.summarise` does with exact numbers.

    What arithmetic in binary adds far behind the point does not turn a half up or down.
    """
    return np.asarray(np.rint(np.round(means * 100 / _ROUNDING) * _ROUNDING) / 100)


def scores_without_each(fit: Fit, order: Order) -> Iterator[tuple[str, Real]]:
    """Scores without each reviewer in turn, for few nominations; nothing for many.

    Whom nobody else scored comes last by means: there is nothing left to order by.
    """
    if order is Order.CALIBRATED:
        yield from without_each(fit)
        return
    table = fit.given
    if not isinstance(fit.equations, ByNominations) or len(table.reviewers) < 2:
        return
    for number, name in enumerate(table.reviewers):
        left = (table.column != number).astype(np.float64)
        counts = table.by_nomination(left)
        sums = table.by_nomination(left * table.points)
        with np.errstate(divide="ignore", invalid="ignore"):
            yield name, hundredths(np.where(counts > 0, sums / counts, np.nan))


def scores_with_weights(
    fit: Fit, criteria: Criteria, order: Order
) -> Iterator[tuple[str, bool, Real]]:
    """Scores with each weight a tenth larger (True) and a tenth smaller (False)."""
    if order is Order.CALIBRATED:
        yield from with_weights(fit, criteria)
        return
    for name, more, points in points_with_weights(fit.given, criteria):
        yield name, more, hundredths(fit.given.having(points).raw_means)


def scores_by_rules(fit: Fit, order: Order) -> Iterator[tuple[str, Real]]:
    """Scores by every rule but the one that makes the order; calibrated scores are one."""
    table = fit.given
    if order is Order.RAW_MEAN:
        yield CALIBRATED_RULE, fit.equations.merit(fit.ratio)
    for rule in ScoreRule:
        if rule is not ScoreRule.MEAN or order is Order.CALIBRATED:
            yield str(rule), by_rule(table, rule)


def pulls(fit: Fit, order: Order) -> Callable[[int, int], Real]:
    """By how much each review, given one point more, moves one nomination ahead of another.

    Raises:
        ValueError: calibrated, with so many nominations that their covariance is not known.
    """
    table: Table = fit.given
    count = table.per_nomination
    if order is Order.RAW_MEAN:
        return lambda leaves, enters: np.asarray(
            np.where(table.row == leaves, 1 / count[leaves], 0.0)
            - np.where(table.row == enters, 1 / count[enters], 0.0)
        )
    if not isinstance(fit.equations, ByNominations):
        raise ValueError("the covariance of so many merits is not known")
    covariance = fit.equations.covariance(fit.ratio)

    def by_merit(leaves: int, enters: int) -> Real:
        lead = covariance[leaves] - covariance[enters]
        means = table.by_reviewer(lead[table.row]) / table.per_reviewer
        return np.asarray((lead[table.row] - means[table.column]) / fit.factors[table.column])

    return by_merit
