"""Which rows of an order are drawn, and on what scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from workflows.firmness.verdicts import Cut, Firmness, Standing

WIDE: Final = 390.0
LEFT: Final = 150.0
COLUMN: Final = 32.0
LABEL: Final = 40.0
ROW: Final = 24.0
TOP: Final = 106.0
AROUND: Final = 8
FIRST: Final = 20


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the points, across."""

    low: float
    high: float
    step: float
    right: float

    def x(self, points: float) -> float:
        """Where so many points stand."""
        return LEFT + (points - self.low) / (self.high - self.low) * (self.right - LEFT)

    def ticks(self) -> list[float]:
        """Round numbers within."""
        first, last = ceil(self.low / self.step), floor(self.high / self.step)
        return [number * self.step for number in range(first, last + 1)]


def shown_rows(found: Firmness) -> list[int | None]:
    """Numbers of the rows to draw; None stands for those left out."""
    count = len(found.standings)
    wanted = set(range(count if count <= FIRST + AROUND else FIRST))
    for cut in found.cuts:
        end = last_inside(cut)
        if end is not None:
            wanted |= set(range(max(0, end - AROUND), min(count, end + AROUND + 1)))
    rows: list[int | None] = []
    for number in sorted(wanted):
        if rows and rows[-1] != number - 1:
            rows.append(None)
        rows.append(number)
    return rows


def last_inside(cut: Cut) -> int | None:
    """The number of the last row inside, where somebody is outside."""
    return len(cut.inside) - 1 if cut.last is not None else None


def axis_of(standings: Sequence[Standing], cuts: int) -> Axis:
    """An axis that holds all intervals and plain means, beside columns for so many cuts."""
    low = min(min(each.low, each.raw_mean) for each in standings)
    high = max(max(each.high, each.raw_mean) for each in standings)
    if high == low:
        low, high = low - 1, high + 1
    power: float = 10.0 ** floor(log10((high - low) / 3))
    step = next(power * base for base in (1, 2, 5, 10) if (high - low) / (power * base) <= 4)
    return Axis(low, high, step, WIDE - 24 - COLUMN * cuts)
