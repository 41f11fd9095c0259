"""What charts are made of: boxes, lines, words, scales, and the frame around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

from prize_app.charts.text import printable, width_in_ems

Number = int | float | Decimal
Row = tuple[str, Number]

WIDTH: Final = 640
LABELS: Final = 200
VALUES: Final = 64
LINE: Final = 24
BAR: Final = 14
TEXT: Final = 12
FONT: Final = "Noto Sans, Source Sans 3, Noto Sans CJK SC, Noto Sans Arabic, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart; the defaults are those of paper."""

    ink: str = "#16241d"
    quiet: str = "#5b6861"
    rule: str = "#d5dcd7"
    laurel: str = "#1d4f3b"
    gold: str = "#a9862f"
    paper: str = "#ffffff"
    series: tuple[str, ...] = ("#1d4f3b", "#6f9c84", "#a9862f", "#b9c9bf", "#7d5a3c", "#8f8f7a")


PAPER: Final = Palette()


def row_label(label: str, row: int, palette: Palette, top: float = 0) -> str:
    shown = cut(label, LABELS - 12)
    return words(0, baseline(row, top), shown, palette.ink, css="chart-label", whole=label)


def cut(text: str, width: float) -> str:
    """Shorten a text to about `width` pixels at the chart's size, with an ellipsis."""
    shown = " ".join(printable(text).split())
    if width_in_ems(shown) * TEXT <= width:
        return shown
    while shown and width_in_ems(shown + "…") * TEXT > width:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def words(
    x: float,
    y: float,
    text: str,
    fill: str,
    *,
    anchor: str = "start",
    css: str = "chart-text",
    whole: str = "",
) -> str:
    title = f"<title>{safe(whole)}</title>" if whole and safe(whole) != safe(text) else ""
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}">'
        f"{title}{safe(text)}</text>"
    )


def box(
    css: str, x: float, y: float, width: float, height: float, fill: str, name: str = ""
) -> str:
    title = f"<title>{safe(name)}</title>" if name else ""
    return (
        f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" fill="{fill}">{title}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: int = 1) -> str:
    return (
        f'<line class="chart-line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{stroke}" stroke-width="{width}"/>'
    )


def dot(x: float, y: float, palette: Palette, name: str) -> str:
    return (
        f'<circle class="chart-dot" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{palette.gold}"'
        f' stroke="{palette.paper}" stroke-width="1.5"><title>{safe(name)}</title></circle>'
    )


def bar_top(row: int, top: float = 0) -> float:
    return top + row * LINE + (LINE - BAR) / 2


def baseline(row: int, top: float = 0) -> float:
    return top + row * LINE + LINE / 2 + 4


def largest(values: Iterable[Number]) -> Number:
    """The largest value, at least zero; refuse negative ones, which no bar can show."""
    known = list(values)
    if any(value < 0 for value in known):
        raise ValueError("a chart of amounts takes no value below zero")
    return max(known, default=0)


def scaled(value: Number, top: Number, room: float) -> float:
    return float(value) / float(top) * room if top else 0.0


def amount(value: Number, unit: str = "") -> str:
    """A number as people write it: thousands apart, no needless zeros."""
    number = (
        f"{value:,}" if isinstance(value, int) else f"{float(value):,.2f}".rstrip("0").rstrip(".")
    )
    return f"{number} {unit}" if unit else number


def in_words(rows: Sequence[tuple[str, Number]], unit: str = "") -> str:
    return "; ".join(f"{label}: {amount(value, unit)}" for label, value in rows)


def safe(text: str) -> str:
    return escape(printable(text))


def chart(title: str, said: str, height: float, parts: Sequence[str], palette: Palette) -> str:
    tall = max(height, LINE)
    if not said:
        parts = [*parts, words(0, 16, "No data yet", palette.quiet)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{WIDTH}"'
        f' height="{tall:g}" viewBox="0 0 {WIDTH} {tall:g}" font-family="{FONT}"'
        f' font-size="{TEXT}"><title>{safe(title)}</title>'
        f"<desc>{safe(said or 'No data yet')}</desc>{''.join(parts)}</svg>"
    )
