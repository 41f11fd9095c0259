"""The laurel wreath: two branches of leaves placed along an arc, tied below, in green and gold."""

from cmath import rect
from dataclasses import dataclass
from functools import cache
from math import pi, radians, tau

from markupsafe import Markup

from prize_app.pdf.curves import path, smooth_path
from prize_app.pdf.guilloche import hypotrochoid

RADIUS = 40.0
BOTTOM = pi / 2
PAIRS = 11
REACH = radians(158)


@dataclass(frozen=True, slots=True)
class Colours:
    """What the wreath is painted with."""

    leaf: str = "#1d4f3b"
    shade: str = "#3f7a5e"
    vein: str = "#d9e4dc"
    gold: str = "#a9862f"


def leaf(base: complex, heading: float, length: float, breadth: float) -> tuple[str, str]:
    """One leaf from its base, pointing along `heading` (radians): its outline and its vein.

    The belly lies nearer the base than the tip, as a laurel leaf's does.
    """
    along, across = rect(length, heading), rect(breadth, heading + pi / 2)
    tip = base + along
    outline = path(
        ("M", base),
        ("C", base + 0.22 * along + across, base + 0.66 * along + 0.8 * across, tip),
        ("C", base + 0.66 * along - 0.8 * across, base + 0.22 * along - across, base),
        ("Z",),
    )
    return outline, path(("M", base + 0.12 * along), ("L", base + 0.86 * along))


def branch(side: int, colours: Colours) -> str:
    """The branch that rises on the right (`side` 1) or on the left (-1), as SVG elements."""
    parts = [_stem(side, colours)]
    for i in range(PAIRS):
        share = i / (PAIRS - 1)
        angle = radians(8) + share * (REACH - radians(20))
        parts.extend(_pair_of_leaves(side, angle, 1 - 0.42 * share, colours))
        if i % 3 == 1:
            parts.append(_berry(side, angle + radians(6), colours))
    parts.append(_leaf_element(*_place(side, REACH - radians(7), 0, 9.0), colours.leaf, colours))
    return "".join(parts)


def _pair_of_leaves(side: int, angle: float, scale: float, colours: Colours) -> list[str]:
    outer = _place(side, angle, 34, 15.5 * scale)
    inner = _place(side, angle + radians(3), -36, 13 * scale)
    return [
        _leaf_element(*inner, colours.shade, colours),
        _leaf_element(*outer, colours.leaf, colours),
    ]


def _place(side: int, angle: float, lean: float, length: float) -> tuple[complex, float, float]:
    """Base, heading and length of a leaf `angle` up the branch, leaning `lean` degrees out."""
    base = rect(RADIUS, BOTTOM - angle)
    heading = BOTTOM - angle - pi / 2 + radians(lean)
    if side > 0:
        return base, heading, length
    return -base.conjugate(), pi - heading, length


def _leaf_element(base: complex, heading: float, length: float, fill: str, colours: Colours) -> str:
    outline, vein = leaf(base, heading, length, length * 0.27)
    return (
        f'<path d="{outline}" fill="{fill}"/>'
        f'<path d="{vein}" fill="none" stroke="{colours.vein}" stroke-width="0.35"/>'
    )


def _stem(side: int, colours: Colours) -> str:
    start, stop = rect(RADIUS, BOTTOM + radians(9)), rect(RADIUS, BOTTOM - REACH + radians(8))
    if side < 0:
        start, stop = -start.conjugate(), -stop.conjugate()
    sweep = 0 if side > 0 else 1
    return (
        f'<path d="M{start.real:.2f} {start.imag:.2f}A{RADIUS:g} {RADIUS:g} 0 0 {sweep}'
        f' {stop.real:.2f} {stop.imag:.2f}" fill="none" stroke="{colours.leaf}"'
        ' stroke-width="0.9" stroke-linecap="round"/>'
    )


def _berry(side: int, angle: float, colours: Colours) -> str:
    place = rect(RADIUS + 3.4, BOTTOM - angle)
    x, y = side * place.real, place.imag
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.15" fill="{colours.gold}"/>'


def _ribbon(colours: Colours) -> str:
    """A small bow where the branches cross: two loops, two tails, a knot."""
    parts = []
    for side in (1, -1):

        def at(x: float, y: float, side: int = side) -> complex:
            return complex(side * x, RADIUS + y)

        loop = path(
            ("M", at(0, 0)),
            ("C", at(4, -6.5), at(11.5, -5.5), at(10.5, -0.6)),
            ("C", at(9.6, 3.4), at(4, 2.6), at(0, 0)),
            ("Z",),
        )
        tail = path(
            ("M", at(0, 0)),
            ("C", at(2.5, 3), at(5.5, 4.5), at(9.5, 10.5)),
            ("L", at(6.6, 9.7)),
            ("L", at(5.2, 12)),
            ("C", at(3.8, 7), at(1.4, 4), at(0, 0)),
            ("Z",),
        )
        parts.append(f'<path d="{tail}"/><path d="{loop}"/>')
    knot = f'<ellipse cx="0" cy="{RADIUS:g}" rx="2" ry="1.9"/>'
    return (
        f'<g fill="{colours.gold}" stroke="#ffffff" stroke-width="0.4">{"".join(parts)}{knot}</g>'
    )


def _heart(colours: Colours) -> str:
    """The emblem in the middle: a small rosette of one line."""
    data = smooth_path(hypotrochoid(24, 7, 9.0, 19), 0, 7 * tau, 288)
    return f'<path d="{data}" fill="none" stroke="{colours.gold}" stroke-width="0.4"/>'


@cache
def wreath_svg(size: float, title: str = "Laurel wreath", colours: Colours | None = None) -> Markup:
    """Draw the wreath `size` mm wide; with a rosette in its middle. The title is our own words."""
    paint = colours or Colours()
    drawn = branch(1, paint) + branch(-1, paint) + _ribbon(paint) + _heart(paint)
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size:g}mm" height="{size:g}mm"'
        f' viewBox="-55 -53 110 110"><title>{title}</title>{drawn}</svg>'
    )
