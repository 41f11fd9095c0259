"""Reviews of one category become calibrated scores, or the reason why they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from workflows.calibration.fitting import USUAL_LEVEL, Fit, fitted, merit_alone, obstacle
from workflows.calibration.holding import apart, weaknesses
from workflows.calibration.reviews import Real, Review, Table, table_of
from workflows.calibration.scale import are_known, evened, scales
from workflows.calibration.ties import (
    Part,
    SharedReviewers,
    Split,
    components,
    shared_reviewers,
    weakest_split,
)
from workflows.errors import Fact
from workflows.remarks import Remark, named

Pair = tuple[str, str]
"""A nomination and a reviewer."""


@dataclass(frozen=True, slots=True)
class Merit:
    """One nomination: the plain mean, and beside it what is left once severity is gone.

    All on the scale of the points; `sd` is the standard error and `low` to `high` the interval
    of `merit`, 95 % unless another level was asked for. None where nobody scored it, or where
    calibration was refused.
    """

    id: str
    reviews: int
    raw_mean: float | None
    merit: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """What one reviewer adds to the points, negative is severe, with its interval.

    `scale` is the width of the scale that the reviewer uses, 1 the usual.
    """

    id: str
    reviews: int
    severity: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Variances:
    """Of merit, of severity (None for a single reviewer or unknown ones), of the rest."""

    nomination: float
    reviewer: float | None
    residual: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Everything that the reviews of one category say.

    `refusals` are empty exactly where merits are given. `parts` are those that no review ties
    together, `split` is the weakest place where there is one part only.
    """

    nominations: tuple[Merit, ...]
    reviewers: tuple[Severity, ...]
    mean: float | None = None
    variances: Variances | None = None
    parts: tuple[Part, ...] = ()
    split: Split | None = None
    shared: tuple[SharedReviewers, ...] = ()
    refusals: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    criteria: Mapping[str, Calibration] = field(default_factory=dict)
    leanings: Mapping[tuple[str, str], float] = field(default_factory=dict)
    fit: Fit | None = field(default=None, repr=False, compare=False)

    @property
    def connected(self) -> bool:
        """All nominations can be compared, by way of shared reviewers."""
        return len(self.parts) == 1


def calibrate(
    reviews: Iterable[Review],
    *,
    known: bool = True,
    scaled: bool = False,
    groups: Mapping[str, str] | None = None,
    level: float = USUAL_LEVEL,
    levelled: Mapping[Pair, float | None] | None = None,
) -> Calibration:
    """Remove severity from the points of one category.

    Args:
        known: False where reviewers cannot be told apart over nominations; nothing is removed
            then, and means are only shrunken.
        scaled: remove also how much of the scale each reviewer uses.
        groups: nomination -> group; says which groups hardly share reviewers.
        level: with which probability (0.5..0.99) an interval holds what it is about.
        levelled: points to calibrate in place of those given, by (nomination, reviewer); raw
            means stay those of the points as given.

    Shifting all points of one reviewer shifts all merits alike, and so changes no order:
    docs/rules/calibration.md says why.

    Raises:
        UnusableInput: a pair is there twice, or points are no finite number.
    """
    table = table_of(reviews, known=known)
    parts = components(table) if len(table.points) else ()
    plain = Calibration(
        nominations=tuple(_plain(table)),
        reviewers=tuple(_counted(table)) if known else (),
        parts=parts,
        shared=shared_reviewers(table, groups) if groups else (),
    )
    refusal = _refusal(table, parts)
    if refusal is not None:
        mend = weaknesses(table, parts, None)[1:]
        return replace(plain, refusals=(refusal,), remarks=(*mend, *_weak_groups(plain)))
    own = table if levelled is None else _having(table, levelled)
    factors = scales(own) if scaled else np.ones(len(table.reviewers))
    plain = replace(plain, split=weakest_split(table))
    told = _told(plain, fitted(table, evened(own, factors), factors, level))
    return replace(told, remarks=(*told.remarks, *_of_scales(own, factors))) if scaled else told


def _of_scales(table: Table, factors: Real) -> Iterable[Remark]:
    """Why nothing came of evening the scales, where nothing did."""
    if not are_known(table):
        yield Remark("scales_unknown")
    elif np.all(factors == 1):
        yield Remark("scales_alike")


def _having(table: Table, points: Mapping[Pair, float | None]) -> Table:
    pairs = zip(table.row.tolist(), table.column.tolist(), strict=True)
    found = [points[table.nominations[row], table.reviewers[column]] for row, column in pairs]
    return table.having(np.array(found, dtype=np.float64))


def merits(table: Table, *, scaled: bool = False) -> Real | None:
    """Merits alone, but for a constant: what orders. None where calibration is refused."""
    if not len(table.points) or _refusal(table, components(table)) is not None:
        return None
    return merit_alone(evened(table, scales(table)) if scaled else table)


def _refusal(table: Table, parts: tuple[Part, ...]) -> Remark | None:
    if not len(table.points):
        return Remark("no_points")
    return apart(parts) if len(parts) > 1 else obstacle(table)


def _plain(table: Table) -> Iterable[Merit]:
    if len(table.points):
        counts, means = table.per_nomination.tolist(), table.raw_means.tolist()
        for name, count, mean in zip(table.nominations, counts, means, strict=True):
            yield Merit(name, count, mean)
    for name in table.unscored:
        yield Merit(name, 0, None)


def _counted(table: Table) -> Iterable[Severity]:
    for name, count in zip(table.reviewers, table.per_reviewer.tolist(), strict=True):
        yield Severity(name, count)
    for name in table.silent:
        yield Severity(name, 0)


def _weak_groups(calibration: Calibration) -> Iterable[Remark]:
    for pair in calibration.shared:
        if pair.is_weak:
            facts: dict[str, Fact] = {"reviewers": pair.reviewers}
            yield Remark("groups_weakly_tied", {"first": pair.first, "second": pair.second} | facts)


def _remarks(calibration: Calibration, fit: Fit) -> Iterable[Remark]:
    yield from weaknesses(fit.table, calibration.parts, calibration.split)
    yield from _weak_groups(calibration)
    if fit.ratio == 0:
        yield Remark("no_difference_measured")
    unscored = tuple(each.id for each in calibration.nominations if not each.reviews)
    if unscored:
        yield Remark("unscored", {"count": len(unscored), "names": named(unscored)})


def _told(plain: Calibration, fit: Fit) -> Calibration:
    found, factors, half = fit.severities, fit.factors, fit.half
    figures = zip(fit.merit.tolist(), fit.sd.tolist(), strict=True)
    merits = {
        name: (value, sd, value - half * sd, value + half * sd)
        for name, (value, sd) in zip(fit.table.nominations, figures, strict=True)
    }
    levels = zip(found.value.tolist(), found.sd.tolist(), factors.tolist(), strict=True)
    reviewers = {
        name: (value, sd, value - half * sd, value + half * sd, factor)
        for name, (value, sd, factor) in zip(fit.table.reviewers, levels, strict=True)
    }
    calibrated = replace(
        plain,
        nominations=tuple(
            Merit(each.id, each.reviews, each.raw_mean, *merits.get(each.id, ()))
            for each in plain.nominations
        ),
        reviewers=tuple(
            Severity(each.id, each.reviews, *reviewers.get(each.id, ())) for each in plain.reviewers
        ),
        mean=float(np.mean(fit.merit - fit.solution.merit)),
        variances=Variances(fit.ratio * fit.residual, found.variance, fit.residual),
        fit=fit,
    )
    return replace(calibrated, remarks=tuple(_remarks(calibrated, fit)))
