"""Rules of spread against HiGHS, also on the ways of large instances."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from workflows.assignment import (
    Instance,
    Limits,
    Objective,
    Sizes,
    Spread,
    SpreadRule,
    Status,
    propose,
    quotas_for,
    relaxation,
    verify,
)

RULES = (
    SpreadRule(Spread.FROM_ANOTHER, "region", 1),
    SpreadRule(Spread.AT_MOST, "country", 2),
    SpreadRule(Spread.AT_MOST, "institution", 1),
    SpreadRule(Spread.COVERED, "language", 1),
)
LARGE = Sizes(all_at_once=0, first_pairs=6)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spread_out(seed: int, objective: Objective, *, nominations: int = 10) -> Instance:
    """Invented: institutions lie in countries, countries in regions, languages go across."""
    chance = random.Random(seed)  # noqa: S311 - invented instances
    rows = tuple(Limits(f"N{n:02}", 3, 3) for n in range(nominations))
    columns = tuple(Limits(f"R{r:02}", 0, nominations // 2) for r in range(10))

    def traits() -> dict[str, frozenset[str]]:
        house = chance.randrange(8)
        languages = chance.sample(["en", "zh", "fr"], chance.choice([1, 1, 2]))
        return {
            "institution": frozenset({f"I{house}"}),
            "country": frozenset({f"C{house // 2}"}),
            "region": frozenset({f"W{house // 4}"}),
            "language": frozenset(languages),
        }

    nominees = {n.id: {**traits(), "language": frozenset({"en"})} for n in rows}
    people = {r.id: traits() for r in columns}
    affinity = {(n.id, r.id): Decimal(chance.randrange(300)) / 100 for n in rows for r in columns}
    return Instance(
        rows,
        columns,
        affinity,
        conflicts=frozenset(pair for pair in affinity if chance.random() < 0.05),
        quotas=quotas_for(RULES, nominees, people),
        objective=objective,
    )


def by_highs(instance: Instance) -> tuple[int, int] | None:
    """Floor (0 where none is asked for) and total in hundredths; None without an assignment."""
    pairs = [pair for pair in instance.affinity if pair not in instance.conflicts]
    count = len(pairs)
    points = np.array([float(instance.affinity[pair] * 100) for pair in pairs])
    rows, least, most = [], [], []
    for side, everyone in ((0, instance.nominations), (1, instance.reviewers)):
        for each in everyone:
            rows.append([float(pair[side] == each.id) for pair in pairs] + [0.0])
            least.append(float(each.minimum))
            most.append(float(each.maximum))
    for quota in instance.quotas:
        inside = [float(n == quota.nomination and r in quota.reviewers) for n, r in pairs]
        rows.append([*inside, 0.0])
        least.append(float(quota.minimum))
        most.append(float(min(quota.maximum, len(quota.reviewers))))
    for each in instance.nominations:
        sums = [p if pair[0] == each.id else 0.0 for p, pair in zip(points, pairs, strict=True)]
        rows.append([*sums, -1.0])
        least.append(0.0)
        most.append(np.inf)
    ranges = Bounds(np.zeros(count + 1), np.append(np.ones(count), 1_000))

    def best(gains: np.ndarray) -> int | None:
        answer = milp(
            -gains,
            integrality=np.append(np.ones(count), 0),
            bounds=ranges,
            constraints=LinearConstraint(np.array(rows), least, most),
            options={"mip_rel_gap": 0},
        )
        return None if answer.x is None else round(-answer.fun)

    floor = 0
    if instance.objective is Objective.FLOOR:
        found = best(np.append(np.zeros(count), 1))
        if found is None:
            return None
        floor = found
        ranges.lb[count] = floor
    total = best(np.append(points, 0))
    return None if total is None else (floor, total)


@FEW
@given(st.integers(0, 10_000), st.sampled_from(Objective))
def test_under_every_rule_of_spread_both_levels_agree_with_highs(
    seed: int, objective: Objective
) -> None:
    instance = spread_out(seed, objective)
    best = by_highs(instance)

    proposal = propose(instance)

    if best is None:
        assert proposal.status is Status.INFEASIBLE
        return
    assert proposal.status is Status.OPTIMAL
    assert proposal.total is not None
    assert proposal.total * 100 == best[1]
    assert objective is Objective.TOTAL or (proposal.floor or 0) * 100 == best[0]
    assert verify(instance, proposal) == ()


@FEW
@given(st.integers(0, 10_000), st.sampled_from(Objective))
def test_what_is_done_for_large_instances_keeps_the_rules_and_bounds_what_highs_finds(
    seed: int, objective: Objective
) -> None:
    instance = spread_out(seed, objective)
    best = by_highs(instance)

    proposal = propose(instance, sizes=LARGE)

    if best is None:
        assert proposal.status in {Status.INFEASIBLE, Status.UNDECIDED}
        return
    assert proposal.status in {Status.OPTIMAL, Status.BOUNDED, Status.UNDECIDED}
    if proposal.assignment:
        assert verify(instance, proposal) == ()
        if objective is Objective.FLOOR:
            assert proposal.bounds["floor"] * 100 >= best[0] >= (proposal.floor or 0) * 100
        else:
            assert proposal.bounds["total"] * 100 >= best[1] >= (proposal.total or 0) * 100


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("objective", Objective)
def test_the_ways_of_large_instances_lose_at_most_three_hundredths_of_the_total(
    seed: int, objective: Objective
) -> None:
    """The ways of large instances find pairs that keep the rules, not only bounds."""
    instance = spread_out(seed, objective, nominations=40)
    small, large = propose(instance), propose(instance, sizes=LARGE)

    assert verify(instance, large) == ()
    assert small.total is not None
    assert large.total is not None
    assert large.total >= small.total * Decimal("0.97")


def test_the_order_of_a_large_instance_with_spread_changes_nothing() -> None:
    instance = spread_out(5, Objective.FLOOR, nominations=40)
    other = replace(
        instance,
        nominations=instance.nominations[::-1],
        reviewers=instance.reviewers[::-1],
        quotas=instance.quotas[::-1],
        affinity=dict(reversed(list(instance.affinity.items()))),
    )

    assert propose(other, sizes=LARGE) == propose(instance, sizes=LARGE)


def test_equal_affinities_under_spread_need_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quota by quota, programs took 26 rounds for what one flow finds."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was solved")

    instance = replace(spread_out(5, Objective.FLOOR, nominations=40), affinity={})
    monkeypatch.setattr(relaxation, "linprog", refuse)

    proposal = propose(instance)

    assert proposal.status is Status.OPTIMAL
    assert verify(instance, proposal) == ()
