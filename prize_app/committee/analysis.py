"""What calibration says of a ranking: made once, kept beside it, read for one viewer."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from prize_app.audit.chain import canonical
from prize_app.committee.comparison import (
    analysed_comparison,
    comparison_without,
    is_comparison,
)
from workflows.calibration import Calibration, Severity
from workflows.firmness import Firmness, firmness_from, kept
from workflows.placing import Placing, placed, placing_document
from workflows.plan.evaluation import Order, Rubric
from workflows.plan.rounds import Scoring
from workflows.remarks import Remark
from workflows.scoring import Points

_DIGITS: Final = 6
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SHORTEST: Final = 4

Given = Mapping[str, Mapping[str, Points]]
"""Reference of a nomination -> alias of a reviewer -> points on the rubric's scale."""


Spread = tuple[float, float, float]
"""A severity with both ends of its interval."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One nomination: its place, and its calibrated score with the interval, 0..100."""

    place: int | None
    merit: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class SeverityFigures:
    """What one reviewer adds to his or her points, negative is severe, with the interval.

    `scale` is how wide a scale the reviewer uses, 1 the usual; 1 where that is not evened.
    """

    alias: str
    reviews: int
    severity: float | None
    low: float | None
    high: float | None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is kept, as values. Nominations are known by their references.

    `wanted` is the plan's order, `ordered_by` what makes the places: means where calibration is
    refused. `firmness` is there exactly where `refusals` are not. `by_criterion` has severities by
    criterion and alias where the plan removes them there.
    """

    wanted: Order
    ordered_by: Order
    interval: int
    figures: Mapping[str, Figures]
    severities: Sequence[SeverityFigures]
    refusals: Sequence[Remark]
    remarks: Sequence[Remark]
    firmness: Firmness | None
    by_criterion: Mapping[str, Mapping[str, Spread]]
    scoring: Scoring = Scoring.POINTS

    @property
    def is_compared(self) -> bool:
        """Whether the places come from orders or pairs: there are no points and no severities."""
        return self.scoring is not Scoring.POINTS


def analysed(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Calibrate a category; the answer can be kept as it is.

    Args:
        inputs: as `inputs_of` makes them.
    """
    document, means = inputs["document"], inputs["means"]
    if is_comparison(document):
        return analysed_comparison(inputs)
    found = placed(document, {key: mean and Decimal(mean) for key, mean in means.items()})
    return {
        "wanted": document["method"]["order"],
        "ordered_by": str(found.ordered_by),
        "interval": document["method"]["interval"],
        "nominations": _nominations(found),
        "reviewers": _reviewers(found.calibration),
        "criteria": _by_criterion(found.calibration),
        "refusals": [_remark(each) for each in found.calibration.refusals],
        "remarks": [_remark(each) for each in found.calibration.remarks],
        "firmness": None if found.firmness is None else kept(found.firmness),
    }


def _nominations(found: Placing) -> dict[str, list[Any]]:
    own = {each.id: each for each in found.calibration.nominations}
    rows = {}
    for key, place in found.places.items():
        merit = own.get(key)
        figures = (merit.merit, merit.low, merit.high) if merit else (None, None, None)
        rows[key] = [place, *(_rounded(figure) for figure in figures)]
    return rows


def _reviewers(calibration: Calibration) -> list[list[Any]]:
    return [
        [each.id, each.reviews, *map(_rounded, _spread(each)), _rounded(each.scale)]
        for each in calibration.reviewers
    ]


def _by_criterion(calibration: Calibration) -> dict[str, dict[str, list[float | None]]]:
    """Nothing where severity was removed from whole scores."""
    if not calibration.leanings:
        return {}
    return {
        key: {
            each.id: [*map(_rounded, _spread(each))]
            for each in own.reviewers
            if each.severity is not None
        }
        for key, own in calibration.criteria.items()
    }


def _spread(each: Severity) -> tuple[float | None, float | None, float | None]:
    return each.severity, each.low, each.high


def _remark(remark: Remark) -> dict[str, Any]:
    return {"code": remark.code, "facts": dict(remark.facts)}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DIGITS)


def read(plain: Mapping[str, Any]) -> Analysis:
    """What `analysed` gave, as values."""
    return Analysis(
        wanted=Order(plain["wanted"]),
        ordered_by=Order(plain["ordered_by"]),
        interval=plain["interval"],
        figures={
            key: Figures(place, exact(merit), exact(low), exact(high))
            for key, (place, merit, low, high) in plain["nominations"].items()
        },
        severities=[SeverityFigures(*row) for row in plain["reviewers"]],
        refusals=[Remark(**each) for each in plain["refusals"]],
        remarks=[Remark(**each) for each in plain["remarks"]],
        firmness=plain["firmness"] and firmness_from(plain["firmness"]),
        by_criterion={
            key: {alias: (own[0], own[1], own[2]) for alias, own in by.items()}
            for key, by in plain.get("criteria", {}).items()
        },
        scoring=Scoring(plain.get("scoring", Scoring.POINTS)),
    )


def exact(figure: float | None) -> Decimal | None:
    """A figure as it is kept in columns, to a millionth."""
    return None if figure is None else Decimal(str(figure))


def inputs_of(
    rubric: Rubric, given: Given, means: Mapping[str, Decimal | None], cuts: Collection[int]
) -> dict[str, Any]:
    """Everything that an analysis rests on; `python -m workflows calibrate` reads `document`.

    Args:
        means: reference -> weighted mean, of all that are ranked, with reviews or without.
        cuts: numbers of places after which the order is cut.
    """
    return {
        "document": placing_document(rubric, given, cuts),
        "means": {key: None if mean is None else str(mean) for key, mean in means.items()},
    }


def without(inputs: Mapping[str, Any], references: Collection[str]) -> dict[str, Any]:
    """The same inputs without some nominations, as if they had never been."""
    document = inputs["document"]
    means = {key: mean for key, mean in inputs["means"].items() if key not in references}
    if is_comparison(document):
        return {"document": comparison_without(document, references), "means": means}
    reviews = [r for r in document["reviews"] if r["nomination"] not in references]
    return {
        "document": {**document, "reviews": reviews},
        "means": means,
    }


def left_out_key(references: Iterable[str]) -> str:
    """What names a set of nominations that somebody may not see."""
    return hashlib.sha256(canonical(sorted(references))).hexdigest()


def aliases(edition_id: UUID, reviewers: Collection[UUID]) -> Mapping[UUID, str]:
    """Reviewer -> a name that stays the same through an edition and tells nothing.

    Numbers in a row would have gaps where somebody may not see all; these are as long as is
    needed to be different.
    """
    whole = {who: _letters(f"{edition_id}:{who}") for who in reviewers}
    length = _SHORTEST
    while len({word[:length] for word in whole.values()}) < len(whole):
        length += 1
    return {who: f"Reviewer {word[:length]}" for who, word in whole.items()}


def _letters(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
