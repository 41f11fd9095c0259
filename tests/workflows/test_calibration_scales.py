"""How wide each reviewer's scale is, and what points a pair would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.workflows.judged import table, world
from workflows.calibration import (
    Review,
    calibrate,
    forecast,
    held_out,
)
from workflows.calibration.scale import evened, scales


def test_the_width_of_a_scale_is_found_and_removed() -> None:
    truth = world(80, 6, 4, sds=(1.5, 1.0, 0.5))
    widened = [
        replace(e, points=60 + 3 * ((e.points or 0) - 60)) if e.reviewer == "R00000" else e
        for e in truth.reviews
    ]
    factors = dict(zip(table(widened).reviewers, scales(table(widened)), strict=True))
    plain, evened = held_out(widened), held_out(widened, scaled=True)

    assert factors.pop("R00000") == pytest.approx(3 * np.mean(list(factors.values())), rel=0.25)
    assert plain is not None
    assert evened is not None
    assert evened.by_calibrated < 0.9 * plain.by_calibrated


def test_equal_widths_stay_equal() -> None:
    factors = scales(table(world(80, 8, 4).reviews))

    assert factors == pytest.approx(np.ones(8), abs=0.1)


def test_a_forecast_adds_the_severity_to_the_merit() -> None:
    truth = world(200, 10, 5, sds=(1.5, 1.0, 0.3))
    expect = forecast(calibrate(truth.reviews))

    assert expect("N00003", "R00004") == pytest.approx(
        truth.merit["N00003"] + truth.severity["R00004"], abs=0.5
    )
    assert expect("never seen", "R00004") - expect("never seen", "neither") == pytest.approx(
        truth.severity["R00004"] - np.mean(list(truth.severity.values())), abs=0.4
    )


def test_a_refused_calibration_foretells_nothing() -> None:
    with pytest.raises(ValueError, match="refused"):
        forecast(calibrate([]))
    assert held_out([Review("A", "x", 1), Review("B", "x", 2)]) is None


def test_an_evened_reviewer_keeps_the_mean_and_has_the_usual_width() -> None:
    given = table(world(40, 5, 3).reviews)
    factors = np.array([0.5, 1.0, 1.0, 2.0, 1.0])

    found = evened(given, factors)

    for number, factor in enumerate(factors.tolist()):
        before, after = (each.points[given.column == number] for each in (given, found))
        assert np.mean(after) == pytest.approx(np.mean(before))
        assert factor * np.std(after) == pytest.approx(np.std(before))


def test_evening_a_scale_that_is_wide_brings_merits_nearer_the_truth() -> None:
    truth = world(80, 6, 4, sds=(1.5, 1.0, 0.5))
    widened = [
        replace(e, points=60 + 3 * ((e.points or 0) - 60)) if e.reviewer == "R00000" else e
        for e in truth.reviews
    ]

    def missed(*, scaled: bool) -> float:
        found = calibrate(widened, scaled=scaled).nominations
        left = [(each.merit or 0) - truth.merit[each.id] for each in found]
        return float(np.std(left))

    assert missed(scaled=True) < 0.8 * missed(scaled=False)


def test_what_is_held_out_is_not_looked_at() -> None:
    """Nobody foretells pure noise better than it spreads; who has seen it seems to."""
    found = held_out(world(80, 12, 3, sds=(0.0, 0.0, 1.0)).reviews)

    assert found is not None
    assert found.by_raw == pytest.approx(1.5**0.5, abs=0.12)  # a mean of two others
    assert found.by_calibrated == pytest.approx(1.0, abs=0.12)


def test_a_forecast_for_a_reviewer_with_a_wide_scale_is_as_wide() -> None:
    truth = world(80, 6, 4, sds=(1.5, 1.0, 0.5))
    widened = [
        replace(e, points=60 + 3 * ((e.points or 0) - 60)) if e.reviewer == "R00000" else e
        for e in truth.reviews
    ]
    expect = forecast(calibrate(widened, scaled=True))
    best, worst = (by(truth.merit, key=truth.merit.__getitem__) for by in (max, min))

    wide, usual = (expect(best, who) - expect(worst, who) for who in ("R00000", "R00001"))

    assert wide == pytest.approx(3 * usual, rel=0.25)
