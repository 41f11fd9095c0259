"""How reviews changed after they were in: figures of before and after, no reviewer named.

Discussion tends to bring reviewers together without making them better at agreeing with other
panels (Obrecht, Tibelius & D'Aloisio, Research Evaluation 16, 2007; Pier et al., Research
Evaluation 26, 2017); so both are kept, and the shift is told beside the result, never
in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from workflows.scoring import STEP


@dataclass(frozen=True, slots=True)
class Scored:
    """One review's weighted score (0..100) as it was first handed in, and as it is now."""

    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Shifts:
    """What changes of reviews come to; figures on 0..100, None where there is nothing to average.

    `mean_shift` is of the changed reviews (positive: points were added). A spread is the mean over
    nominations with two reviews or more of highest minus lowest score. A changed review moved
    `towards` the others when it is nearer to the mean of their first scores than it was, `away`
    when it is farther.
    """

    reviews: int
    changed: int
    mean_shift: Decimal | None
    spread_before: Decimal | None
    spread_after: Decimal | None
    towards: int
    away: int


def shifts_of(nominations: Mapping[str, Sequence[Scored]]) -> Shifts:
    """Bring the changes of many nominations' reviews together."""
    every = [one for reviews in nominations.values() for one in reviews]
    moved = [one for one in every if one.before != one.after]
    several = [reviews for reviews in nominations.values() if len(reviews) > 1]
    steps = [step for reviews in several for step in _steps(reviews)]
    return Shifts(
        reviews=len(every),
        changed=len(moved),
        mean_shift=_mean([one.after - one.before for one in moved]),
        spread_before=_mean([_spread([r.before for r in reviews]) for reviews in several]),
        spread_after=_mean([_spread([r.after for r in reviews]) for reviews in several]),
        towards=sum(step < 0 for step in steps),
        away=sum(step > 0 for step in steps),
    )


def _steps(reviews: Sequence[Scored]) -> list[Decimal]:
    """For each changed review by how much farther it came to be from the others' first mean."""
    total = sum((r.before for r in reviews), Decimal(0))
    steps = []
    for one in reviews:
        others = (total - one.before) / (len(reviews) - 1)
        if one.before != one.after:
            steps.append(abs(one.after - others) - abs(one.before - others))
    return steps


def _spread(scores: Sequence[Decimal]) -> Decimal:
    return max(scores) - min(scores)


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(STEP, ROUND_HALF_EVEN)
