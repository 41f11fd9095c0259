"""How firm a ranking is: each place and each cut, with what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from workflows.calibration import Calibration, Criteria, Fit, Real, Whole
from workflows.calibration.by_nominations import ByNominations
from workflows.calibration.fitting import FEW_NOMINATIONS
from workflows.firmness.chances import Bits, Drawn, drawn
from workflows.firmness.cutting import (
    IN_PLAY,
    MOST_PAIRED,
    MOST_PLACES,
    grade_of,
    places_of,
    variation_of,
)
from workflows.firmness.ordering import (
    hundredths,
    ordering_scores,
    pulls,
    scores_by_rules,
    scores_with_weights,
    scores_without_each,
)
from workflows.firmness.varying import Change, smallest_change
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing, Variation
from workflows.plan.evaluation import Order

NEAR: Final = 5


def firmness(
    calibration: Calibration,
    cuts: Iterable[int],
    *,
    order: Order = Order.CALIBRATED,
    seed: int = 1,
    low_is_best: bool = False,
    criteria: Criteria | None = None,
    scale: tuple[float, float] | None = None,
) -> Firmness:
    """Say how firm an order is, judged by what calibrated scores leave open.

    Args:
        order: which score makes the places and the cuts.
        cuts: numbers of places: of a shortlist, of awards.
        seed: the same seed gives the same figures.
        criteria: points by criterion, to try other weights.
        scale: least and most points of a review; by default those that were given.

    Raises:
        ValueError: the calibration was refused.
    """
    fit = calibration.fit
    if fit is None:
        raise ValueError("a refused calibration has no order")
    found = drawn(fit, seed, low_is_best=low_is_best)
    ranked = _Ranked(fit, found, order, -1.0 if low_is_best else 1.0)
    asked = sorted(set(cuts))
    if criteria is not None and order is Order.CALIBRATED:
        criteria = criteria.without(calibration.leanings)
    variations = _Variations(ranked, criteria)
    limits = scale or (float(fit.given.points.min()), float(fit.given.points.max()))
    members = ranked.order[:MOST_PAIRED]
    return Firmness(
        standings=tuple(_standings(ranked, asked)),
        cuts=tuple(_cut(ranked, variations, places, limits) for places in asked),
        paired=tuple(ranked.names[number] for number in members.tolist()),
        pairwise=tuple(tuple(row) for row in found.pairwise(members).tolist()),
        by_place=tuple(tuple(row) for row in found.at_places(members, MOST_PLACES).tolist()),
        order=order,
        level=fit.level,
    )


class _Ranked:
    """The order of a fit: `sign` turns scores so that higher is better."""

    def __init__(self, fit: Fit, found: Drawn, by: Order, sign: float) -> None:
        self.fit, self.found, self.by, self.sign = fit, found, by, sign
        self.names = fit.table.nominations
        self.place = places_of(sign * ordering_scores(fit, by))
        self.order = np.lexsort((np.arange(len(self.names)), self.place))


class _Variations:
    """Scores under each change, higher is better."""

    def __init__(self, ranked: _Ranked, criteria: Criteria | None) -> None:
        fit, by, sign = ranked.fit, ranked.by, ranked.sign
        self.reviewers = [(name, sign * score) for name, score in scores_without_each(fit, by)]
        moved = scores_with_weights(fit, criteria, by) if criteria else ()
        self.weights = [(name, more, sign * score) for name, more, score in moved]
        self.rules = [(name, sign * score) for name, score in scores_by_rules(fit, by)]


def _standings(ranked: _Ranked, cuts: Sequence[int]) -> Iterable[Standing]:
    fit, found = ranked.fit, ranked.found
    half, raw = fit.half * fit.sd, _raw_means(ranked)
    tail = (1 - fit.level) / 2
    inside = {places: found.inside(places) for places in cuts}
    just = np.mean(found.place == ranked.place, axis=0)
    better = np.mean(found.place <= ranked.place, axis=0)
    ends = np.quantile(found.place, (tail, 1 - tail), axis=0, method="inverted_cdf")
    for number in ranked.order.tolist():
        merit = float(fit.merit[number])
        yield Standing(
            id=ranked.names[number],
            place=int(ranked.place[number]),
            raw_mean=float(raw[number]),
            merit=merit,
            low=merit - float(half[number]),
            high=merit + float(half[number]),
            this_place=float(just[number]),
            this_or_better=float(better[number]),
            best_place=int(ends[0][number]),
            worst_place=int(ends[1][number]),
            inside={places: float(shares[number]) for places, shares in inside.items()},
        )


def _cut(ranked: _Ranked, variations: _Variations, places: int, limits: tuple[float, float]) -> Cut:
    chosen = ranked.place <= places
    inside = tuple(ranked.names[k] for k in ranked.order.tolist() if chosen[k])
    if chosen.all():
        beyond = places >= len(chosen)
        return Cut(places, Grade.BEYOND if beyond else Grade.SHARED, inside)
    within, beyond_it = ranked.order[chosen[ranked.order]], ranked.order[~chosen[ranked.order]]
    last, first = _weakest_pair(ranked, within, beyond_it)
    apart = ranked.found.better(last, first)
    shares = ranked.found.inside(int(chosen.sum()))
    open_to = np.where(chosen, 1 - shares, shares) >= IN_PLAY
    change = _change(ranked, (within[-NEAR:], beyond_it[:NEAR]), limits)
    return Cut(
        places=places,
        grade=Grade.SHARED if len(inside) > places else grade_of(apart),
        inside=inside,
        last=ranked.names[last],
        first=ranked.names[first],
        apart=apart,
        exact=ranked.found.exactly(chosen),
        in_play=tuple(ranked.names[k] for k in ranked.order.tolist() if open_to[k]),
        reviewers=tuple(
            _variation(ranked, name, score, chosen, places) for name, score in variations.reviewers
        ),
        weights=tuple(
            (more, _variation(ranked, name, score, chosen, places))
            for name, more, score in variations.weights
        ),
        rules=tuple(
            _variation(ranked, name, score, chosen, places) for name, score in variations.rules
        ),
        change=change,
        varied=len(ranked.names) <= FEW_NOMINATIONS,
    )


def _weakest_pair(ranked: _Ranked, within: Whole, beyond: Whole) -> tuple[int, int]:
    """Who is inside with the least merit, and outside with the most: they decide how firm it is.

    By merit they stand next to the cut; by means as given they may stand anywhere.
    """
    if ranked.by is Order.CALIBRATED:
        return int(within[-1]), int(beyond[0])
    merit = ranked.sign * ranked.fit.merit
    last = within[np.flatnonzero(merit[within] == merit[within].min())[-1]]
    first = beyond[np.flatnonzero(merit[beyond] == merit[beyond].max())[0]]
    return int(last), int(first)


def _raw_means(ranked: _Ranked) -> Real:
    means = ranked.fit.given.raw_means
    return hundredths(means) if ranked.by is Order.RAW_MEAN else means


def _change(
    ranked: _Ranked, sides: tuple[Whole, Whole], limits: tuple[float, float]
) -> Change | None:
    """Not searched for many nominations, nor by merits that do not differ."""
    fit, by = ranked.fit, ranked.by
    if not isinstance(fit.equations, ByNominations):
        return None
    if by is Order.RAW_MEAN:
        score = fit.given.raw_means
    elif fit.ratio > 0:
        score = fit.equations.merit(fit.ratio)
    else:
        return None
    return smallest_change(fit.given, score, pulls(fit, by), sides, limits)


def _variation(ranked: _Ranked, name: str, score: Real, chosen: Bits, places: int) -> Variation:
    return variation_of(ranked.names, ranked.order, name, score, chosen, places)
