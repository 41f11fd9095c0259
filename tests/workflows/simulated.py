"""Methods and settings that the simulation is tried with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.workflows.shipped import PLAN
from workflows.simulation import (
    Method,
    Row,
    Setting,
    method_of,
    simulate,
)
from workflows.simulation.judging import Chance

RUBRIC = PLAN.rubrics["individual"]
METHOD = method_of(PLAN, "youth-leader", 20)
FINE_SCALE = replace(METHOD, lowest=0, highest=100)
FINE = replace(METHOD, lowest=0, highest=1_000_000, most_per_reviewer=500)
SETTING = Setting(
    nominations=20, reviewers=8, severity=0.4, noise=0.9, halo=0.3, editions=400, seed=7
)
SMALL = ("--nominations", "20", "--reviewers", "10", "--editions", "200")


def chance(seed: int = 1) -> Chance:
    """A generator."""
    return np.random.Generator(np.random.PCG64(seed))


def rows(method: Method, setting: Setting, *reviews: int) -> tuple[Row, ...]:
    """Rows without regard to the plan's own number of reviews."""
    return simulate(method, setting, reviews, ())
