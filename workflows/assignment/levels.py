"""Floors and quotas: the levels one after the other, each as high as search and proof reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workflows.assignment.bounding import Multipliers
from workflows.assignment.climbing import Best, Climb, extended, highest
from workflows.assignment.crowding import crowded, crowded_within, is_crowded
from workflows.assignment.flow import Face
from workflows.assignment.proof import Claim, Closed, Demand, Refutation
from workflows.assignment.reaching import keeps_rules, reached
from workflows.assignment.relaxation import Scope, is_large, relaxed, scope_for
from workflows.assignment.table import Marks, Table
from workflows.assignment.thinning import without_quotas
from workflows.assignment.thresholds import highest_sums, needed_for
from workflows.assignment.tiering import can_lift, lifted, lowered
from workflows.assignment.totalling import largest_total
from workflows.assignment.whole import LOOSE, assembled, rounded


def with_floor(table: Table, found: Best) -> Best:
    """The floor's claims too, if the assignment happens to have the highest floor there is."""
    floor = reached(table, found.chosen).floor
    if floor is None or floor < _highest_floor(table):
        return found
    *earlier, total = found.claims
    demand = Demand(found.bounds.get("kept"), floor + 1)
    return Best(
        found.chosen,
        {**found.bounds, "floor": floor},
        (
            *earlier,
            Claim("floor", demand, _out_of_reach(table, floor + 1)),
            replace(total, demand=replace(total.demand, floor=floor)),
        ),
        found.left,
    )


def climbed(
    table: Table, start: Best, within: Best | None, *, wants_floor: bool, share: int
) -> Best | None:
    """The best under quotas and floors; None where no assignment was found at all.

    `start` is the best without them: its bounds hold here too, and what its pairs earn over their
    prices tells which of them are promising. `within` keeps every quota already.
    """
    if wants_floor and is_crowded(table, start, _highest_floor(table)):
        return crowded(table, start, *_ceiling(table, start, "floor"))
    if (
        wants_floor
        and within is not None
        and is_large(table)
        and can_lift(without_quotas(table, table.free))
    ):
        return crowded_within(table, start, within, *_ceiling(table, start, "floor"))
    scope = scope_for(table, start.left, start.chosen)
    levels = (["kept"] if "kept" in start.bounds else []) + ["floor"] * wants_floor
    ceilings = {level: _ceiling(table, start, level) for level in levels}
    known = start.chosen if keeps_rules(table, start.chosen) else None
    known = within.chosen if known is None and within is not None else known
    if known is not None and wants_floor and can_lift(table):
        known = lifted(table, known, ceilings["floor"][0])
    demand, bounds, claims = Demand(), dict[str, int](), list[Claim]()
    for level in levels:
        top = highest(Climb(table, scope, level, demand, share), known, *ceilings[level])
        if top is None:
            return None
        known, bounds[level] = top.chosen, top.bound
        claims.append(Claim(level, extended(demand, level, top.bound + 1), top.refutation))
        demand = extended(demand, level, top.value)
    if known is None:
        known = _any(table, scope)
        if known is None:
            return None
    top = largest_total(table, demand, scope, known, start, share)
    claims.append(Claim("total", extended(demand, "total", top.bound + 1), top.refutation))
    return Best(top.chosen, {**bounds, "total": top.bound}, tuple(claims), start.left)


def _any(table: Table, scope: Scope) -> Marks | None:
    """Some assignment: the relaxation's, which quotas seldom leave in halves, or a searched one."""
    whole = rounded(table, Face.of(table), relaxed(table, Face.of(table), Demand(), scope).values)
    if whole is not None:
        return whole
    found = assembled(table, Face.of(table), Demand(), scope, gap=LOOSE)
    return found.chosen


def _ceiling(table: Table, start: Best, level: str) -> tuple[int, Refutation]:
    """What the level cannot exceed, and why."""
    if level == "kept":
        return start.bounds["kept"], start.claims[0].refutation
    ceiling = _highest_floor(table)
    low = min(ceiling, reached(table, start.chosen).floor or 0)
    return lowered(table, low, ceiling, _out_of_reach(table, ceiling + 1))


def _highest_floor(table: Table) -> int:
    """What the worst-off nomination would have, had it the choice of all reviewers."""
    return int(highest_sums(table)[table.counted].min(initial=np.iinfo(np.int64).max))


def _out_of_reach(table: Table, floor: int) -> Refutation:
    """One nomination cannot sum to this floor, whoever reads it."""
    sums = np.where(table.counted, highest_sums(table), np.iinfo(np.int64).max)
    needed = needed_for(table, [int(sums.argmin())], floor)[:1]
    prices = replace(Multipliers.none(table), needed=needed, thresholds=np.ones(1, np.int64))
    return Closed(prices.named(table))
