"""The mathematics behind the ornaments."""

from cmath import exp
from itertools import pairwise
from math import isclose, tau
from xml.etree import ElementTree

import pytest

from prize_app.pdf.curves import path, smooth_path
from prize_app.pdf.guilloche import Frame, border_svg, hypotrochoid, rosette_svg, strand
from prize_app.pdf.wreath import leaf, wreath_svg

FRAME = Frame(273, 186, 9)


def test_smooth_path_meets_the_curve_and_its_tangents():
    # A quarter of a circle by one cubic: the control points lie (π/2)/3 along the tangents.
    drawn = smooth_path(lambda t: 100 * exp(1j * t), 0, tau / 4, 1)

    start, controls = drawn.removeprefix("M").split("C")
    assert start == "100 0"
    assert [float(n) for n in controls.split()] == pytest.approx(
        [100, 100 * tau / 12, 100 * tau / 12, 100, 0, 100], abs=0.02
    )


def test_path_writes_its_moves_without_minus_zero():
    assert path(("M", 0j), ("L", complex(-0.001, 1.5)), ("Z",)) == "M0 0L0 1.5Z"


def test_frame_is_walked_once_round_without_a_jump():
    steps = 4_000
    points = [FRAME.at(FRAME.length * i / steps)[0] for i in range(steps + 1)]

    walked = sum(abs(b - a) for a, b in pairwise(points))
    assert isclose(walked, FRAME.length, rel_tol=1e-4)
    assert abs(points[0] - points[-1]) < 1e-6
    assert max(point.real for point in points) == pytest.approx(273 / 2)
    assert min(point.imag for point in points) == pytest.approx(-186 / 2)


def test_frame_points_outwards_by_one():
    for i in range(100):
        point, normal = FRAME.at(FRAME.length * i / 100)

        assert abs(normal) == pytest.approx(1)
        assert (point.conjugate() * normal).real > 0


def test_strand_stays_within_its_amplitude_and_closes():
    thread = strand(FRAME, waves=96, swell=32, amplitude=3.6, phase=0.3)
    for i in range(1_000):
        way = FRAME.length * i / 1_000

        assert abs(thread(way) - FRAME.at(way)[0]) <= 3.6 + 1e-9
    assert abs(thread(0) - thread(FRAME.length)) < 1e-6


@pytest.mark.parametrize(("ring", "wheel"), [(48, 19), (36, 13), (24, 7)])
def test_hypotrochoid_closes_after_as_many_turns_as_the_wheel_has(ring, wheel):
    pen = hypotrochoid(ring, wheel, 9.0, 50)

    assert abs(pen(0) - 50) < 1e-9
    assert abs(pen(tau * wheel) - pen(0)) < 1e-6
    assert all(abs(pen(tau * n) - pen(0)) > 1e-3 for n in range(1, wheel))


def test_leaf_is_closed_and_its_vein_lies_along_it():
    outline, vein = leaf(0j, 0.0, 10, 3)

    assert outline.startswith("M0 0C")
    assert outline.endswith("Z")
    assert vein == "M1.2 0L8.6 0"


@pytest.mark.parametrize(
    ("drawing", "title"),
    [
        (border_svg(297, 210), "Guilloche border"),
        (rosette_svg(150, "#dfe9e2"), "Rosette"),
        (wreath_svg(38), "Laurel wreath"),
    ],
)
def test_drawings_are_well_formed_and_named(drawing, title):
    root = ElementTree.fromstring(drawing)  # noqa: S314  (our own drawing)

    assert root.find("{http://www.w3.org/2000/svg}title").text == title
    assert "style=" not in drawing
    assert "nan" not in drawing


def test_wreath_is_the_same_on_both_sides():
    root = ElementTree.fromstring(wreath_svg(38))  # noqa: S314
    across = [float(c.get("cx")) for c in root.iter("{http://www.w3.org/2000/svg}circle")]

    assert across
    assert sorted(across) == sorted(-x for x in across)
