"""How firm an order is that comes from orders or from pairs: the same questions as for points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from workflows.calibration import Real, Whole
from workflows.comparing.field import Comparisons, Estimate, merits_without
from workflows.firmness.chances import Bits, Drawn, number_of_draws, with_places
from workflows.firmness.cutting import (
    IN_PLAY,
    MOST_PAIRED,
    MOST_PLACES,
    grade_of,
    places_of,
    variation_of,
)
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing, Variation
from workflows.plan.evaluation import Order

MOST_FITTED: Final = 2_000
"""Nominations times reviewers up to which each reviewer is left out in turn: a fit for each."""

LEVEL: Final = 0.95
HUNDREDTH: Final = 100


def firmness_compared(
    given: Comparisons, found: Estimate, means: Mapping[str, float], cuts: Iterable[int], seed: int
) -> Firmness:
    """Say how firm the order of the merits is.

    Merits are drawn from the normal distribution around the likeliest ones that their curvature
    gives; each reviewer is left out in turn where there are few enough.

    Args:
        means: nomination -> mean of its shares of each reviewer's order, 0..100.
        cuts: numbers of places: of a shortlist, of awards.
        seed: the same seed gives the same figures.

    Source: docs/rules/firmness.md; the asymptotic distribution of the estimate: D. R. Hunter,
        Annals of Statistics 32 (2004) 384, section 6.
    """
    draws = drawn_merits(found, seed)
    place = _ranked(found.points)
    order = np.lexsort((np.arange(len(place)), place))
    asked = sorted(set(cuts))
    left_out = _left_out(given, found)
    members = order[:MOST_PAIRED]
    return Firmness(
        standings=tuple(_standings(found, draws, place, means, asked)),
        cuts=tuple(_cut(found, draws, place, left_out, places) for places in asked),
        paired=tuple(found.names[number] for number in members.tolist()),
        pairwise=tuple(tuple(row) for row in draws.pairwise(members).tolist()),
        by_place=tuple(tuple(row) for row in draws.at_places(members, MOST_PLACES).tolist()),
        order=Order.CALIBRATED,
        level=LEVEL,
        compared=True,
    )


def drawn_merits(found: Estimate, seed: int) -> Drawn:
    """Draws of all merits together, with the places that they give."""
    chance = np.random.Generator(np.random.PCG64(seed))
    values, vectors = np.linalg.eigh(found.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    free = chance.standard_normal((number_of_draws(len(found.names)), len(values)))
    return with_places(found.merit + free @ root.T)


def _ranked(points: Real) -> Real:
    """Places as rankings have them: by hundredths of a point."""
    return places_of(np.rint(points * HUNDREDTH))


def _left_out(given: Comparisons, found: Estimate) -> Sequence[tuple[str, Real]]:
    people = given.reviewers
    if len(people) < 2 or len(found.names) * len(people) > MOST_FITTED:
        return ()
    return [(who, merits_without(given, found, who)) for who in people]


def _standings(
    found: Estimate,
    draws: Drawn,
    place: Real,
    means: Mapping[str, float],
    cuts: Sequence[int],
) -> Iterable[Standing]:
    tail, points, (low, high) = (1 - LEVEL) / 2, found.points, found.interval
    inside = {places: draws.inside(places) for places in cuts}
    just = np.mean(draws.place == place, axis=0)
    better = np.mean(draws.place <= place, axis=0)
    ends = np.quantile(draws.place, (tail, 1 - tail), axis=0, method="inverted_cdf")
    for k in np.lexsort((np.arange(len(place)), place)).tolist():
        yield Standing(
            id=found.names[k],
            place=int(place[k]),
            raw_mean=means.get(found.names[k], float(points[k])),
            merit=float(points[k]),
            low=float(low[k]),
            high=float(high[k]),
            this_place=float(just[k]),
            this_or_better=float(better[k]),
            best_place=int(ends[0][k]),
            worst_place=int(ends[1][k]),
            inside={places: float(shares[k]) for places, shares in inside.items()},
        )


def _cut(
    found: Estimate,
    draws: Drawn,
    place: Real,
    left_out: Sequence[tuple[str, Real]],
    places: int,
) -> Cut:
    order = np.lexsort((np.arange(len(place)), place))
    chosen = place <= places
    inside = tuple(found.names[k] for k in order.tolist() if chosen[k])
    if chosen.all():
        beyond = places >= len(chosen)
        return Cut(places, Grade.BEYOND if beyond else Grade.SHARED, inside)
    last, first = int(order[chosen[order]][-1]), int(order[~chosen[order]][0])
    apart = draws.better(last, first)
    shares = draws.inside(int(chosen.sum()))
    open_to = np.where(chosen, 1 - shares, shares) >= IN_PLAY
    return Cut(
        places=places,
        grade=Grade.SHARED if len(inside) > places else grade_of(apart),
        inside=inside,
        last=found.names[last],
        first=found.names[first],
        apart=apart,
        exact=draws.exactly(chosen),
        in_play=tuple(found.names[k] for k in order.tolist() if open_to[k]),
        reviewers=tuple(_without(found, order, chosen, places, pair) for pair in left_out),
        varied=bool(left_out),
        compared=True,
    )


def _without(
    found: Estimate, order: Whole, chosen: Bits, places: int, pair: tuple[str, Real]
) -> Variation:
    who, merit = pair
    return variation_of(found.names, order, who, merit, chosen, places)
