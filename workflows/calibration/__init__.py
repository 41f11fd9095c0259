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
from workflows.calibration.criteria import Criteria, calibrate_by_criterion
from workflows.calibration.fitting import USUAL_LEVEL, Fit
from workflows.calibration.holding import Hold, holding
from workflows.calibration.predicting import HeldOut, forecast, held_out
from workflows.calibration.reviews import Real, Review, Table, Whole, table_of
from workflows.calibration.ties import Part, SharedReviewers, Split

__all__ = [
    "USUAL_LEVEL",
    "Calibration",
    "Criteria",
    "Fit",
    "HeldOut",
    "Hold",
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
    "calibrate_by_criterion",
    "forecast",
    "held_out",
    "holding",
    "merits",
    "table_of",
]
