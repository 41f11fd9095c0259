"""A reviewer's own nominations side by side: scores, and what is judged without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.reviews.queueing import Queue, QueueLine, State, queues
from workflows.plan.evaluation import Criterion, Rubric
from workflows.plan.model import Category
from workflows.scoring import STEP, Points, review_score


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One review of one's own with its weighted total (0..100) and how far it is from the mean."""

    line: QueueLine
    points: Points
    total: Decimal | None
    difference: Decimal | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The own scores of one category, highest total first."""

    category: Category
    rubric: Rubric
    scores: Sequence[OwnScore]
    mean: Decimal | None
    by_criterion: Sequence[tuple[Criterion, Decimal | None]]


def comparisons(
    session: Session, actor: Actor, *, now: datetime
) -> list[tuple[Queue, list[Comparison]]]:
    """Every edition with the categories in which something is scored, drafts included."""
    found = []
    for queue in queues(session, actor, now=now):
        plan = queue.edition.plan
        compared = [
            _compared(category, plan.rubric_of(category.key, round_key), lines)
            for category in plan.categories.values()
            for round_key in ("", *plan.rounds)
            if (lines := _scored(queue, category.key, round_key))
        ]
        if compared:
            found.append((queue, compared))
    return found


def _scored(queue: Queue, category_key: str, round_key: str) -> list[QueueLine]:
    return [
        line
        for line in queue.lines
        if line.nomination.category_key == category_key
        and line.assignment.round == round_key
        and line.state is not State.DECLINED
        and line.review is not None
        and line.review.points
    ]


def _compared(category: Category, rubric: Rubric, lines: Sequence[QueueLine]) -> Comparison:
    totals = {line.assignment.id: review_score(rubric, _points(line, rubric)) for line in lines}
    mean = _mean([total for total in totals.values() if total is not None])
    scores = [_own(line, rubric, totals[line.assignment.id], mean) for line in lines]
    scores.sort(key=lambda s: (s.total is None, -(s.total or 0), s.line.nomination.reference))
    by_criterion = [
        (criterion, _mean([Decimal(p) for s in scores if (p := s.points.get(key)) is not None]))
        for key, criterion in rubric.criteria.items()
    ]
    return Comparison(category, rubric, scores, mean, by_criterion)


def _own(line: QueueLine, rubric: Rubric, total: Decimal | None, mean: Decimal | None) -> OwnScore:
    difference = None if total is None or mean is None else (total - mean).quantize(STEP)
    rounded = None if total is None else total.quantize(STEP)
    is_open = line.state in (State.OPEN, State.DRAFT) or line.may_revise
    return OwnScore(line, _points(line, rubric), rounded, difference, is_open)


def _points(line: QueueLine, rubric: Rubric) -> Points:
    points = line.review.points if line.review else {}
    return {key: value for key, value in points.items() if key in rubric.criteria}


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return (sum(values, Decimal(0)) / len(values)).quantize(STEP) if values else None


def judged_together(queue: Queue) -> list[tuple[QueueLine, int]]:
    """One open line of each round without points, and how many nominations are judged with it."""
    found: dict[tuple[str, str], list[QueueLine]] = {}
    for line in queue.lines:
        if line.together and line.state in (State.DRAFT, State.OPEN):
            key = (line.nomination.category_key, line.assignment.round)
            found.setdefault(key, []).append(line)
    return [(lines[0], len(lines)) for lines in found.values()]
