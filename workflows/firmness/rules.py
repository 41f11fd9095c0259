"""Scores by other rules, from the same points: would they let in the same nominations?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

import numpy as np

from workflows.calibration import Real, Table


class ScoreRule(StrEnum):
    """A rule that needs no model."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"
    BORDA = "borda"


def by_rule(table: Table, rule: ScoreRule) -> Real:
    """A score for each nomination, higher where its points are higher."""
    return _SCORES[rule](table)


def _mean(table: Table) -> Real:
    return table.raw_means


def _median(table: Table) -> Real:
    return np.array([np.median(own) for own in _points(table, table.points)])


def _trimmed(table: Table) -> Real:
    """Without the highest and the lowest where at least three reviews are there."""
    return np.array(
        [
            np.mean(np.sort(own)[1:-1] if len(own) > 2 else own)
            for own in _points(table, table.points)
        ]
    )


def _borda(table: Table) -> Real:
    """The mean share of a reviewer's other nominations that are ranked lower; ties count half.

    A reviewer of a single nomination ranks nothing: one half. Source: J.-C. de Borda, Mémoire
    sur les élections au scrutin (1784); shares, because loads differ.
    """
    share = np.full(len(table.points), 0.5)
    for reviewer in range(len(table.reviewers)):
        own = np.flatnonzero(table.column == reviewer)
        if len(own) > 1:
            points = np.sort(table.points[own])
            lower = np.searchsorted(points, table.points[own], side="left")
            equal = np.searchsorted(points, table.points[own], side="right") - lower
            share[own] = (lower + (equal - 1) / 2) / (len(own) - 1)
    return np.array([np.mean(own) for own in _points(table, share)])


def _points(table: Table, values: Real) -> list[Real]:
    """The values of each nomination's reviews."""
    ends = np.cumsum(table.per_nomination)[:-1]
    return np.split(values, ends)


_SCORES: Final[Mapping[ScoreRule, Callable[[Table], Real]]] = {
    ScoreRule.MEAN: _mean,
    ScoreRule.MEDIAN: _median,
    ScoreRule.TRIMMED: _trimmed,
    ScoreRule.BORDA: _borda,
}
