"""Distributions side by side: the middle half as a box, the ends as a line."""

from collections.abc import Sequence
from math import inf

from prize_app.charts.marks import (
    BAR,
    PAPER,
    WIDTH,
    Number,
    Palette,
    amount,
    bar_top,
    baseline,
    box,
    chart,
    columns,
    dot,
    line,
    row_label,
    scaled,
    with_minus,
    words,
)

Row = tuple[str, tuple[Number, Number, Number, Number, Number], str]
"""Label; lowest, lower quartile, middle, upper quartile, highest; what stands beside it."""


def box_rows(
    title: str, rows: Sequence[Row], ends: tuple[float, float], *, palette: Palette = PAPER
) -> str:
    """One box a row over a scale from end to end, after Tukey; the dot is the middle value.

    Raises:
        ValueError: five values out of their order, or beyond the ends of the scale.
    """
    low, high = ends
    for _, five, _ in rows:
        if sorted(five) != list(five) or not -inf < low <= five[0] <= five[-1] <= high < inf:
            raise ValueError("five values in their order, inside the scale")
    room = columns((row[0] for row in rows), (row[2] for row in rows))
    height = len(rows) * room.line

    def across(value: Number) -> float:
        return room.left + 8 + scaled(float(value) - low, high - low, room.room - 16)

    parts = []
    for part in range(5) if rows else ():
        tick = low + (high - low) * part / 4
        parts.append(line(across(tick), 0, across(tick), height, palette.rule))
        at = (across(tick), height + 15, with_minus(f"{tick:g}"), palette.quiet)
        parts.append(words(*at, anchor="middle", css="chart-quiet"))
    for i, (label, five, beside) in enumerate(rows):
        lowest, lower, middle, upper, highest = (across(value) for value in five)
        at_height = (i + 0.5) * room.line
        parts.append(row_label(label, i, room, palette))
        parts.append(
            line(lowest, at_height, highest, at_height, palette.quiet).replace(
                "chart-line", "chart-whisker"
            )
        )
        wide = max(upper - lower, 1)
        parts.append(box("chart-box", lower, bar_top(i, room), wide, BAR, palette.series[3]))
        parts.append(dot(middle, at_height, palette, f"{label}: {amount(five[2])}"))
        parts.append(words(WIDTH - room.right + 10, baseline(i, room), beside, palette.ink))
    said = "; ".join(
        f"{label}: middle {amount(five[2])}, half of them {amount(five[1])} to {amount(five[3])}"
        for label, five, _ in rows
    )
    return chart(title, said, height + (20 if rows else 0), parts, palette)
