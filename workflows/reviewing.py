"""What a review must have besides its points, and until when it can be handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from workflows.calendar import Due
from workflows.errors import Refusal
from workflows.instants import has_passed
from workflows.phrasing import instant_in_words
from workflows.plan.evaluation import Rubric
from workflows.plan.kinds import Late
from workflows.plan.model import Plan
from workflows.scoring import Points


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands beside the points: criterion -> why, and how sure the reviewer is.

    `confidence` is a grade of the rubric, 1 the least; None where nobody was asked or answered.
    """

    reasons: Mapping[str, str] = field(default_factory=dict)
    confidence: int | None = None


NO_GROUNDS: Final = Grounds()


def asks_reasons(rubric: Rubric) -> bool:
    """Whether some points of the rubric, or an abstention, need a reason."""
    ends = (rubric.reasons_up_to, rubric.reasons_from)
    return rubric.abstention_reasons or any(end is not None for end in ends)


def needs_reason(rubric: Rubric, points: int | None) -> bool:
    """Whether these points of a criterion need a reason; None is an abstention."""
    if points is None:
        return rubric.abstention_reasons
    low, high = rubric.reasons_up_to, rubric.reasons_from
    return (low is not None and points <= low) or (high is not None and points >= high)


def check_reasons(rubric: Rubric, points: Points, grounds: Grounds) -> tuple[Refusal, ...]:
    """Which reasons are missing, criterion by criterion; open criteria need none yet.

    Whoever abstains everywhere is told to hand the nomination back, not to give reasons.
    """
    refusals: list[Refusal] = []
    if all(points.get(key, 0) is None for key in rubric.criteria):
        return ()
    for key in rubric.criteria:
        if key not in points or grounds.reasons.get(key, "").strip():
            continue
        given = points[key]
        on_scale = given is None or rubric.lowest <= given <= rubric.highest
        if on_scale and needs_reason(rubric, given):
            refusals.append(_missing(key, given))
    return tuple(refusals)


def _missing(criterion: str, points: int | None) -> Refusal:
    if points is None:
        return Refusal("abstention_reason_missing", {"criterion": criterion})
    return Refusal("points_reason_missing", {"criterion": criterion, "points": points})


def check_confidence(rubric: Rubric, grounds: Grounds) -> tuple[Refusal, ...]:
    """A grade that the rubric does not have is refused; none at all is allowed."""
    given = grounds.confidence
    if given is None or str(given) in rubric.confidence:
        return ()
    return (Refusal("confidence_unknown"),)


def is_late(plan: Plan, due: Due | None, now: datetime) -> bool:
    """Whether the plan no longer takes a review: its deadline (with extension and grace) is over.

    The whole second of the closing instant still counts.
    """
    refuses = plan.reviewing.late_reviews is Late.REFUSED
    return refuses and due is not None and has_passed(due.closes_at, now)


def check_time(plan: Plan, due: Due | None, now: datetime) -> tuple[Refusal, ...]:
    """Why a review cannot be handed in at this moment."""
    if due is None or not is_late(plan, due, now):
        return ()
    return (Refusal("review_late", {"until": instant_in_words(due.at, due.zone, "en")}),)
