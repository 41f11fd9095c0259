"""How far the reviews have come, how fast they come in, and how late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Step:
    """At the end of a day: reviews asked for, and handed in, so far."""

    day: date
    asked: int
    handed_in: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Reviews a day: in the last week, and from now on so that all are in by the deadline."""

    lately: float
    needed: float | None


@dataclass(frozen=True, slots=True)
class Lateness:
    """When reviews came in, against the deadline that the call names. Days; negative is before.

    `counts` follow CLASSES. `on_extension` came after the deadline by leave, `late` without it.
    """

    counts: tuple[int, ...]
    median: float | None
    on_extension: int
    late: int


CLASSES: Final[tuple[tuple[float, str], ...]] = (
    (-56, "more than 8 weeks before"),
    (-28, "4 to 8 weeks before"),
    (-14, "2 to 4 weeks before"),
    (-7, "1 to 2 weeks before"),
    (-2, "2 to 7 days before"),
    (-1, "the day before the last"),
    (0, "the last day"),
    (7, "up to a week after"),
    (float("inf"), "more than a week after"),
)
"""Ends of the classes in days after the deadline (the end itself belongs to the class)."""


def capacity_of(most: int, categories: Collection[str], said: Mapping[str, int]) -> int:
    """How many nominations somebody takes on in all of their categories together.

    `most` is the plan's number, for all together; `said` is category -> the own number. A category
    of which nothing was said takes as many as the plan allows.
    """
    return min(most, sum(said.get(key, most) for key in categories))


def burn_up(asked: Iterable[date], handed_in: Iterable[date]) -> tuple[Step, ...]:
    """Sums day by day, of the days on which something changed."""
    more, done = Counter(asked), Counter(handed_in)
    steps, total, finished = [], 0, 0
    for day in sorted({*more, *done}):
        total, finished = total + more[day], finished + done[day]
        steps.append(Step(day, total, finished))
    return tuple(steps)


def pace_of(
    handed_in: Iterable[datetime], *, still_due: int, now: datetime, due: datetime | None
) -> Pace:
    """How fast reviews come, and how fast they have to; no need where the deadline has passed."""
    week = 7 * SECONDS
    lately = sum(0 <= (now - at).total_seconds() < week for at in handed_in) / 7
    left = (due - now).total_seconds() / SECONDS if due is not None else 0.0
    return Pace(lately, still_due / max(left, 1.0) if left > 0 else None)


def lateness_of(handed_in: Sequence[tuple[datetime, datetime, datetime]]) -> Lateness:
    """Bring together when reviews came in: (handed in, due for everybody, due for this one).

    The second itself still counts, and so does grace: the third is when the door closed.
    """
    days = sorted((at - due).total_seconds() / SECONDS for at, due, _ in handed_in)
    counts = Counter(_class(value) for value in days)
    middle = len(days) // 2
    median = (days[middle] + days[~middle]) / 2 if days else None
    after = [(at, due, closes) for at, due, closes in handed_in if at > due]
    late = sum(at > closes for at, _, closes in after)
    return Lateness(tuple(counts[n] for n in range(len(CLASSES))), median, len(after) - late, late)


def _class(days: float) -> int:
    return next(n for n, (end, _) in enumerate(CLASSES) if days <= end)
