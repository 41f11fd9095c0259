"""SVG elements as text: presentation attributes and classes only, as a strict page demands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

INK: Final = "#1a1f1c"
SOFT: Final = "#465049"
RULE: Final = "#7d877f"
PAPER: Final = "#fcfcfa"
LAUREL: Final = "#1d5a3b"
WASH: Final = "#e8f0ea"
GOLD: Final = "#7d5f10"
FAMILY: Final = "Source Sans 3, Noto Sans, Noto Sans CJK SC, sans-serif"


def element(name: str, /, content: str = "", **attributes: str | float) -> str:
    """One element; underscores in attribute names stand for hyphens, ``class_`` for class."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_number(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def lines_of_text(
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    size: float,
    leading: float,
    anchor: str,
    fill: str,
    class_: str,
    weight: str = "400",
) -> str:
    """Lines of text; `y` is the first baseline."""
    spans = "".join(
        element("tspan", escape(line), x=x, y=y + number * leading)
        for number, line in enumerate(lines)
    )
    return element(
        "text",
        spans,
        class_=class_,
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
        fill=fill,
    )


def text_line(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    class_: str,
    anchor: str = "middle",
    fill: str = SOFT,
    weight: str = "400",
) -> str:
    """One line of text; `y` is its baseline."""
    return lines_of_text(
        [text], x, y, size=size, leading=size, anchor=anchor, fill=fill, class_=class_,
        weight=weight,
    )  # fmt: skip


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    class_: str,
    stroke: str,
    width: float,
    dashes: str = "",
) -> str:
    """A straight line."""
    more = {"stroke_dasharray": dashes} if dashes else {}
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_, stroke=stroke, stroke_width=width, **more
    )


def head(x: float, y: float, direction: str, *, class_: str, fill: str) -> str:
    """An arrow's head with its point at (x, y); `direction` is left, right or down."""
    points = {
        "right": [(x, y), (x - 9, y - 5), (x - 9, y + 5)],
        "left": [(x, y), (x + 9, y - 5), (x + 9, y + 5)],
        "down": [(x, y), (x - 5, y - 9), (x + 5, y - 9)],
    }[direction]
    written = " ".join(f"{_number(float(a))},{_number(float(b))}" for a, b in points)
    return element("polygon", points=written, class_=class_, fill=fill)


def box(
    x: float,
    y: float,
    wide: float,
    high: float,
    *,
    class_: str,
    stroke: str,
    width: float,
    fill: str = PAPER,
    radius: float = 4,
) -> str:
    """A rectangle with rounded corners."""
    return element(
        "rect",
        x=x,
        y=y,
        width=wide,
        height=high,
        rx=radius,
        class_=class_,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
    )
