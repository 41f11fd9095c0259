"""Kept pairs, floors and totals, against trying everything and against HiGHS."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.workflows.assigning import SLOW, field, instances, reach, ways
from workflows.assignment import (
    Change,
    Instance,
    Limits,
    Objective,
    Quota,
    Sizes,
    Status,
    Why,
    propose,
    verify,
    what_if,
)


@SLOW
@given(instances())
def test_every_level_is_the_best_that_trying_everything_finds(instance: Instance) -> None:
    possible = list(ways(instance))

    proposal = propose(instance)

    if not possible:
        assert proposal.status is Status.INFEASIBLE
        return
    assert proposal.assignment in possible
    best = max(reach(instance, way) for way in possible)
    assert reach(instance, proposal.assignment) == best
    assert proposal.status is Status.OPTIMAL
    assert proposal.bounds["total"] == proposal.total == best[2]
    assert verify(instance, proposal) == ()


@SLOW
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_an_instance_changes_nothing(instance: Instance, chance: object) -> None:
    def mixed(values: tuple[object, ...]) -> tuple[object, ...]:
        found = list(values)
        chance.shuffle(found)  # type: ignore[attr-defined]
        return tuple(found)

    other = replace(
        instance,
        nominations=mixed(instance.nominations),
        reviewers=mixed(instance.reviewers),
        quotas=mixed(instance.quotas),
        affinity=dict(reversed(list(instance.affinity.items()))),
    )

    assert propose(other) == propose(instance)


def by_highs(instance: Instance) -> tuple[int, int]:
    """Floor and total in hundredths, by a plain formulation given to HiGHS as it is."""
    rows = {n.id: place for place, n in enumerate(instance.nominations)}
    columns = {r.id: place for place, r in enumerate(instance.reviewers)}
    pairs = [pair for pair in instance.affinity if pair not in instance.conflicts]
    count = len(pairs)
    points = np.array([float(instance.affinity[pair] * 100) for pair in pairs])
    reviews, sums = np.zeros((2, len(rows), count + 1))
    loads = np.zeros((len(columns), count + 1))
    for place, (n, r) in enumerate(pairs):
        reviews[rows[n], place] = loads[columns[r], place] = 1
        sums[rows[n], place] = points[place]
    sums[:, count] = -1
    rules = [
        LinearConstraint(matrix, [each.minimum for each in side], [each.maximum for each in side])
        for matrix, side in ((reviews, instance.nominations), (loads, instance.reviewers))
    ]
    ranges = Bounds(np.zeros(count + 1), np.append(np.ones(count), 10_000))

    def most(gains: NDArray[np.float64]) -> int:
        found = milp(
            -gains,
            integrality=np.ones(count + 1),
            bounds=ranges,
            constraints=[*rules, LinearConstraint(sums, 0, np.inf)],
            options={"mip_rel_gap": 0},
        )
        return round(-found.fun)

    floor = most(np.append(np.zeros(count), 1))
    ranges.lb[count] = floor
    return floor, most(np.append(points, 0))


@pytest.mark.parametrize("seed", range(4))
def test_floor_and_total_agree_with_highs(seed: int) -> None:
    instance = field(12, 8, seed)

    proposal = propose(instance)

    assert proposal.floor is not None
    assert proposal.total is not None
    assert (proposal.floor * 100, proposal.total * 100) == by_highs(instance)
    assert proposal.status is Status.OPTIMAL
    assert verify(instance, proposal) == ()


def test_a_floor_is_raised_at_the_cost_of_the_total() -> None:
    instance = field(12, 8, 4)

    by_floor = propose(instance)
    by_total = propose(replace(instance, objective=Objective.TOTAL))

    assert by_floor.floor is not None
    assert by_total.floor is not None
    assert by_floor.floor > by_total.floor
    assert by_floor.total is not None
    assert by_total.total is not None
    assert by_floor.total < by_total.total


@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("seed", range(3))
def test_after_a_decline_only_what_must_change_changes(objective: Objective, seed: int) -> None:
    """One declines one nomination: one pair goes, one comes, whatever else might be gained."""
    instance = field(12, 8, seed, objective=objective)
    before = propose(instance)
    declined = before.assignment[0]
    reversed_ = {pair: 5 - points for pair, points in instance.affinity.items()}
    again = replace(
        instance,
        affinity=reversed_,
        forbidden=frozenset({declined}),
        keep=frozenset(before.assignment) - {declined},
    )

    after = propose(again)
    anew = propose(replace(again, keep=frozenset()))

    assert after.kept == after.bounds["kept"] == len(before.assignment) - 1
    assert len(set(before.assignment) - set(after.assignment)) == 1
    assert anew.total is not None
    assert after.total is not None
    assert anew.total > after.total
    assert verify(again, after) == ()


@pytest.mark.parametrize("crowd", [0, 10_000], ids=["crowded", "searched nearby"])
@pytest.mark.parametrize("seed", [4, 6])
def test_what_is_done_for_large_instances_is_honest(seed: int, crowd: int) -> None:
    """The same search as for thousands, on an instance small enough to know the answer."""
    instance = field(12, 8, seed)
    best = propose(instance)
    sizes = Sizes(all_at_once=20, first_pairs=3, crowd=crowd)

    rough = propose(instance, sizes=sizes)

    assert verify(instance, rough) == ()
    assert best.floor is not None
    assert rough.floor is not None
    assert rough.floor <= best.floor <= rough.bounds["floor"]
    assert rough.floor >= propose(replace(instance, objective=Objective.TOTAL)).floor


def test_a_floor_below_nothing_is_found() -> None:
    """A rule may force the only reviewer on a nomination that nobody likes to read."""
    instance = Instance(
        nominations=(Limits("N0", 0, 1), Limits("N1", 0, 2)),
        reviewers=(Limits("R0", 0, 1), *(Limits(f"R{n}", 0, 0) for n in range(1, 4))),
        default_affinity=Decimal("-1.5"),
        quotas=(Quota("N0", "rule", frozenset({"R0"}), 1, 1),),
        objective=Objective.FLOOR,
    )

    found = propose(instance)

    assert (found.status, found.floor, found.bounds["floor"]) == (
        Status.OPTIMAL,
        Decimal("-1.5"),
        Decimal("-1.5"),
    )


def test_what_if_answers_for_other_numbers_and_stores_nothing() -> None:
    instance = field(12, 8, 1)

    now = what_if(instance)
    fewer = what_if(instance, Change(reviews=2, objective=Objective.TOTAL))
    tight = what_if(instance, Change(most_per_reviewer=4))
    even = what_if(instance, Change(least_per_reviewer=4, reviews=3))

    assert now.proposal == propose(instance)
    assert min(now.sums.values()) == now.proposal.floor
    assert sum(now.sums.values()) == now.proposal.total
    assert set(Counter(n for n, _ in fewer.proposal.assignment).values()) == {2}
    assert set(fewer.proposal.bounds) == {"total"}
    assert min(now.proposal.loads.values()) < 4 == min(even.proposal.loads.values())
    assert (tight.proposal.total, tight.sums, tight.flaws) == (None, {}, ())
    assert tight.proposal.blocking is not None
    assert tight.proposal.blocking.why is Why.TOO_FEW_REVIEWERS
