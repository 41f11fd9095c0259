"""Prize money and costs against the fund, and shares that add up."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.incentives import budget, split
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Award, Plan


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
    for category in plan.categories.values():
        yield from _splits(f"categories.{category.key}.award", category.award)


def _splits(place: str, award: Award) -> Iterator[Fault]:
    """However many share an award, what they get makes its amount to the last minor unit."""
    if award.shared_by_at_most < 1:
        return  # told already: out of its range
    possible = [str(number) for number in range(1, award.shared_by_at_most + 1)]
    for key, given in award.splits.items():
        here = f"{place}.splits.{key}"
        if key not in possible:
            sentence = f"the award is shared by {possible[-1]} at most; take this away"
            yield Fault(here, FaultCode.SPLIT, sentence)
        elif len(given.shares) != int(key) or min(given.shares, default=0) < 0:
            sentence = f"{len(given.shares)} shares for {key} laureates; write {key}, none below 0"
            yield Fault(f"{here}.shares", FaultCode.SPLIT, sentence)
        elif sum(given.shares) != award.amount:
            over = award.amount - sum(given.shares)
            sentence = f"the shares make {sum(given.shares)}, not {award.amount}; {over} is left"
            yield Fault(f"{here}.shares", FaultCode.SPLIT, sentence)
    for number in range(1, award.shared_by_at_most + 1):
        if award.amount % number and str(number) not in award.splits:
            equal = ", ".join(map(str, split(award.amount, number)))
            sentence = (
                f"{award.amount} does not divide by {number}; say who gets what, for example "
                f"splits = {{ {number} = {{ shares = [{equal}] }} }}"
            )
            yield Fault(f"{place}.splits", FaultCode.SPLIT, sentence)
