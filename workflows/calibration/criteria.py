"""Points criterion by criterion, and the severity of a reviewer on each of them.

Where everybody scores every criterion, the severity on the whole score is the weighted sum of
those on the criteria, and removing one removes the other. Abstentions part them: whoever leaves
out just the criterion on which he or she is severe looks milder there. Removing first what each
reviewer adds to one criterion more than to the others mends that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from workflows.calibration.calibrating import Calibration, Pair, calibrate
from workflows.calibration.equations import levels
from workflows.calibration.fitting import USUAL_LEVEL, Fit
from workflows.calibration.reviews import Review
from workflows.remarks import Remark

Leanings = Mapping[tuple[str, str], float]
"""(criterion, reviewer) -> points given there above what he or she gives on all criteria."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Points criterion by criterion, by (nomination, reviewer), and the weights of the rubric.

    The points may be on any one scale; None is an abstention.
    """

    weights: Mapping[str, Decimal]
    points: Mapping[Pair, Mapping[str, float | None]]

    def weighted(self, factors: Mapping[str, float]) -> dict[Pair, float | None]:
        """The score of each review with some weights multiplied, abstentions spread."""
        weights = {key: float(w) * factors.get(key, 1.0) for key, w in self.weights.items()}
        return {pair: _weighted(given, weights) for pair, given in self.points.items()}

    def without(self, leanings: Leanings) -> Criteria:
        """The same points with what reviewers add to single criteria removed."""
        if not leanings:
            return self
        points = {
            pair: {
                key: None if v is None else v - leanings.get((key, pair[1]), 0.0)
                for key, v in given.items()
            }
            for pair, given in self.points.items()
        }
        return Criteria(self.weights, points)

    def reviews(self) -> list[Review]:
        """The score of each review, in the order of the pairs."""
        scores = self.weighted({})
        return [Review(*pair, scores[pair]) for pair in sorted(scores)]

    def of(self, key: str) -> list[Review]:
        """The points on one criterion."""
        return [Review(*pair, self.points[pair].get(key)) for pair in sorted(self.points)]


def _weighted(given: Mapping[str, float | None], weights: Mapping[str, float]) -> float | None:
    scored = {key: v for key, v in given.items() if v is not None and weights.get(key, 0) > 0}
    total = sum(weights[key] for key in scored)
    return sum(weights[key] * v for key, v in scored.items()) / total if total else None


def calibrate_by_criterion(
    criteria: Criteria,
    *,
    scaled: bool = False,
    groups: Mapping[str, str] | None = None,
    level: float = USUAL_LEVEL,
) -> Calibration:
    """`calibrate` the scores with severity removed on each criterion by itself.

    Shifting the points of one reviewer on one criterion by a constant changes no order then,
    whatever he or she abstained from. Where some criterion cannot be calibrated by itself,
    severity is removed from whole scores, and a remark says so.

    Raises:
        UnusableInput: a pair is there twice, or points are no finite number.
    """
    each = {key: calibrate(criteria.of(key), level=level) for key in _counting(criteria)}
    refused = [key for key, found in each.items() if found.refusals]
    leanings = {} if refused else _leanings(criteria, each)
    found = calibrate(
        criteria.reviews(),
        scaled=scaled,
        groups=groups,
        level=level,
        levelled=criteria.without(leanings).weighted({}),
    )
    remarks = [Remark("criterion_not_by_itself", {"criterion": key}) for key in refused]
    if found.refusals:
        remarks = []
    return replace(found, criteria=each, leanings=leanings, remarks=(*found.remarks, *remarks))


def _counting(criteria: Criteria) -> Iterator[str]:
    """Criteria with a weight on which anybody gave points."""
    for key, weight in criteria.weights.items():
        if weight > 0 and any(given.get(key) is not None for given in criteria.points.values()):
            yield key


def _leanings(criteria: Criteria, each: Mapping[str, Calibration]) -> Leanings:
    """Levels on each criterion, as differences from the reviewer's own weighted mean level."""
    own: dict[str, dict[str, float]] = defaultdict(dict)
    for key, found in each.items():
        if found.fit is not None:
            for reviewer, level in _levels(found.fit):
                own[reviewer][key] = level
    weights = {key: float(criteria.weights[key]) for key in each}
    means = {
        who: sum(weights[key] * level for key, level in given.items())
        / sum(weights[key] for key in given)
        for who, given in own.items()
    }
    return {
        (key, who): level - means[who] for who, given in own.items() for key, level in given.items()
    }


def _levels(fit: Fit) -> Iterator[tuple[str, float]]:
    """What each reviewer gives a nomination of mean merit: constants, shrunken by nothing."""
    found = levels(fit.table, fit.solution.merit).tolist()
    return zip(fit.table.reviewers, found, strict=True)
