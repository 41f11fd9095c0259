"""One unknown: its peak, its equally likely parts, and Student's percentiles."""

from __future__ import annotations

import numpy as np
import pytest

from workflows.calibration.profile import parts, peak, student


@pytest.mark.parametrize("top", [0.0, 0.003, 0.7, 3.0, 40.0])
def test_the_peak_is_found_wherever_it_is(top: float) -> None:
    def height(x: float) -> float:
        return -((np.log1p(x) - np.log1p(top)) ** 2)

    assert peak(height) == pytest.approx(top, rel=2e-3, abs=1e-4)


def test_parts_are_equally_likely() -> None:
    """Of an exponential density they are its quantiles."""
    found = parts(lambda x: -x, 4)

    assert found == pytest.approx([-np.log(1 - (k + 0.5) / 4) for k in range(4)], rel=0.01)


@pytest.mark.parametrize(
    ("degrees", "expected"), [(3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (1e9, 1.96)]
)
def test_students_percentiles_are_those_of_the_tables(degrees: float, expected: float) -> None:
    assert student(degrees) == pytest.approx(expected, abs=0.004)
