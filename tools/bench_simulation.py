"""How often the shipped plan finds the best nominee, and what 10,000 simulated editions cost."""

from __future__ import annotations

import time
from collections.abc import Callable

from tools.running import ROOT
from workflows.plan.loading import load_plan
from workflows.simulation import Setting, method_of, simulate, usual_noise, usual_severity

PLAN = ROOT / "workflows" / "plans" / "anso-prize.toml"
CATEGORY, REVIEWERS, NOMINATIONS, EDITIONS = "youth-leader", 40, 200, 10_000
REVIEWS = (1, 2, 3, 5, 8)
SPREAD = 0.5


def simulation(tell: Callable[..., None]) -> None:
    """Print seconds for the plan's own number of reviews, then what more of them would bring."""
    method = method_of(load_plan(PLAN.read_text("utf-8")), CATEGORY, 20)
    severity = usual_severity(method)
    noise = usual_noise(method, severity, SPREAD)
    setting = Setting(NOMINATIONS, REVIEWERS, severity, noise, SPREAD, EDITIONS, 1)
    began, of_processor = time.perf_counter(), time.process_time()
    simulate(method, setting, (method.reviews,), (method.reviews,))
    note = f"{time.process_time() - of_processor:.2f} s of processor"
    name = f"simulate {EDITIONS:,} editions of {NOMINATIONS} nominations"
    tell(name, time.perf_counter() - began, note)
    for row in simulate(method, setting, REVIEWS, (method.reviews,)):
        best, first = row.best_honoured, row.first_shortlisted
        print(
            f"  {row.reviews} reviews each: the best is honoured in {best.value:.1%} "
            f"({best.low:.1%} to {best.high:.1%}); of the {method.places} best, "
            f"{first.value:.2f} ({first.low:.2f} to {first.high:.2f}) are shortlisted"
        )
