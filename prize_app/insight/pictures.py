"""The drawings of the pages of insight; every figure of theirs stands in a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from prize_app.charts import (
    bar_chart,
    box_rows,
    burn_up_chart,
    dot_interval,
    histogram,
    stacked_bars,
)
from prize_app.insight.points import Comparison, Points, ReviewerLine
from prize_app.insight.progress import Load, Progress
from workflows.insight import CLASSES, Estimate, Spread

MOST_ROWS = 20
"""Rows of a drawing; the tables beneath have the rest."""


def climb(progress: Progress) -> Markup:
    """Reviews asked for and handed in, day by day."""
    steps = [(step.day, step.asked, step.handed_in) for step in progress.steps]
    due = progress.deadline.at.date() if progress.deadline else None
    title = "Reviews asked for and handed in over time"
    return _safe(burn_up_chart(title, steps, today=progress.today, due=due))


def loads(rows: Sequence[Load]) -> Markup:
    """What the reviewers with most to do have done of it."""
    shown = [
        (load.reviewer, (load.handed_in, load.begun, load.untouched)) for load in rows[:MOST_ROWS]
    ]
    series = ("Handed in", "Begun", "Not begun")
    return _safe(stacked_bars("Reviews of each reviewer", shown, series))


def lateness(progress: Progress) -> Markup:
    """When reviews came in, against the deadline of the call."""
    rows = [(words, n) for (_, words), n in zip(CLASSES, progress.lateness.counts, strict=True)]
    return _safe(bar_chart("Reviews by days before and after the deadline", rows))


def points(found: Points) -> Markup:
    """All reviews by their points."""
    return _safe(histogram("Reviews by points given", found.histogram))


def spreads(comparison: Comparison) -> Markup:
    """Groups of nominations by their mean points."""
    rows = [
        (comparison.names[g.key], _five(g.spread), f"{g.nominations} · {g.spread.mean:.1f}")
        for g in comparison.compared.groups
    ]
    return _safe(box_rows(f"Mean points by {comparison.title.lower()}", rows, (0, 100)))


def leanings(lines: Sequence[ReviewerLine]) -> Markup:
    """How far reviewers stand from their fellows, the ends of the list where it is long."""
    told = [(line.reviewer, line.leaning) for line in lines if line.leaning is not None]
    return _intervals("Points above the other reviewers of the same nominations", _ends(told))


def drifts(lines: Sequence[ReviewerLine]) -> Markup:
    """How reviewers change as they go on, the ends of the list where it is long."""
    told = [(line.reviewer, line.drift) for line in lines if line.drift is not None]
    told.sort(key=lambda pair: pair[1].value)
    return _intervals("Points more for every ten reviews", _ends(told))


def _ends(told: list[tuple[str, Estimate]]) -> list[tuple[str, Estimate]]:
    half = MOST_ROWS // 2
    return told if len(told) <= MOST_ROWS else [*told[:half], *told[-half:]]


def _intervals(title: str, told: Sequence[tuple[str, Estimate]]) -> Markup:
    rows = [(name, _tenth(e.value), _tenth(e.low), _tenth(e.high)) for name, e in told]
    return _safe(dot_interval(title, rows, from_zero=True))


def _five(spread: Spread) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
    return (
        _tenth(spread.lowest), _tenth(spread.lower), _tenth(spread.middle), _tenth(spread.upper),
        _tenth(spread.highest),
    )  # fmt: skip


def _tenth(value: float) -> Decimal:
    return Decimal(f"{value:.1f}")


def _safe(drawn: str) -> Markup:
    # Our own drawing functions escape every word that they are given.
    return Markup(drawn)  # noqa: S704
