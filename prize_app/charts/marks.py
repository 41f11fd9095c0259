"""What charts are made of: boxes, lines, words, scales, and the frame around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import inf
from typing import Final

from prize_app.charts.text import printable, width_in_ems

Number = int | float | Decimal
Row = tuple[str, Number]

WIDTH: Final = 640
LABELS_AT_MOST: Final = 270
VALUES_AT_MOST: Final = 160
LINE: Final = 24
TALL_LINE: Final = 34
BAR: Final = 14
TEXT: Final = 12
FONT: Final = "Noto Sans, Source Sans 3, Noto Sans CJK SC, Noto Sans Arabic, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart, each as "#rrggbb"; the defaults are those of paper."""

    ink: str = "#16241d"
    quiet: str = "#5b6861"
    rule: str = "#d5dcd7"
    laurel: str = "#1d4f3b"
    gold: str = "#a9862f"
    paper: str = "#ffffff"
    series: tuple[str, ...] = (
        "#1d4f3b", "#6f9c84", "#a9862f", "#b9c9bf", "#7d5a3c",
        "#d8c48b", "#49606e", "#a3b4bd", "#5b6861", "#c79a83",
    )  # fmt: skip


PAPER: Final = Palette()


def ramp(count: int) -> tuple[str, ...]:
    """Colours for steps that follow each other, from pale to deep green."""
    pale, deep, steps = (0xDD, 0xE6, 0xE0), (0x1D, 0x4F, 0x3B), max(count - 1, 1)
    greens = (
        [round(p + (d - p) * i / steps) for p, d in zip(pale, deep, strict=True)]
        for i in range(count)
    )
    return tuple("#" + bytes(green).hex() for green in greens)


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of rows: labels on the left, values on the right, `room` for the marks between.

    `line` is how tall a row is: taller where a label needs two lines.
    """

    left: float
    right: float
    line: float = LINE

    @property
    def room(self) -> float:
        """How wide the marks may be."""
        return WIDTH - self.left - self.right


def columns(labels: Iterable[str], values: Iterable[str]) -> Columns:
    """Give labels and values the room they need, up to a limit; beyond it labels take two lines."""
    widest = max(map(_needs, labels), default=0)
    return Columns(
        min(widest, LABELS_AT_MOST),
        min(max(map(_needs, values), default=0), VALUES_AT_MOST),
        TALL_LINE if widest > LABELS_AT_MOST else LINE,
    )


def _needs(text: str) -> float:
    return width_in_ems(printable(text)) * TEXT + 14


def row_label(label: str, row: int, room: Columns, palette: Palette, top: float = 0) -> str:
    """A row's label on one line or two, then cut; the whole text is its title."""
    lines = _lines(label, room.left - 12)
    first = baseline(row, room, top) - (len(lines) - 1) * TEXT / 2
    return "".join(
        words(0, first + n * (TEXT + 1), line, palette.ink, css="chart-label", whole=label)
        for n, line in enumerate(lines)
    )


def _lines(label: str, width: float) -> list[str]:
    """One line, or two that part between words where the first is as full as it can be."""
    shown = " ".join(printable(label).split())
    if cut(shown, width) == shown:
        return [shown]
    parts = shown.split(" ")
    breaks = [" ".join(parts[:n]) for n in range(1, len(parts))]
    first = max((line for line in breaks if cut(line, width) == line), key=len, default="")
    return [first, cut(shown[len(first) + 1 :], width)] if first else [cut(shown, width)]


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
    """One line of text; `whole` is shown as its title where it differs."""
    title = f"<title>{safe(whole)}</title>" if whole and safe(whole) != safe(text) else ""
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}">'
        f"{title}{safe(text)}</text>"
    )


def box(
    css: str, x: float, y: float, width: float, height: float, fill: str, name: str = ""
) -> str:
    """A filled box, with a name for those who point at it."""
    title = f"<title>{safe(name)}</title>" if name else ""
    return (
        f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" fill="{fill}">{title}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: int = 1) -> str:
    """A straight line."""
    return (
        f'<line class="chart-line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{stroke}" stroke-width="{width}"/>'
    )


def dot(x: float, y: float, palette: Palette, name: str) -> str:
    """A golden dot with its name."""
    return (
        f'<circle class="chart-dot" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{palette.gold}"'
        f' stroke="{palette.paper}" stroke-width="1.5"><title>{safe(name)}</title></circle>'
    )


def bar_top(row: int, room: Columns, top: float = 0) -> float:
    """Where a row's bar begins, downwards."""
    return top + row * room.line + (room.line - BAR) / 2


def baseline(row: int, room: Columns, top: float = 0) -> float:
    """Where a row's words stand."""
    return top + row * room.line + room.line / 2 + 4


def largest(values: Iterable[Number]) -> Number:
    """The largest value, at least zero; refuse what no bar can show."""
    known = list(values)
    if not all(0 <= value < inf for value in known):
        raise ValueError("a chart of amounts takes numbers from zero upwards")
    return max(known, default=0)


def scaled(value: Number, top: Number, room: float) -> float:
    """How long a value is drawn when `top` fills the room."""
    return float(value) / float(top) * room if top else 0.0


def amount(value: Number, unit: str = "") -> str:
    """A number as people write it: thousands apart, at most two decimals, no needless zeros."""
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    number = with_minus(number)
    return f"{number} {unit}" if unit else number


def with_minus(number: str) -> str:
    """A written number with a minus sign (U+2212) for the hyphen, and nought without a sign."""
    return "0" if number == "-0" else number.replace("-", "\N{MINUS SIGN}")


def in_words(rows: Sequence[tuple[str, Number]], unit: str = "") -> str:
    """Every row as "label: value", for those who hear the chart."""
    return "; ".join(f"{label}: {amount(value, unit)}" for label, value in rows)


def safe(text: str) -> str:
    """Text for XML: printable and escaped."""
    return escape(printable(text))


def chart(title: str, said: str, height: float, parts: Sequence[str], palette: Palette) -> str:
    """Frame the parts: title, description, size. Nothing said means that there is no data."""
    tall = max(height, LINE)
    if not said:
        parts = [*parts, words(0, 16, "No data yet", palette.quiet, css="chart-quiet")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{WIDTH}"'
        f' height="{tall:g}" viewBox="0 0 {WIDTH} {tall:g}" font-family="{FONT}"'
        f' font-size="{TEXT}"><title>{safe(title)}</title>'
        f"<desc>{safe(said or 'No data yet')}</desc>{''.join(parts)}</svg>"
    )
