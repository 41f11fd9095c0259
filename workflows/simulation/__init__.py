"""How good is a method of evaluation? Nominations of known merit, judged as the plan says.

The model, its sources and what it leaves out: docs/rules/simulation.md.
"""

from workflows.simulation.figures import Figure
from workflows.simulation.method import Method, method_of
from workflows.simulation.plot import simulation_svg
from workflows.simulation.running import Row, simulate
from workflows.simulation.setting import (
    Load,
    Setting,
    between,
    reliability,
    usual_noise,
    usual_severity,
)
from workflows.simulation.telling import APPROXIMATION, as_document, as_table

__all__ = [
    "APPROXIMATION",
    "Figure",
    "Load",
    "Method",
    "Row",
    "Setting",
    "as_document",
    "as_table",
    "between",
    "method_of",
    "reliability",
    "simulate",
    "simulation_svg",
    "usual_noise",
    "usual_severity",
]
