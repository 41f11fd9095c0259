"""How the reviewing goes and what its points look like: figures for people, never verdicts.

What is counted how, with sources and what a difference does not prove: docs/rules/insight.md.
"""

from workflows.insight.anonymous import (
    Given,
    Nominated,
    Release,
    ReleasedReview,
    anonymised,
)
from workflows.insight.comparing import Compared, Group, Scored, Spread, compare, spread_of
from workflows.insight.drifting import FEWEST, Drift, drifts, fellows, leanings
from workflows.insight.estimating import Estimate, Observation, slope_within
from workflows.insight.pacing import (
    CLASSES,
    Lateness,
    Pace,
    Step,
    burn_up,
    capacity_of,
    lateness_of,
    pace_of,
)
from workflows.insight.together import Judged

__all__ = [
    "CLASSES",
    "FEWEST",
    "Compared",
    "Drift",
    "Estimate",
    "Given",
    "Group",
    "Judged",
    "Lateness",
    "Nominated",
    "Observation",
    "Pace",
    "Release",
    "ReleasedReview",
    "Scored",
    "Spread",
    "Step",
    "anonymised",
    "burn_up",
    "capacity_of",
    "compare",
    "drifts",
    "fellows",
    "lateness_of",
    "leanings",
    "pace_of",
    "slope_within",
    "spread_of",
]
