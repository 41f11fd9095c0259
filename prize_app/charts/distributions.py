"""Charts of distributions: histograms, and values with their intervals."""

from collections.abc import Sequence
from math import ceil, floor, inf, log10

from prize_app.charts.marks import (
    PAPER,
    WIDTH,
    Number,
    Palette,
    amount,
    baseline,
    box,
    chart,
    columns,
    cut,
    dot,
    in_words,
    largest,
    line,
    row_label,
    scaled,
    with_minus,
    words,
)


def histogram(title: str, counts: Sequence[tuple[str, int]], *, palette: Palette = PAPER) -> str:
    """Upright bars side by side, one a class in the order given, its count above it.

    Raises:
        ValueError: a count is below zero.
    """
    top, height, floor_line = largest(n for _, n in counts), 150, 172
    pitch = WIDTH / max(len(counts), 1)
    every = ceil(44 / pitch)
    parts = [line(0, floor_line, WIDTH, floor_line, palette.quiet)]
    for i, (label, count) in enumerate(counts):
        tall, middle = scaled(count, top, height), (i + 0.5) * pitch
        bar = (i * pitch + pitch * 0.06, floor_line - tall, pitch * 0.88, tall)
        parts.append(box("chart-bar", *bar, palette.laurel, f"{label}: {count}"))
        if pitch > 16 or count == top:
            above = floor_line - tall - 5
            parts.append(words(middle, above, str(count), palette.ink, anchor="middle"))
        if i % every == 0:
            shown = cut(label, max(pitch * every, 40))
            at = (middle, 188, shown, palette.quiet)
            parts.append(words(*at, anchor="middle", css="chart-quiet", whole=label))
    return chart(title, in_words(counts), 196, parts, palette)


def dot_interval(
    title: str,
    rows: Sequence[tuple[str, Number, Number, Number]],
    *,
    palette: Palette = PAPER,
    from_zero: bool = False,
) -> str:
    """A dot for each row's value on a line from its low to its high end, over one scale.

    `from_zero` draws nought as a line of its own: rows are differences then.

    Raises:
        ValueError: a value lies outside its own interval.
    """
    if not all(-inf < low <= value <= high < inf for _, value, low, high in rows):
        raise ValueError("a value lies outside its interval")
    room = columns((row[0] for row in rows), (amount(row[1]) for row in rows))
    nought = [0.0] if from_zero else []
    ticks = _ticks([float(r[2]) for r in rows] + nought, [float(r[3]) for r in rows] + nought)
    height = len(rows) * room.line

    def across(value: Number) -> float:
        share = (float(value) - ticks[0]) / (ticks[-1] - ticks[0])
        return room.left + 8 + share * (room.room - 16)

    parts = []
    for tick in ticks if rows else ():
        x = across(tick)
        drawn = line(x, 0, x, height, palette.rule)
        is_nought = from_zero and tick == 0
        parts.append(drawn.replace("chart-line", "chart-line chart-zero") if is_nought else drawn)
        at = (x, height + 15, with_minus(f"{tick:g}"), palette.quiet)
        parts.append(words(*at, anchor="middle", css="chart-quiet"))
    for i, (label, value, low, high) in enumerate(rows):
        middle = (i + 0.5) * room.line
        parts.append(row_label(label, i, room, palette))
        parts.append(line(across(low), middle, across(high), middle, palette.laurel, 2))
        parts.append(dot(across(value), middle, palette, f"{label}: {_told(value, low, high)}"))
        parts.append(words(WIDTH - room.right + 10, baseline(i, room), amount(value), palette.ink))
    said = "; ".join(f"{label}: {_told(*told)}" for label, *told in rows)
    return chart(title, said, height + (20 if rows else 0), parts, palette)


def _told(value: Number, low: Number, high: Number) -> str:
    return f"{amount(value)}, from {amount(low)} to {amount(high)}"


def _ticks(lows: Sequence[float], highs: Sequence[float]) -> list[float]:
    """Four to eight round numbers that span all intervals."""
    low, high = min(lows, default=0.0), max(highs, default=1.0)
    if high - low < 1e-6 * max(1, abs(low)):
        low, high = low - 1, high + 1
    rough = (high - low) / 5
    power = 10.0 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [round(i * step, 10) for i in range(first, last + 1)]
