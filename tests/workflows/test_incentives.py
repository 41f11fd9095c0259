"""The money: what the plan costs at most, and shares that add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN
from workflows.incentives import Budget, budget, split


def test_the_shipped_plan_stays_within_five_million_yuan() -> None:
    costs = budget(PLAN)

    assert costs == Budget(
        fund=500_000_000,
        awards=310_000_000,
        medals=14_700_000,
        activities=120_000_000,
        reserve=50_000_000,
    )
    assert (costs.spent, costs.left) == (494_700_000, 5_300_000)


@given(st.integers(0, 10**12), st.integers(1, 50))
def test_shares_add_up_and_differ_by_at_most_one(amount: int, laureates: int) -> None:
    shares = split(amount, laureates)

    assert len(shares) == laureates
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1
    assert list(shares) == sorted(shares, reverse=True)
