"""Floors where many nominations of a large instance want the same reviewers: flows alone.

Linear programs of that size take minutes. Flows find a good floor in seconds, and a bound: what a
group of nominations can have together, divided by their number, is more than the least of them has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from workflows.assignment.bounding import Multipliers
from workflows.assignment.climbing import Best
from workflows.assignment.flow import Face, best, narrowed, rents
from workflows.assignment.proof import Claim, Closed, Demand, Refutation
from workflows.assignment.reaching import Reached, keeps_rules, reached, sums
from workflows.assignment.relaxation import is_large
from workflows.assignment.table import Marks, Table, Whole
from workflows.assignment.thinning import kept_apart, thinned, without_quotas
from workflows.assignment.tiering import can_lift, filled_up, highest_tiers, lifted

PARTS: Final = 10
GROUPS: Final = 4
TURNS: Final = 12
WIDTH: Final = 4
"""With fewer pairs by price, room runs out with the reviewers whom all would take third."""


def is_crowded(table: Table, start: Best, ceiling: int) -> bool:
    """Whether flows alone have to do: neither quotas nor kept pairs, and a crowd at risk."""
    at_risk = int((table.counted & (sums(table, start.chosen) < ceiling)).sum())
    is_plain = not table.groups and "kept" not in start.bounds
    return is_large(table) and is_plain and at_risk > table.sizes.crowd


def crowded(table: Table, start: Best, ceiling: int, beyond: Refutation) -> Best:
    """A high floor with a bound, and with it a large total with a bound."""
    bound, refutation, chosen = ceiling, beyond, start.chosen
    if can_lift(table):
        chosen = lifted(table, chosen, bound)
    if (reached(table, chosen).floor or 0) < bound:
        bound, refutation = _averaged(table, start, ceiling, beyond)
        chosen = _levelled(table, chosen, bound)
    floor = reached(table, chosen).floor
    total = start.claims[-1]
    claims = (
        Claim("floor", Demand(floor=bound + 1), refutation),
        replace(total, demand=replace(total.demand, floor=floor)),
    )
    return Best(chosen, {"floor": bound, "total": start.bounds["total"]}, claims, start.left)


def crowded_within(
    table: Table, start: Best, within: Best, ceiling: int, beyond: Refutation
) -> Best:
    """The same within quotas, with the bounds that hold without them.

    Few nominations break a quota when it is not looked at. All others are thinned around what
    they have; these keep all pairs but those of which they had too many.
    """
    chosen = within.chosen
    first = table.sizes.first_pairs
    pairs = _highest(table, table.grains, first) | _highest(table, start.left, WIDTH * first)
    part = without_quotas(table, pairs | chosen)
    tiers = highest_tiers(part, reached(table, chosen).floor or 0, ceiling)
    for _ in range(TURNS):
        found = filled_up(part, within.chosen, *tiers) if tiers else None
        if found is None:
            break
        if keeps_rules(table, found):
            chosen = found if _is_better(table, found, chosen) else chosen
            break
        broken = np.unique(table.groups.row[table.groups.broken(found)])
        pairs = thinned(table, start.left, found)
        pairs[broken] = kept_apart(table, part.free, found)[broken]
        part = without_quotas(table, pairs)
    total = start.claims[-1]
    claims = (
        Claim("floor", Demand(floor=ceiling + 1), beyond),
        replace(total, demand=replace(total.demand, floor=reached(table, chosen).floor)),
    )
    return Best(chosen, {"floor": ceiling, "total": start.bounds["total"]}, claims, start.left)


def _highest(table: Table, values: Whole, number: int) -> Marks:
    """The pairs of the highest values of each nomination."""
    ordered = np.where(table.free, values, np.iinfo(np.int64).min)
    first = np.argsort(-ordered, axis=1, kind="stable")[:, :number]
    found = np.zeros(table.free.shape, np.bool_)
    np.put_along_axis(found, first, True, axis=1)
    return found & table.free


def _is_better(table: Table, one: Marks, other: Marks) -> bool:
    return _order(reached(table, one)) > _order(reached(table, other))


def _averaged(
    table: Table, start: Best, ceiling: int, beyond: Refutation
) -> tuple[int, Refutation]:
    """Groups of nominations that have least, each given the best that is to be had for them all."""
    bound, refutation = ceiling, beyond
    group = table.counted & (sums(table, start.chosen) < ceiling)
    for _ in range(GROUPS):
        gains = np.where(group[:, np.newaxis], table.grains, 0)
        face = Face.of(table)
        chosen = best(face, gains)
        if chosen is None:
            break
        together = int(sums(table, chosen)[group].sum())
        if together // int(group.sum()) < bound:
            bound = together // int(group.sum())
            prices = rents(face, gains, chosen)
            weighed = replace(
                Multipliers.none(table),
                floors=group.astype(np.int64),
                reviews=prices.reviews,
                loads=prices.loads,
            )
            refutation = Closed(weighed.named(table))
        smaller = group & (sums(table, chosen) <= bound)
        if not smaller.any() or smaller.sum() == group.sum():
            break
        group = smaller
    return bound, refutation


def _levelled(table: Table, known: Marks, bound: int) -> Marks:
    """The best of some flows in which no review counts for more than its part of a floor.

    Among the best of such a flow, the largest total is taken.
    """
    most = max(1, int(table.rows.most[table.counted].max()))
    for share in range(1, PARTS + 1):
        part = -(-bound * share // PARTS) // most
        gains = np.minimum(table.grains, part)
        face = Face.of(table)
        chosen = best(face, gains)
        if chosen is None:
            continue
        face = narrowed(face, gains, rents(face, gains, chosen))
        for each in (chosen, best(face, table.grains)):
            if each is not None and _order(reached(table, each)) > _order(reached(table, known)):
                known = each
    return known


def _order(found: Reached) -> tuple[int, int]:
    return found.floor or 0, found.total
