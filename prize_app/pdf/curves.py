"""Plane curves as SVG paths: points are complex numbers, in millimetres, y downwards."""

from collections.abc import Callable

Curve = Callable[[float], complex]


def smooth_path(curve: Curve, start: float, stop: float, steps: int) -> str:
    """Draw a curve as cubic Bézier pieces that meet it, and its tangent, at `steps` + 1 points.

    A cubic with end tangents D has its control points D·h/3 away from its ends (Hermite form).
    """
    h = (stop - start) / steps
    places = [start + i * h for i in range(steps + 1)]
    points = [curve(t) for t in places]
    reaches = [(curve(t + h / 64) - curve(t - h / 64)) * 32 / 3 for t in places]
    pieces = [f"M{_pair(points[0])}"]
    for i in range(steps):
        controls = (points[i] + reaches[i], points[i + 1] - reaches[i + 1], points[i + 1])
        pieces.append("C" + " ".join(_pair(point) for point in controls))
    return "".join(pieces)


def path(*moves: tuple[str, *tuple[complex, ...]]) -> str:
    """Write a path from (command letter, points…) moves."""
    return "".join(letter + " ".join(_pair(p) for p in points) for letter, *points in moves)


def _pair(point: complex) -> str:
    # Two decimals are a hundredth of a millimetre: finer than any printer, and stable bytes.
    return f"{_short(point.real)} {_short(point.imag)}"


def _short(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
