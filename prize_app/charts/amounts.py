"""Charts of amounts: bars, stacked bars and funnels, one row below the other."""

from collections.abc import Sequence

from prize_app.charts.marks import (
    BAR,
    PAPER,
    TEXT,
    WIDTH,
    Number,
    Palette,
    Row,
    amount,
    bar_top,
    baseline,
    box,
    chart,
    columns,
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
    said = [amount(value, unit) for _, value in rows]
    room = columns((label for label, _ in rows), said)
    parts = []
    for i, (label, value) in enumerate(rows):
        length = scaled(value, top, room.room)
        parts.append(row_label(label, i, room, palette))
        parts.append(box("chart-bar", room.left, bar_top(i, room), length, BAR, palette.laurel))
        parts.append(words(room.left + length + 6, baseline(i, room), said[i], palette.ink))
    return chart(title, in_words(rows, unit), len(rows) * room.line, parts, palette)


def funnel(title: str, rows: Sequence[Row], *, palette: Palette = PAPER) -> str:
    """How many are left after each step: centred bars, each with its share of the first.

    Raises:
        ValueError: a value is below zero.
    """
    top = largest(value for _, value in rows)
    said = [_with_share(value, rows[0][1]) for _, value in rows]
    room = columns((label for label, _ in rows), said)
    parts = []
    for i, (label, value) in enumerate(rows):
        wide = scaled(value, top, room.room)
        x = room.left + (room.room - wide) / 2
        parts.append(row_label(label, i, room, palette))
        parts.append(box("chart-bar", x, i * room.line + 2, wide, room.line - 4, palette.laurel))
        parts.append(words(WIDTH - room.right + 10, baseline(i, room), said[i], palette.ink))
    return chart(title, in_words(rows), len(rows) * room.line, parts, palette)


def _with_share(value: Number, first: Number) -> str:
    return f"{amount(value)} · {float(value) / float(first):.0%}" if first else amount(value)


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
    key, edge = _key(series, palette)
    largest(value for _, values in rows for value in values)
    totals = [sum(map(float, values)) for _, values in rows]
    room = columns((label for label, _ in rows), map(amount, totals))
    parts = [key]
    for i, (label, values) in enumerate(rows):
        lengths = [scaled(value, largest(totals), room.room) for value in values]
        parts.append(row_label(label, i, room, palette, edge))
        parts.extend(_stack(values, series, lengths, (room.left, bar_top(i, room, edge)), palette))
        end = room.left + sum(lengths) + 6
        parts.append(words(end, baseline(i, room, edge), amount(totals[i]), palette.ink))
    return chart(title, _said(rows, series), edge + len(rows) * room.line, parts, palette)


def _said(rows: Sequence[tuple[str, Sequence[Number]]], series: Sequence[str]) -> str:
    return "; ".join(
        f"{label}: " + ", ".join(f"{n} {amount(v)}" for n, v in zip(series, values, strict=True))
        for label, values in rows
    )


def _stack(
    values: Sequence[Number],
    series: Sequence[str],
    lengths: Sequence[float],
    corner: tuple[float, float],
    palette: Palette,
) -> list[str]:
    """The parts of one bar; a part wide enough carries its value."""
    x, y = corner
    parts = []
    for n, (value, length) in enumerate(zip(values, lengths, strict=True)):
        fill, said = palette.series[n % len(palette.series)], amount(value)
        css = f"chart-part chart-part-{n}"
        parts.append(box(css, x, y, length, BAR, fill, f"{series[n]}: {said}"))
        if value and length > 8 + TEXT * 0.62 * len(said):
            ink = _readable_on(fill, palette)
            inside = words(x + length / 2, y + 11, said, ink, anchor="middle", css="chart-inside")
            parts.append(inside)
        x += length
    return parts


def _readable_on(fill: str, palette: Palette) -> str:
    """Ink or paper, whichever stands out more from the fill (contrast after WCAG 2.2)."""
    ground = _luminance(fill)

    def contrast(colour: str) -> float:
        low, high = sorted((ground, _luminance(colour)))
        return (high + 0.05) / (low + 0.05)

    return max((palette.ink, palette.paper), key=contrast)


def _luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", 0 to 1, as WCAG 2.2 defines it."""
    parts = (byte / 255 for byte in bytes.fromhex(colour.removeprefix("#")))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
