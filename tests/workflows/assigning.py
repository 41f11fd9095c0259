"""Instances of assignment invented for tests, and every way to answer small ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from workflows.assignment import (
    Instance,
    Limits,
    Objective,
    Pair,
    Quota,
)

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ways(instance: Instance) -> Iterator[tuple[Pair, ...]]:
    """Every assignment that keeps all hard rules."""
    pairs = [(n.id, r.id) for n in instance.nominations for r in instance.reviewers]
    barred = instance.conflicts | instance.forbidden
    for picks in product((False, True), repeat=len(pairs)):
        chosen = tuple(pair for pair, pick in zip(pairs, picks, strict=True) if pick)
        if barred.isdisjoint(chosen) and instance.locked <= set(chosen):
            counts = [Counter(pair[side] for pair in chosen) for side in (0, 1)]
            sides = (instance.nominations, instance.reviewers)
            if all(
                each.minimum <= counts[side][each.id] <= each.maximum
                for side in (0, 1)
                for each in sides[side]
            ) and all(
                q.minimum <= sum((q.nomination, r) in chosen for r in q.reviewers) <= q.maximum
                for q in instance.quotas
            ):
                yield chosen


def reach(instance: Instance, chosen: tuple[Pair, ...]) -> tuple[int, Decimal, Decimal]:
    """Pairs kept, smallest sum, sum."""
    sums = {n.id: Decimal(0) for n in instance.nominations if n.maximum}
    total = Decimal(0)
    for pair in chosen:
        points = instance.affinity.get(pair, instance.default_affinity)
        sums[pair[0]] += points
        total += points
    kept = len(instance.keep & set(chosen))
    floor = min(sums.values(), default=Decimal(0))
    return kept, floor if instance.objective is Objective.FLOOR else Decimal(0), total


def limits(prefix: str, count: int, most: int) -> st.SearchStrategy[tuple[Limits, ...]]:
    bounds = st.tuples(st.integers(0, most), st.integers(0, most)).map(sorted)
    return st.lists(bounds, min_size=count, max_size=count).map(
        lambda found: tuple(Limits(f"{prefix}{n}", *pair) for n, pair in enumerate(found))
    )


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    rows, columns = draw(st.sampled_from([(1, 3), (2, 2), (3, 2), (2, 4), (3, 3)]))
    pairs = [(f"N{n}", f"R{r}") for n in range(rows) for r in range(columns)]
    points = st.sampled_from([Decimal(text) for text in ("-1.5", "0", "0.25", "1", "2", "3")])
    some = st.sets(st.sampled_from(pairs), max_size=2).map(frozenset)
    reviewers = st.sets(st.sampled_from([f"R{r}" for r in range(columns)])).map(frozenset)
    ranges = st.sampled_from([(0, 0), (0, 1), (1, 1), (1, 3), (2, 3)])
    quotas = draw(st.lists(st.tuples(st.integers(0, rows - 1), reviewers, ranges), max_size=3))
    return Instance(
        draw(limits("N", rows, columns)),
        draw(limits("R", columns, rows)),
        draw(st.dictionaries(st.sampled_from(pairs), points)),
        draw(points),
        conflicts=draw(some),
        locked=draw(some),
        forbidden=draw(some),
        keep=draw(some),
        quotas=tuple(
            Quota(f"N{row}", f"rule{number}", who, *between)
            for number, (row, who, between) in enumerate(quotas)
        ),
        objective=draw(st.sampled_from(Objective)),
    )


def field(nominations: int, reviewers: int, seed: int, **changes: object) -> Instance:
    """Invented: three reviews each, little room to spare, themes that few reviewers share."""
    chance = np.random.default_rng(seed)
    most = nominations * 3 // reviewers + 1
    theme = chance.integers(0, 3, nominations)
    expert = np.minimum(chance.integers(0, 5, reviewers), 2)
    luck = chance.integers(0, 200, (nominations, reviewers)) / 100
    points = 2.0 * (theme[:, None] == expert) + luck
    pairs = {
        (f"N{n:02}", f"R{r:02}"): Decimal(f"{points[n, r]:.2f}")
        for n in range(nominations)
        for r in range(reviewers)
    }
    values: dict[str, object] = {
        "nominations": tuple(Limits(f"N{n:02}", 3, 3) for n in range(nominations)),
        "reviewers": tuple(Limits(f"R{r:02}", 1, most) for r in range(reviewers)),
        "affinity": pairs,
        "conflicts": frozenset(pair for pair in pairs if chance.random() < 0.1),
        "objective": Objective.FLOOR,
        **changes,
    }
    return Instance(**values)  # type: ignore[arg-type]


def square(**changes: object) -> Instance:
    """Two nominations with one review each and two reviewers of one nomination each."""
    values: dict[str, object] = {
        "nominations": (Limits("N1", 1, 1), Limits("N2", 1, 1)),
        "reviewers": (Limits("R1", 0, 1), Limits("R2", 0, 1)),
        **changes,
    }
    return Instance(**values)  # type: ignore[arg-type]
