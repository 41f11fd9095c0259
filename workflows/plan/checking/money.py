"""Prize money and costs against the fund."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.incentives import budget
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan


def faults(plan: Plan) -> Iterator[Fault]:
    """The fund must pay for everything at its most expensive."""
    costs = budget(plan)
    if costs.left < 0:
        yield Fault(
            "incentives.fund",
            FaultCode.FUND_EXCEEDED,
            f"awards {costs.awards}, medals {costs.medals}, activities {costs.activities} and "
            f"reserve {costs.reserve} make {costs.spent}: {-costs.left} more than the fund of "
            f"{costs.fund} (minor units of {plan.prize.currency})",
        )
