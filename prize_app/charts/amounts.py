"""Charts of amounts: bars, stacked bars and funnels, one row below the other."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from prize_app.charts.marks import (
    BAR,
    LABELS,
    LINE,
    Number,
    Row,
    PAPER,
    Palette,
    TEXT,
    VALUES,
    WIDTH,
    amount,
    bar_top,
    baseline,
    box,
    chart,
    cut,
    in_words,
    largest,
    row_label,
    scaled,
    words,
)
from prize_app.charts.text import width_in_ems


def bar_chart(title: str, rows: Sequence[Row], unit: str = "", *, palette: Palette = PAPER) -> str:
    """One horizontal bar a row, each beginning at zero, its value beside it.

    Raises:
        ValueError: a value is below zero.
    """
    top = largest(value for _, value in rows)
    parts = []
    for i, (label, value) in enumerate(rows):
        length = scaled(value, top, WIDTH - LABELS - VALUES)
        parts.append(row_label(label, i, palette))
        parts.append(box("chart-bar", LABELS, bar_top(i), length, BAR, palette.laurel))
        parts.append(words(LABELS + length + 6, baseline(i), amount(value, unit), palette.ink))
    return chart(title, in_words(rows, unit), len(rows) * LINE, parts, palette)


def funnel(title: str, rows: Sequence[Row], *, palette: Palette = PAPER) -> str:
    """How many are left after each step: centred bars, each with its share of the first.

    Raises:
        ValueError: a value is below zero.
    """
    top = largest(value for _, value in rows)
    room = WIDTH - LABELS - 2 * VALUES
    parts = []
    for i, (label, value) in enumerate(rows):
        wide = scaled(value, top, room)
        x = LABELS + VALUES / 2 + (room - wide) / 2
        parts.append(row_label(label, i, palette))
        parts.append(box("chart-bar", x, i * LINE + 2, wide, LINE - 4, palette.laurel))
        first = rows[0][1]
        share = f" · {float(value) / float(first):.0%}" if first else ""
        end = WIDTH - VALUES - 18
        parts.append(words(end, baseline(i), amount(value) + share, palette.ink))
    return chart(title, in_words(rows), len(rows) * LINE, parts, palette)


def stacked_bars(
    title: str,
    rows: Sequence[tuple[str, Sequence[Number]]],
    series: Sequence[str],
    *,
    palette: Palette = PAPER,
) -> str:
    """One bar a row, made of one part a series, with the total beside it and a key above.

    Raises:
        ValueError: a row has more or fewer values than there are series, or one is below zero.
    """
    if any(len(values) != len(series) for _, values in rows):
        raise ValueError("each row needs one value for each series")
    key, top_edge = _key(series, palette)
    parts = [key]
    top = largest(sum(values) for _, values in rows)
    for i, (label, values) in enumerate(rows):
        parts.append(row_label(label, i, palette, top_edge))
        parts.extend(_stack(values, series, top, bar_top(i, top_edge), palette))
        end = LABELS + scaled(sum(values), top, WIDTH - LABELS - VALUES)
        parts.append(words(end + 6, baseline(i, top_edge), amount(sum(values)), palette.ink))
    said = "; ".join(
        f"{label}: " + ", ".join(f"{n} {amount(v)}" for n, v in zip(series, values, strict=True))
        for label, values in rows
    )
    return chart(title, said, top_edge + len(rows) * LINE, parts, palette)


def _stack(
    values: Sequence[Number], series: Sequence[str], top: Number, y: float, palette: Palette
) -> list[str]:
    """The parts of one bar; a part wide enough carries its value."""
    ends = [scaled(s, top, WIDTH - LABELS - VALUES) for s in accumulate(values, initial=0)]
    parts = []
    for n, (value, (start, end)) in enumerate(zip(values, pairwise(ends), strict=True)):
        fill = palette.series[n % len(palette.series)]
        name = f"{series[n]}: {amount(value)}"
        part = box(f"chart-part chart-part-{n}", LABELS + start, y, end - start, BAR, fill, name)
        parts.append(part)
        said = amount(value)
        if value and end - start > 8 + TEXT * 0.62 * len(said):
            middle = LABELS + (start + end) / 2
            colour = _readable_on(fill, palette)
            parts.append(words(middle, y + 11, said, colour, anchor="middle", css="chart-inside"))
    return parts


def _readable_on(fill: str, palette: Palette) -> str:
    """Ink on light colours, paper on dark ones, by their weighted brightness (Rec. 601)."""
    red, green, blue = (int(fill[i : i + 2], 16) for i in (1, 3, 5))
    return palette.paper if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else palette.ink


def _key(series: Sequence[str], palette: Palette) -> tuple[str, float]:
    """The key of the series, wrapped to the chart's width, and the height it takes."""
    parts, x, y = [], 0.0, 4.0
    for n, name in enumerate(series):
        shown = cut(name, 180)
        width = 18 + width_in_ems(shown) * TEXT + 18
        if x and x + width > WIDTH:
            x, y = 0.0, y + 18
        fill = palette.series[n % len(palette.series)]
        parts.append(box(f"chart-part chart-part-{n}", x, y, 11, 11, fill))
        parts.append(words(x + 17, y + 10, shown, palette.ink))
        x += width
    return "".join(parts), y + 22 if series else 0.0
