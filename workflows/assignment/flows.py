"""Most pairs kept, then the largest total, then even loads: by flows, quotas and floors aside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workflows.assignment.bounding import Multipliers
from workflows.assignment.climbing import Best
from workflows.assignment.flow import Face, Rents, best, most_even, narrowed, rents
from workflows.assignment.proof import Claim, Closed, Demand
from workflows.assignment.table import Table, Whole


def by_flow(table: Table, *, has_keep: bool) -> Best | None:
    """Most pairs kept, then the largest total, then even loads; quotas and floors aside.

    Each level is decided on the best assignments of the level before alone, so the lexicographic
    order is exact and needs no large numbers.
    """
    face, before, demand = Face.of(table), Multipliers.none(table), Demand()
    claims: list[Claim] = []
    bounds: dict[str, int] = {}
    levels = [("kept", table.keep.astype(np.int64))] if has_keep else []
    for level, gains in [*levels, ("total", table.grains)]:
        chosen = best(face, gains)
        if chosen is None:
            return None
        found = rents(face, gains, chosen)
        before = _after(before, level, found, found.left(gains))
        face = narrowed(face, gains, found)
        bounds[level] = int(gains[chosen].sum())
        beyond = replace(demand, **{level: bounds[level] + 1})
        claims.append(Claim(level, beyond, Closed(before.named(table))))
        demand = replace(demand, kept=bounds[level]) if level == "kept" else demand
    return Best(most_even(face), bounds, tuple(claims), found.left(gains))


def _after(before: Multipliers, level: str, found: Rents, left: Whole) -> Multipliers:
    """Both levels' prices as one: the earlier level weighs more than all that is left of this."""
    sizes = [np.abs(values).max(initial=0) for values in (left, found.reviews, found.loads)]
    weight = 1 + int(max(sizes))
    return replace(
        before,
        reviews=before.reviews.astype(object) * weight + found.reviews,
        loads=before.loads.astype(object) * weight + found.loads,
        kept=before.kept * weight + (level == "kept"),
        total=int(level == "total"),
    )
