"""The fine woven lines of the certificate: a band along its edge and a rosette at its heart."""

from cmath import exp, rect
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, tau

from markupsafe import Markup

from prize_app.pdf.curves import Curve, smooth_path

GREEN = "#1d4f3b"
GOLD = "#a9862f"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle with round corners, walked clockwise from the middle of its top, in mm."""

    width: float
    height: float
    radius: float

    @property
    def length(self) -> float:
        """How long one walk round is."""
        return 2 * (self.width + self.height) - 8 * self.radius + tau * self.radius

    def at(self, way: float) -> tuple[complex, complex]:
        """The point after `way` mm, from the rectangle's middle, and the outward unit normal."""
        quarter = self.length / 4
        turn, rest = divmod(way, 2 * quarter)
        # Half a walk later everything is the same, seen upside down.
        sign = -1 if int(turn) % 2 else 1
        point, normal = self._upper_right(rest)
        return sign * point, sign * normal

    def _upper_right(self, way: float) -> tuple[complex, complex]:
        """The half walk from the middle of the top to the middle of the bottom."""
        x, y, r = self.width / 2 - self.radius, self.height / 2 - self.radius, self.radius
        arc = r * pi / 2
        if way <= x:
            return complex(way, -y - r), -1j
        if way <= x + arc:
            return self._corner(complex(x, -y), (way - x) / r - pi / 2)
        if way <= x + arc + 2 * y:
            return complex(x + r, way - x - arc - y), 1 + 0j
        if way <= x + 2 * arc + 2 * y:
            return self._corner(complex(x, y), (way - x - arc - 2 * y) / r)
        return complex(2 * x + 2 * arc + 2 * y - way, y + r), 1j

    def _corner(self, centre: complex, angle: float) -> tuple[complex, complex]:
        return centre + rect(self.radius, angle), rect(1, angle)


def strand(frame: Frame, *, waves: int, swell: int, amplitude: float, phase: float) -> Curve:
    """One thread of the band: a sine wave along the frame whose height itself swells.

    With `waves` and `swell` multiples of four and strands in opposite pairs the woven band is
    symmetric about both axes.
    """

    def thread(way: float) -> complex:
        point, normal = frame.at(way)
        angle = tau * way / frame.length
        height = amplitude * (0.7 + 0.3 * cos(swell * angle)) * sin(waves * angle + phase)
        return point + normal * height

    return thread


def band(frame: Frame, *, waves: int, strands: int, amplitude: float) -> list[str]:
    """Weave the strands of one colour, evenly out of step, into SVG path data."""
    return [
        smooth_path(
            strand(
                frame, waves=waves, swell=waves // 3, amplitude=amplitude, phase=tau * i / strands
            ),
            0,
            frame.length,
            waves * 4,
        )
        for i in range(strands)
    ]


def hypotrochoid(ring: int, wheel: int, arm: float, size: float) -> Curve:
    """The curve of a pen `arm` from the middle of a wheel rolling inside a ring.

    x + iy = (R - r)·e^(it) + d·e^(-it(R - r)/r); it closes after `wheel` turns when ring and
    wheel share no factor. Scaled so that its farthest point is `size` mm out.
    """
    gap = ring - wheel
    scale = size / (gap + arm)

    def pen(t: float) -> complex:
        return scale * (gap * exp(1j * t) + arm * exp(-1j * t * gap / wheel))

    return pen


def rosette(size: float) -> list[str]:
    """Three hypotrochoids, one inside the other, as SVG path data."""
    shapes = ((48, 19, 17.0, 1.0), (36, 13, 14.0, 0.72), (24, 7, 9.0, 0.46))
    return [
        smooth_path(hypotrochoid(ring, wheel, arm, size * share), 0, tau * wheel, ring * 12)
        for ring, wheel, arm, share in shapes
    ]


@cache
def border_svg(width: float, height: float) -> Markup:
    """Draw the band along a sheet's edge, as large as the sheet, in mm."""
    frame = Frame(width - 24, height - 24, 9)
    parts = [_paths(band(frame, waves=96, strands=6, amplitude=3.6), GREEN, 0.16)]
    parts.append(_paths(band(frame, waves=48, strands=4, amplitude=2.2), GOLD, 0.2))
    for offset, line in ((-5.2, 0.25), (5.2, 0.7)):
        rail = Frame(frame.width + 2 * offset, frame.height + 2 * offset, 9 + offset)
        parts.append(_rail(rail, line))
    return _sheet("Guilloche border", width, height, parts)


@cache
def rosette_svg(size: float, colour: str) -> Markup:
    """Draw the rosette that lies under the words, `size` mm wide."""
    return _sheet("Rosette", size, size, [_paths(rosette(size / 2 - 1), colour, 0.14)])


def _rail(frame: Frame, line: float) -> str:
    x, y = -frame.width / 2, -frame.height / 2
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{frame.width:.2f}" height="{frame.height:.2f}"'
        f' rx="{frame.radius:.2f}" fill="none" stroke="{GREEN}" stroke-width="{line}"/>'
    )


def _paths(paths: list[str], colour: str, line: float) -> str:
    drawn = "".join(f'<path d="{data}"/>' for data in paths)
    return f'<g fill="none" stroke="{colour}" stroke-width="{line}">{drawn}</g>'


def _sheet(title: str, width: float, height: float, parts: list[str]) -> Markup:
    """Put drawings whose origin is the middle on a sheet; only our own numbers go in."""
    box = f"{-width / 2:g} {-height / 2:g} {width:g} {height:g}"
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm"'
        f' viewBox="{box}"><title>{title}</title>{"".join(parts)}</svg>'
    )
