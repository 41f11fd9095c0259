"""Calibrated scores: severity removed, an interval for each nomination, refusals with reasons.

The model, its sources and what it supposes: docs/rules/calibration.md.
"""

from workflows.calibration.calibrating import (
    Calibration,
    Merit,
    Severity,
    Variances,
    calibrate,
    merits,
)
from workflows.calibration.fitting import USUAL_LEVEL, Fit
from workflows.calibration.predicting import HeldOut, forecast, held_out
from workflows.calibration.reviews import Real, Review, Table, Whole, table_of
from workflows.calibration.ties import Part, SharedReviewers, Split

__all__ = [
    "USUAL_LEVEL",
    "Calibration",
    "Fit",
    "HeldOut",
    "Merit",
    "Part",
    "Real",
    "Review",
    "Severity",
    "SharedReviewers",
    "Split",
    "Table",
    "Variances",
    "Whole",
    "calibrate",
    "forecast",
    "held_out",
    "merits",
    "table_of",
]
