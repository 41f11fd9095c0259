"""Floors by counting: what flows with tiers reach, what they refute, and what that saves."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.assigning import SLOW, reach, ways
from workflows.assignment import Instance, Limits, Objective, Sizes, Status, propose, verify
from workflows.assignment.proof import Closed

LARGE = Sizes(all_at_once=20, first_pairs=3, crowd=0)
"""As if the instance were far too large for programs."""


def contested(nominations: int, reviewers: int, knowing: int, seed: int) -> Instance:
    """Everybody wants the few who share the theme: 2 points more than the luck of all others."""
    chance = random.Random(seed)  # noqa: S311 - an invented instance
    most = nominations * 3 // reviewers + 2
    rows = tuple(Limits(f"N{n:03}", 3, 3) for n in range(nominations))
    columns = tuple(Limits(f"R{r:03}", 0, most) for r in range(reviewers))
    return Instance(
        rows,
        columns,
        {
            (n.id, r.id): Decimal(200 * (place < knowing) + chance.randint(0, 99)) / 100
            for n in rows
            for place, r in enumerate(columns)
        },
        objective=Objective.FLOOR,
    )


@st.composite
def small(draw: st.DrawFn) -> Instance:
    """Up to 12 pairs with limits of every kind, some barred, some locked, some below nothing."""
    n, r = draw(st.sampled_from([(2, 3), (3, 3), (3, 4), (2, 4), (4, 2)]))
    rows, columns = [f"N{i}" for i in range(n)], [f"R{i}" for i in range(r)]
    pairs = [(row, column) for row in rows for column in columns]
    points = draw(st.lists(st.integers(-2, 9), min_size=len(pairs), max_size=len(pairs)))
    ranges = draw(st.lists(st.sampled_from([(1, 1), (2, 2), (0, 2), (1, 2)]), min_size=n))
    barred = frozenset(draw(st.sets(st.sampled_from(pairs), max_size=2)))
    locked = frozenset(draw(st.sets(st.sampled_from(pairs), max_size=1))) - barred
    return Instance(
        tuple(Limits(row, *limits) for row, limits in zip(rows, ranges, strict=False)),
        tuple(
            Limits(column, draw(st.integers(0, 1)), draw(st.integers(1, 3))) for column in columns
        ),
        dict(zip(pairs, map(Decimal, points), strict=True)),
        conflicts=barred,
        locked=locked,
        objective=Objective.FLOOR,
    )


@SLOW
@given(small())
def test_no_bound_by_counting_lies_below_what_trying_everything_finds(instance: Instance) -> None:
    best = max((reach(instance, way) for way in ways(instance)), default=None)

    found = propose(instance, sizes=LARGE)

    if best is None:
        assert found.status is Status.INFEASIBLE
        return
    assert verify(instance, found) == ()
    if "floor" in found.bounds and found.floor is not None:
        assert found.floor <= best[1] <= found.bounds["floor"]


@pytest.mark.parametrize("knowing", [2, 4, 8])
def test_a_crowd_around_few_reviewers_gets_the_floor_of_the_whole_search(knowing: int) -> None:
    """Two too few, four just enough, eight more than enough for one who knows the theme each."""
    instance = contested(60, 24, knowing, seed=knowing)

    exact, counted = propose(instance), propose(instance, sizes=LARGE)

    assert verify(instance, counted) == ()
    assert exact.floor is not None
    assert counted.floor is not None
    assert exact.floor == exact.bounds["floor"]
    assert counted.bounds["floor"] - exact.floor <= Decimal("0.10")
    assert exact.floor - counted.floor <= Decimal("0.30")


def test_counting_alone_comes_near_where_not_all_can_have_somebody_who_knows() -> None:
    instance = contested(60, 24, 2, seed=2)

    found = propose(instance, sizes=LARGE)

    claim = found.proof.claims[0]
    assert found.floor is not None
    assert Decimal("2.5") < found.floor <= found.bounds["floor"] <= found.floor + Decimal("0.10")
    assert (claim.level, type(claim.refutation)) == ("floor", Closed)
    assert claim.refutation.prices.thresholds
    assert not claim.refutation.prices.floors


def test_a_floor_that_was_lifted_leaves_minima_and_barred_pairs_alone() -> None:
    instance = contested(40, 16, 3, seed=9)
    barred = frozenset(pair for place, pair in enumerate(instance.affinity) if place % 7 == 0)
    asked = replace(
        instance,
        conflicts=barred,
        reviewers=tuple(replace(r, minimum=6) for r in instance.reviewers),
    )

    found = propose(asked, sizes=LARGE)

    assert verify(asked, found) == ()
    assert min(found.loads.values()) >= 6
    assert found.floor > propose(replace(asked, objective=Objective.TOTAL)).floor


@pytest.mark.parametrize("order", [1, 2])
def test_permuting_a_contested_instance_changes_nothing(order: int) -> None:
    instance = contested(60, 24, 4, seed=5)
    chance = random.Random(order)  # noqa: S311 - an order
    rows, columns, pairs = (
        chance.sample(list(each), len(each))
        for each in (instance.nominations, instance.reviewers, instance.affinity.items())
    )

    found = propose(
        replace(instance, nominations=tuple(rows), reviewers=tuple(columns), affinity=dict(pairs))
    )

    assert found == propose(instance)


@pytest.mark.parametrize("seed", [11, 12, 14, 35])
def test_no_floor_lies_above_the_mean_of_what_those_who_have_least_can_have(seed: int) -> None:
    """All like the same reviewers nearly alike: counting alone leaves more room than there is."""
    chance = np.random.default_rng(seed)
    n, r, reviews = [(6, 4, 2), (8, 5, 3), (5, 5, 2), (6, 6, 3)][seed % 4]
    liked = chance.integers(1, 50, r)
    instance = Instance(
        tuple(Limits(f"N{row}", reviews, reviews) for row in range(n)),
        tuple(Limits(f"R{column}", 0, -(-n * reviews // r) + 1) for column in range(r)),
        {
            (f"N{row}", f"R{column}"): Decimal(int(liked[column] + chance.integers(0, 4)))
            for row in range(n)
            for column in range(r)
        },
        locked=frozenset({("N0", "R0")}),
        objective=Objective.FLOOR,
    )

    best = propose(instance)
    rough = propose(instance, sizes=Sizes(all_at_once=4, first_pairs=2, crowd=0))

    assert best.floor is not None
    assert best.floor == best.bounds["floor"] == rough.bounds["floor"]
    assert verify(instance, rough) == ()
