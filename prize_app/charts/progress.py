"""A chart of what was asked for and what is done, day by day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Final

from prize_app.charts.marks import (
    PAPER,
    WIDTH,
    Palette,
    amount,
    chart,
    largest,
    line,
    scaled,
    words,
)

Scale = Callable[[float], float]

_LEFT: Final = 52
_RIGHT: Final = 44
_TOP: Final = 38
_FLOOR: Final = 196


def burn_up_chart(
    title: str,
    steps: Sequence[tuple[date, int, int]],
    *,
    today: date,
    due: date | None,
    palette: Palette = PAPER,
) -> str:
    """Two sums that climb in steps, (day, asked for, done), with today and the deadline marked.

    Raises:
        ValueError: a sum is below zero.
    """
    if not steps:
        return chart(title, "", 24, [], palette)
    top = max(int(largest(n for _, *sums in steps for n in sums)), 1)
    first = steps[0][0]
    last = max(steps[-1][0], today, due or today, first + timedelta(days=1))
    room = WIDTH - _LEFT - _RIGHT

    def across(day: float) -> float:
        return _LEFT + scaled(day, (last - first).days, room)

    def up(value: float) -> float:
        return _FLOOR - scaled(value, top, _FLOOR - _TOP)

    end = (max(today, steps[-1][0]) - first).days
    parts = [*_amounts(top, up, palette), *_months(first, last, across, palette)]
    for day, said, css in ((due, "Due", "chart-due"), (today, "Today", "chart-today")):
        if day is not None and day >= first:
            parts += _mark(across((day - first).days), said, css, palette)
    _, asked, done = steps[-1]
    climbs = (
        ("chart-asked", palette.quiet, [(day, sums[0]) for day, *sums in steps]),
        ("chart-done", palette.laurel, [(day, sums[1]) for day, *sums in steps]),
    )
    for css, stroke, climb in climbs:
        corners = [(across((day - first).days), up(value)) for day, value in climb]
        parts.append(_stairs(corners, across(end), css, stroke))
    heights = up(asked), max(up(done), up(asked) + 14)
    for value, height in zip((asked, done), heights, strict=True):
        beside = (min(across(end) + 6, WIDTH - 38), height + 4)
        parts.append(words(*beside, amount(value), palette.ink))
    return chart(title, f"Asked for: {asked}; handed in: {done}", _FLOOR + 22, parts, palette)


def _stairs(corners: Sequence[tuple[float, float]], end: float, css: str, stroke: str) -> str:
    """A line that holds its level until the next day that changes it."""
    path = f"M{corners[0][0]:.1f} {_FLOOR:.1f}"
    path += "".join(f"H{x:.1f}V{y:.1f}" for x, y in corners) + f"H{end:.1f}"
    return f'<path class="{css}" d="{path}" fill="none" stroke="{stroke}" stroke-width="2"/>'


def _mark(x: float, said: str, css: str, palette: Palette) -> list[str]:
    """A day that matters; the words of the two stand at different heights."""
    y = 10 if css == "chart-due" else 22
    anchor = "end" if x > WIDTH - 60 else "middle"
    return [
        f'<line class="{css}" x1="{x:.1f}" y1="{y + 4}" x2="{x:.1f}" y2="{_FLOOR}"'
        f' stroke="{palette.quiet}" stroke-dasharray="3 3"/>',
        words(x, y, said, palette.quiet, anchor=anchor, css="chart-quiet"),
    ]


def _amounts(top: int, up: Scale, palette: Palette) -> Iterator[str]:
    """Hairlines at nought and up to five round numbers above it."""
    step = next(s for s in _round_numbers() if top <= 5 * s)
    for value in range(0, top + 1, step):
        yield line(_LEFT, up(value), WIDTH - _RIGHT, up(value), palette.rule)
        at = (_LEFT - 8, up(value) + 4, amount(value), palette.quiet)
        yield words(*at, anchor="end", css="chart-quiet")


def _round_numbers() -> Iterator[int]:
    for power in count():
        for digit in (1, 2, 5):
            yield digit * 10**power


def _months(first: date, last: date, across: Scale, palette: Palette) -> Iterator[str]:
    """The first day, the last, and what lies between them at even distances."""
    days = (last - first).days
    for part in range(min(days, 4) + 1):
        day = first + timedelta(days=days * part // min(days, 4))
        at = (across((day - first).days), _FLOOR + 18, f"{day.day} {day:%b}", palette.quiet)
        yield words(*at, anchor="middle", css="chart-quiet")
