"""Where every box and arrow of a row stands, so that nothing touches anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflows.drawing.arranging import Detour, Exit, Row
from workflows.drawing.pen import Pen
from workflows.plan.evaluation import Action

DETOUR_X: Final = 16.0
DETOUR_WIDE: Final = 186.0
INNER_X: Final = 216.0
INNER_WIDE: Final = 152.0
MAIN_X: Final = 400.0
MAIN_WIDE: Final = 216.0
EXIT_X: Final = 816.0
EXIT_WIDE: Final = 176.0

TRUNK_X: Final = DETOUR_X + 14
"""The line that hangs from a detour and carries its exits."""

_GAP: Final = 14.0
_REACH: Final = 20.0


@dataclass(frozen=True, slots=True)
class PlacedDetour:
    """A detour's box from `top` to `bottom`; each of its arrows at a height of its own."""

    detour: Detour
    top: float
    bottom: float
    joins: tuple[tuple[Action, float], ...]
    exits: tuple[tuple[Exit, float], ...]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A main box from `top` to `bottom`.

    Nothing on its right goes below `right_end`, nothing of the row at all below `floor`.
    """

    row: Row
    top: float
    bottom: float
    exits: tuple[tuple[Exit, float], ...]
    detours: tuple[PlacedDetour, ...]
    right_end: float
    floor: float


def place_row(pen: Pen, row: Row, y: float) -> PlacedRow:
    """The row with nothing of it above y."""
    trial = _placed(pen, row, 0)
    return _placed(pen, row, y - min(0, trial.top))


def _placed(pen: Pen, row: Row, y: float) -> PlacedRow:
    detours: list[PlacedDetour] = []
    left_end = y
    for detour in row.detours:
        placed, left_end = _detour(pen, row, detour, left_end)
        detours.append(placed)
    joins = [at for placed in detours for _, at in placed.joins]
    sizes = [
        _exit_size(pen, leaving, EXIT_X - MAIN_X - MAIN_WIDE, EXIT_WIDE) for leaving in row.exits
    ]
    high = sum(above + below + _GAP for above, below in sizes) - _GAP
    start = max(y, (min(joins) + max(joins) - high) / 2) if joins else y
    levels, right_end = _stacked(sizes, start)
    top, bottom = _around([*joins, *levels], pen.name_height(row.stage, MAIN_WIDE), y)
    right_end = max(bottom, right_end)
    return PlacedRow(
        row=row,
        top=top,
        bottom=bottom,
        exits=tuple(zip(row.exits, levels, strict=True)),
        detours=tuple(detours),
        right_end=right_end,
        floor=max(left_end, right_end),
    )


def _detour(pen: Pen, row: Row, detour: Detour, y: float) -> tuple[PlacedDetour, float]:
    joining = (*detour.entries, *detour.returns)
    room = MAIN_X - DETOUR_X - DETOUR_WIDE
    words = [pen.arrow_words(action, room) for action in joining]
    sizes = [(each.above, each.below) for each in words]
    levels, end = _stacked(sizes, y)
    high = pen.name_height(detour.stage, DETOUR_WIDE)
    top, bottom = _around(levels, high, y)
    if top < y:
        levels, end = [level + y - top for level in levels], end + y - top
        top, bottom = y, bottom + y - top
    exit_sizes = [_exit_size(pen, e, INNER_X - TRUNK_X, INNER_WIDE) for e in detour.exits]
    below = max(bottom + _GAP, end) if levels else bottom + _GAP
    exit_levels, end = _stacked(exit_sizes, below)
    return (
        PlacedDetour(
            detour=detour,
            top=top,
            bottom=bottom,
            joins=tuple(zip(joining, levels, strict=True)),
            exits=tuple(zip(detour.exits, exit_levels, strict=True)),
        ),
        end + _GAP,
    )


def _exit_size(pen: Pen, leaving: Exit, room: float, wide: float) -> tuple[float, float]:
    words = pen.arrow_words(leaving.action, room)
    half = pen.target_height(leaving, wide) / 2
    return max(words.above, half), max(words.below, half)


def _stacked(sizes: Sequence[tuple[float, float]], y: float) -> tuple[list[float], float]:
    """A level for each (space above, space below), downwards from y, and where they end."""
    levels = []
    for above, below in sizes:
        levels.append(y + above)
        y += above + below + _GAP
    return levels, y - _GAP if sizes else y


def _around(levels: Sequence[float], high: float, y: float) -> tuple[float, float]:
    """A box that all these levels meet, at least so high; without levels it begins at y."""
    if not levels:
        return y, y + high
    top, bottom = min(levels) - _REACH, max(levels) + _REACH
    more = max(0.0, high - (bottom - top)) / 2
    return top - more, bottom + more
