"""The money of a plan: what is promised against what there is, and how an award is split."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.plan.model import Award, Plan


@dataclass(frozen=True, slots=True)
class Budget:
    """All amounts in minor units of the prize's currency."""

    fund: int
    awards: int
    medals: int
    activities: int
    reserve: int

    @property
    def spent(self) -> int:
        """Everything promised or kept back."""
        return self.awards + self.medals + self.activities + self.reserve

    @property
    def left(self) -> int:
        """What the fund has beyond that; negative when the plan promises too much."""
        return self.fund - self.spent


def budget(plan: Plan) -> Budget:
    """What the plan costs if every award is given, each shared by as many as allowed."""
    categories = plan.categories.values()
    most_laureates = sum(c.award.awards * c.award.shared_by_at_most for c in categories)
    return Budget(
        fund=plan.incentives.fund,
        awards=sum(c.award.awards * c.award.amount for c in categories),
        medals=most_laureates * plan.incentives.medal,
        activities=plan.incentives.activities,
        reserve=plan.incentives.reserve,
    )


def shares(award: Award, laureates: int) -> tuple[int, ...]:
    """What each of so many laureates of one award gets, in their order; minor units.

    As the plan's split says; without one equally, which the check proves to leave nothing over.

    Raises:
        ValueError: fewer laureates than one, or more than may share the award.
    """
    if not 1 <= laureates <= award.shared_by_at_most:
        raise ValueError(f"{laureates} laureates cannot share an award of {award}")
    named = award.splits.get(str(laureates))
    return named.shares if named else split(award.amount, laureates)


def split(amount: int, laureates: int) -> tuple[int, ...]:
    """Share an award equally, to the last minor unit: the first shares carry the remainder.

    Args:
        amount: minor units, 0 or more.
        laureates: how many share it, 1 or more.

    Returns:
        As many shares; they add up to the amount and differ by at most one unit.
    """
    each, remainder = divmod(amount, laureates)
    return tuple(each + (number < remainder) for number in range(laureates))
