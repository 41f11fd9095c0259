"""Reviews of one category become calibrated scores, or the reason why they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from workflows.calibration.fitting import USUAL_LEVEL, Fit, fitted, merit_alone, obstacle
from workflows.calibration.reviews import Real, Review, Table, table_of
from workflows.calibration.scale import scales
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
) -> Calibration:
    """Remove severity from the points of one category.

    Args:
        known: False where reviewers cannot be told apart over nominations; nothing is removed
            then, and means are only shrunken.
        scaled: remove also how much of the scale each reviewer uses.
        groups: nomination -> group; says which groups hardly share reviewers.
        level: with which probability (0.5..0.99) an interval holds what it is about.

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
        return replace(plain, refusals=(refusal,), remarks=tuple(_weak_groups(plain)))
    factors = scales(table) if scaled else np.ones(len(table.reviewers))
    plain = replace(plain, split=weakest_split(table))
    return _told(plain, fitted(table, factors, level))


def merits(table: Table, *, scaled: bool = False) -> Real | None:
    """Merits alone, but for a constant: what orders. None where calibration is refused."""
    if not len(table.points) or _refusal(table, components(table)) is not None:
        return None
    return merit_alone(table, scales(table) if scaled else np.ones(len(table.reviewers)))


def _refusal(table: Table, parts: tuple[Part, ...]) -> Remark | None:
    if not len(table.points):
        return Remark("no_points")
    if len(parts) > 1:
        facts: dict[str, Fact] = {
            "parts": len(parts),
            "first": named(parts[0].nominations),
            "second": named(parts[1].nominations),
        }
        return Remark("reviewers_apart", facts)
    return obstacle(table)


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
    split = calibration.split
    if split is not None and split.is_weak:
        yield Remark(
            "weakly_tied",
            {"reviews": split.reviews_between, "part": named(split.part.nominations)},
        )
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
