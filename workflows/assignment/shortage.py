"""Why an instance has no assignment: the nominations and reviewers that block it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.assignment.flow import arcs, used
from workflows.assignment.model import Blocking, Instance, Why
from workflows.assignment.table import Marks, Table, Whole

MOST_SPARED: Final = 200
"""So many rows are tried one by one; in a larger set some might be spared after all."""


def shortage(table: Table) -> Blocking:
    """Why an instance without an assignment has none: one of its sides falls short.

    Where some choice of pairs satisfies the nominations and another one the reviewers, one
    choice satisfies both (Mendelsohn and Dulmage 1958), so the sides can be asked in turn.
    """
    (least_reviews, most_reviews), (least_loads, most_loads) = table.reviews(), table.loads()
    rows, columns, facts = _violation(least_reviews, most_loads, table.free)
    why = Why.TOO_FEW_REVIEWERS
    if not rows.size:
        columns, rows, facts = _violation(least_loads, most_reviews, table.free.T)
        why = Why.TOO_FEW_NOMINATIONS
    return Blocking(
        tuple(table.nominations[row].id for row in rows),
        tuple(table.reviewers[column].id for column in columns),
        why,
        facts,
    )


def _violation(needs: Whole, gives: Whole, allowed: Marks) -> tuple[Whole, Whole, dict[str, int]]:
    """Rows that need more than the columns allowed to them give, these columns, both figures.

    From the minimum cut: the smallest set of rows that lacks most. It falls apart where no
    exhausted column joins two rows; the part with the fewest rows is taken, and of it as few as
    still lack anything.
    """
    short = _lacking(needs, _largest_flow(needs, gives, allowed), allowed)
    parts: list[Marks] = []
    while short.any():
        parts.append(_joined_to_first(short, gives, allowed))
        short = short & ~parts[-1]
    rows = min(parts, key=lambda part: int(part.sum()), default=short)
    if rows.any():
        rows = _fewest(rows, needs, gives, allowed)
    given = np.minimum(gives, allowed[rows].sum(axis=0))
    facts = {"needed": int(needs[rows].sum()), "available": int(given.sum())}
    return np.flatnonzero(rows), np.flatnonzero(given), facts


def _fewest(rows: Marks, needs: Whole, gives: Whole, allowed: Marks) -> Marks:
    """Rows of which none can be spared, up to `MOST_SPARED` rows tried.

    Leaving rows out lessens the lack by their needs at most, so as long as more is lacking, many
    go at once. Where one review is lacking, the minimum cut itself has no row too many.
    """
    tried = 0
    while True:
        lack = _lack(rows, needs, gives, allowed)
        spared = _spared_at_once(rows, needs, lack)
        if spared.any():
            rows = _lacking_among(rows & ~spared, needs, gives, allowed)
            continue
        for row in np.flatnonzero(rows)[::-1] if lack > 1 else ():
            tried += 1
            rest = rows.copy()
            rest[row] = False
            fewer = _lacking_among(rest, needs, gives, allowed)
            if fewer.any():
                rows = fewer
                break
            if tried >= MOST_SPARED:
                return rows
        else:
            return rows


def _lack(rows: Marks, needs: Whole, gives: Whole, allowed: Marks) -> int:
    return int(needs[rows].sum() - np.minimum(gives, allowed[rows].sum(axis=0)).sum())


def _spared_at_once(rows: Marks, needs: Whole, lack: int) -> Marks:
    """The last rows whose needs together are less than the lack."""
    spared = np.zeros_like(rows)
    places = np.flatnonzero(rows)[::-1]
    spared[places[np.cumsum(needs[places]) < lack]] = True
    return spared


def _lacking_among(rows: Marks, needs: Whole, gives: Whole, allowed: Marks) -> Marks:
    """The smallest set of these rows that lacks most; empty where nothing lacks."""
    wanted = np.where(rows, needs, 0)
    only = allowed & rows[:, np.newaxis]
    return _lacking(wanted, _largest_flow(wanted, gives, only), only) & rows


def _largest_flow(needs: Whole, gives: Whole, allowed: Marks) -> Marks:
    """Allowed pairs that give the rows what they need, or come as near as can be."""
    n, r = allowed.shape
    source, sink = n + r, n + r + 1
    rows, columns = np.nonzero(allowed)
    solver = SimpleMinCostFlow()
    pairs = arcs(solver, rows, n + columns, 1, 0)
    arcs(solver, source, np.arange(n), needs, 0)
    arcs(solver, n + np.arange(r), sink, gives, 0)
    solver.set_node_supply(source, int(needs.sum()))
    solver.set_node_supply(sink, -int(needs.sum()))
    solver.solve_max_flow_with_min_cost()
    return used(solver, pairs, allowed)


def _lacking(needs: Whole, flow: Marks, allowed: Marks) -> Marks:
    """Rows that go short, and those that could help them only by going short themselves."""
    spare = allowed & ~flow
    return _spread(flow.sum(axis=1) < needs, lambda rows: flow[:, spare[rows].any(axis=0)])


def _joined_to_first(short: Marks, gives: Whole, allowed: Marks) -> Marks:
    """The first of the rows, and all rows that exhausted columns join to it."""
    exhausted = allowed[short].sum(axis=0) > gives
    links = allowed & exhausted & short[:, np.newaxis]
    first = np.arange(len(short)) == np.argmax(short)
    return _spread(first, lambda rows: links[:, links[rows].any(axis=0)])


def _spread(rows: Marks, reach: Callable[[Marks], Marks]) -> Marks:
    """The rows and all that can be reached from them, step by step."""
    while True:
        wider = rows | reach(rows).any(axis=1)
        if np.array_equal(wider, rows):
            return rows
        rows = wider


def locked_blocking(instance: Instance) -> Blocking | None:
    """What the locked pairs alone make impossible, the first by id."""
    for nomination, reviewer in sorted(instance.locked & (instance.conflicts | instance.forbidden)):
        return Blocking((nomination,), (reviewer,), Why.LOCKED_IN_CONFLICT)
    for side, everyone in enumerate((instance.nominations, instance.reviewers)):
        for limits in sorted(everyone, key=lambda limits: limits.id):
            pairs = [pair for pair in instance.locked if pair[side] == limits.id]
            if len(pairs) > limits.maximum:
                nominations, reviewers = (
                    tuple(sorted(set(ids))) for ids in zip(*pairs, strict=True)
                )
                facts = {"locked": len(pairs), "maximum": limits.maximum}
                return Blocking(nominations, reviewers, Why.LOCKED_OVER_MAXIMUM, facts)
    return None
