"""Simulated rows as a picture: what more reviews bring, with intervals as bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from workflows.drawing.elements import (
    FAMILY,
    GOLD,
    INK,
    LAUREL,
    PAPER,
    RULE,
    WASH,
    element,
    line,
    text_line,
)
from workflows.drawing.lettering import width
from workflows.simulation.figures import Figure
from workflows.simulation.method import Method
from workflows.simulation.running import Row
from workflows.simulation.setting import Setting

WIDE: Final = 820.0
HIGH: Final = 430.0
PANEL_WIDE: Final = 330.0
PANEL_HIGH: Final = 210.0
PANEL_TOP: Final = 154.0
SIZE: Final = 12.0
LEADING: Final = 18.0

_text: Final = partial(text_line, size=SIZE, class_="sim-text")


@dataclass(frozen=True, slots=True)
class Series:
    """One figure of every row: its words, colour and mark (circle, square or diamond)."""

    label: str
    colour: str
    mark: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes; `top` is the figure at the upper end, the lower end is nought."""

    left: float
    top: float
    numbers: tuple[int, ...]

    def x(self, number: int) -> float:
        """Where a number of reviews stands."""
        first, last = self.numbers[0], self.numbers[-1]
        return self.left + 20 + (number - first) / max(1, last - first) * (PANEL_WIDE - 40)

    def y(self, figure: float) -> float:
        """How high a figure stands."""
        return PANEL_TOP + PANEL_HIGH * (1 - figure / self.top)


def simulation_svg(name: str, method: Method, setting: Setting, rows: Sequence[Row]) -> str:
    """A picture 820 pixels wide; presentation attributes only, so a strict page may hold it.

    `name` is what people call the category. A wash marks the plan's own number of reviews.
    """
    places = min(method.places, setting.nominations)
    supposed = f"{setting.nominations} nominations, {setting.reviewers} reviewers"
    errors = f"severity {setting.severity:.3g}, noise {setting.noise:.3g} points"
    shares = [
        _series("best nominee honoured", LAUREL, "circle", rows, lambda r: r.best_honoured, 100),
        _series(
            "best nominee shortlisted", GOLD, "square", rows, lambda r: r.best_shortlisted, 100,
        ),
        _series(
            f"of the true first {places}, shortlisted", INK, "diamond", rows,
            lambda r: r.first_shortlisted, 100 / places,
        ),
    ]  # fmt: skip
    rank = [_series("true rank of the laureate", LAUREL, "circle", rows, _rank, 1)]
    parts = [
        *_panel(56, "Percent", shares, rows, method.reviews, top=100),
        *_panel(466, "Mean rank by merit; 1 is the best", rank, rows, method.reviews, top=None),
    ]
    return _document(name, f"{supposed}, {errors}; bars are 95 % intervals", parts)


def _rank(row: Row) -> Figure:
    return row.laureate_rank


def _series(
    label: str,
    colour: str,
    mark: str,
    rows: Sequence[Row],
    of: Callable[[Row], Figure],
    factor: float,
) -> Series:
    return Series(label, colour, mark, tuple(of(row).times(factor) for row in rows))


def _panel(
    left: float,
    title: str,
    series: Sequence[Series],
    rows: Sequence[Row],
    reviews: int,
    *,
    top: float | None,
) -> list[str]:
    numbers = tuple(row.reviews for row in rows)
    step = _step(top or max(f.high for each in series for f in each.figures))
    highest = top or step * (1 + max(f.high for each in series for f in each.figures) // step)
    panel = Panel(left, highest, numbers)
    parts = [_text(title, left, PANEL_TOP - 14, anchor="start", weight="600")]
    if reviews in numbers:
        parts += _wash(panel, reviews)
    parts += _axes(panel, step)
    for number, each in enumerate(series):
        parts += _drawn(panel, each)
        y = PANEL_TOP - 36 - (len(series) - 1 - number) * LEADING
        parts += [
            _mark(each, left + 6, y - 4),
            _text(each.label, left + 18, y, anchor="start", fill=INK),
        ]
    return parts


def _step(highest: float) -> float:
    """A round step, so that at most 8 of them reach the highest figure (10,000 at most)."""
    steps = (base * 10**power for power in range(6) for base in (1, 2, 5))
    return next(float(step) for step in steps if highest / step <= 8)


def _wash(panel: Panel, reviews: int) -> list[str]:
    x = panel.x(reviews)
    rect = element(
        "rect", class_="sim-plan", x=x - 14, y=PANEL_TOP, width=28.0, height=PANEL_HIGH, fill=WASH
    )
    return [rect, _text("the plan", x, PANEL_TOP + PANEL_HIGH + 34, fill=LAUREL)]


def _axes(panel: Panel, step: float) -> list[str]:
    right = panel.left + PANEL_WIDE
    parts = []
    for count in range(int(panel.top / step + 0.5) + 1):
        y = panel.y(count * step)
        parts += [
            line(panel.left, y, right, y, class_="sim-grid", stroke=RULE, width=0.4),
            _text(f"{count * step:g}", panel.left - 6, y + 4, anchor="end"),
        ]
    bottom = PANEL_TOP + PANEL_HIGH
    parts += [_text(str(n), panel.x(n), bottom + 18) for n in panel.numbers]
    return [*parts, _text("reviews per nomination", panel.left + PANEL_WIDE / 2, bottom + 52)]


def _drawn(panel: Panel, series: Series) -> list[str]:
    points = [
        (panel.x(number), panel.y(figure.value), figure)
        for number, figure in zip(panel.numbers, series.figures, strict=True)
    ]
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts = [
        element(
            "polyline", class_="sim-line", points=way, fill="none", stroke=series.colour,
            stroke_width=1.2,
        )
    ]  # fmt: skip
    for x, y, figure in points:
        ends = panel.y(max(0.0, figure.low)), panel.y(min(panel.top, figure.high))
        parts += [
            line(x, ends[0], x, ends[1], class_="sim-bar", stroke=series.colour, width=1.6),
            *(
                line(x - 4, end, x + 4, end, class_="sim-bar", stroke=series.colour, width=1.6)
                for end in ends
            ),
            _mark(series, x, y),
        ]
    return parts


def _mark(series: Series, x: float, y: float) -> str:
    """Told apart by shape as well as by colour."""
    if series.mark == "circle":
        return element("circle", class_="sim-mark", cx=x, cy=y, r=3.6, fill=series.colour)
    square, diamond = [(-3, -3), (3, -3), (3, 3), (-3, 3)], [(0, -5), (5, 0), (0, 5), (-5, 0)]
    tips = square if series.mark == "square" else diamond
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in tips)
    return element("polygon", class_="sim-mark", points=points, fill=series.colour)


def _document(title: str, under: str, parts: Sequence[str]) -> str:
    described = f"How often the best nominee is honoured, by reviews per nomination: {under}."
    size = min(15.0, (WIDE - 40) / width(title, 1))
    content = [
        element("title", escape(title), id="sim-title"),
        element("desc", escape(described), id="sim-desc"),
        element("rect", class_="sim-paper", width=WIDE, height=HIGH, fill=PAPER),
        _text(title, 20, 30, anchor="start", fill=INK, weight="600", size=size),
        _text(under, 20, 50, anchor="start"),
        *parts,
    ]
    return element(
        "svg",
        "\n" + "\n".join(content) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_="simulation",
        viewBox=f"0 0 {WIDE:.0f} {HIGH:.0f}",
        width=f"{WIDE:.0f}",
        height=f"{HIGH:.0f}",
        lang="en",
        role="img",
        aria_labelledby="sim-title sim-desc",
        font_family=FAMILY,
    )
