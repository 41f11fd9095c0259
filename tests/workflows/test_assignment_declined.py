"""After a decline under rules of spread, and where they block: against trying everything."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from workflows.assignment import (
    Blocking,
    Instance,
    Limits,
    Objective,
    Pair,
    Quota,
    Spread,
    SpreadRule,
    Status,
    Why,
    propose,
    quotas_for,
    verify,
)

SEEDS = st.integers(0, 100_000)
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = (
    SpreadRule(Spread.FROM_ANOTHER, "region", 1),
    SpreadRule(Spread.AT_MOST, "country", 1),
    SpreadRule(Spread.COVERED, "language", 1),
)


def small(seed: int, objective: Objective, *, least: int = 0, harsh: float = 0.1) -> Instance:
    """Three nominations with two reviews each, six reviewers with little room."""
    chance = random.Random(seed)  # noqa: S311 - invented instances
    rows = tuple(Limits(f"N{n}", 2, 2) for n in range(3))
    columns = tuple(Limits(f"R{r}", least, chance.choice((1, 2, 2))) for r in range(6))

    def traits() -> dict[str, frozenset[str]]:
        country = chance.randrange(4)
        return {
            "region": frozenset({f"W{country // 2}"}),
            "country": frozenset({f"C{country}"}),
            "language": frozenset(chance.sample(("en", "zh", "fr"), 2)),
        }

    nominees = {n.id: {**traits(), "language": frozenset({"en"})} for n in rows}
    people = {r.id: traits() for r in columns}
    pairs = [(n.id, r.id) for n in rows for r in columns]
    return Instance(
        rows,
        columns,
        {pair: Decimal(chance.randrange(12)) / 4 for pair in pairs},
        conflicts=frozenset(pair for pair in pairs if chance.random() < harsh),
        quotas=quotas_for(RULES, nominees, people),
        objective=objective,
    )


def ways(instance: Instance) -> Iterator[frozenset[Pair]]:
    """Every assignment that keeps all rules: of each nomination every choice, then the loads."""
    barred = instance.conflicts | instance.forbidden
    choices = []
    for n in instance.nominations:
        mine = [r.id for r in instance.reviewers if (n.id, r.id) not in barred]
        sets = [
            frozenset((n.id, r) for r in some)
            for size in range(n.minimum, n.maximum + 1)
            for some in combinations(mine, size)
        ]
        asked = [quota for quota in instance.quotas if quota.nomination == n.id]
        choices.append([some for some in sets if all(kept_by(q, some) for q in asked)])
    for parts in product(*choices):
        chosen = frozenset[Pair]().union(*parts)
        loads = Counter(reviewer for _, reviewer in chosen)
        if all(r.minimum <= loads[r.id] <= r.maximum for r in instance.reviewers):
            yield chosen


def kept_by(quota: Quota, some: frozenset[Pair]) -> bool:
    inside = sum(r in quota.reviewers for _, r in some)
    return quota.minimum <= inside <= quota.maximum


@SOME
@given(SEEDS, st.sampled_from(Objective), st.integers(0, 5))
def test_after_a_decline_under_rules_of_spread_as_few_pairs_change_as_can_be(
    seed: int, objective: Objective, which: int
) -> None:
    before = propose(small(seed, objective))
    assume(before.assignment)
    declined = before.assignment[which]
    again = replace(
        small(seed, objective),
        forbidden=frozenset({declined}),
        keep=frozenset(before.assignment) - {declined},
    )
    possible = list(ways(again))

    after = propose(again)

    if not possible:
        assert after.status is Status.INFEASIBLE
        assert after.blocking is not None
        return
    assert frozenset(after.assignment) in possible
    assert after.status is Status.OPTIMAL
    assert after.kept == max(len(way & again.keep) for way in possible)
    assert verify(again, after) == ()


@SOME
@given(SEEDS, st.integers(0, 1))
def test_what_rules_of_spread_block_is_named_and_nothing_of_it_can_be_spared(
    seed: int, least: int
) -> None:
    instance = small(seed, Objective.TOTAL, least=least, harsh=0.3)
    blocking = propose(instance).blocking
    if blocking is None:
        assert any(True for _ in ways(instance))
        return
    assume(blocking.why is Why.RULES_EXCLUDE)
    eased = replace(instance, reviewers=without_minima(instance, set()))
    is_held = can_be(eased, blocking)
    asked = instance if is_held else eased

    assert not can_be(asked, blocking)
    for nomination in blocking.nominations:
        rest = tuple(n for n in blocking.nominations if n != nomination)
        rules = tuple(rule for rule in blocking.rules if rule[0] != nomination)
        assert can_be(asked, replace(blocking, nominations=rest, rules=rules))
    for rule in blocking.rules:
        rules = tuple(other for other in blocking.rules if other != rule)
        assert can_be(asked, replace(blocking, rules=rules))
    for reviewer in blocking.reviewers if is_held else ():
        others = tuple(r for r in blocking.reviewers if r != reviewer)
        assert can_be(asked, replace(blocking, reviewers=others))


def can_be(instance: Instance, blocking: Blocking) -> bool:
    return any(True for _ in ways(about(instance, blocking)))


def without_minima(instance: Instance, named: set[str]) -> tuple[Limits, ...]:
    return tuple(r if r.id in named else replace(r, minimum=0) for r in instance.reviewers)


def about(instance: Instance, blocking: Blocking) -> Instance:
    """Nothing asked but of what is named; the others may be given and taken."""
    named = set(blocking.nominations)
    return replace(
        instance,
        nominations=tuple(
            n if n.id in named else replace(n, minimum=0) for n in instance.nominations
        ),
        reviewers=without_minima(instance, set(blocking.reviewers)),
        quotas=tuple(q for q in instance.quotas if (q.nomination, q.rule) in set(blocking.rules)),
    )
