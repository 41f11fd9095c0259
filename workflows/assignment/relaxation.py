"""Halves of reviewers allowed: the bound that follows, with whole-numbered prices.

Pairs are priced in as they are needed (column generation: Dantzig and Wolfe 1960), and floors are
demanded of the nominations that would miss them. However rough the solver's numbers, the bound is
computed anew from the rounded prices over all pairs, so it always holds (safe bounds: Neumaier and
Shcherbina, Mathematical Programming 99, 2004).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from workflows.assignment.bounding import Multipliers, Threshold
from workflows.assignment.flow import Face
from workflows.assignment.program import Program, Real
from workflows.assignment.proof import Demand
from workflows.assignment.table import Marks, Table, Whole
from workflows.assignment.thresholds import needed_for

ROUNDS: Final = 40

_NEAR: Final = 1e-6


@dataclass(slots=True)
class Scope:
    """Which pairs, floors and quotas have entered; it grows while the search goes on."""

    pairs: Marks
    active: Marks
    groups: Marks
    last: Solved | None = None
    needed: dict[tuple[int, int], tuple[Threshold, ...]] = field(default_factory=dict)

    def thresholds(self, table: Table, floor: int | None) -> tuple[Threshold, ...]:
        """What the floor demands of the rows whose floors have entered; reckoned once."""
        if floor is None:
            return ()
        rows = np.flatnonzero(self.active).tolist()
        for row in rows:
            if (row, floor) not in self.needed:
                self.needed[row, floor] = needed_for(table, [row], floor)
        return tuple(each for row in rows for each in self.needed[row, floor])


@dataclass(frozen=True, slots=True)
class Solved:
    """The program that was solved last, and its values and prices: often it is asked again."""

    demand: Demand
    face: Face
    pairs: Marks
    active: Marks
    groups: Marks
    is_elastic: bool
    values: Real
    prices: Real

    def answers(self, demand: Demand, face: Face, scope: Scope) -> bool:
        """Whether it is the same program."""
        return self.demand == demand and all(
            np.array_equal(one, other)
            for one, other in (
                (self.face.free, face.free),
                (self.face.forced, face.forced),
                (self.pairs, scope.pairs),
                (self.active, scope.active),
                (self.groups, scope.groups),
            )
        )


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The outcome: prices, what they earn in excess of the demand, and the solution in fractions.

    `left` is what each pair earns over its prices, `unpolished` the same by the solver's own.
    `is_refuted` when the prices refute the demand. The bound on the total is `excess`, computed
    without a demanded total, divided by the multiplier `total`.
    """

    multipliers: Multipliers
    left: Whole
    unpolished: Whole
    values: Real
    is_refuted: bool


def is_large(table: Table) -> bool:
    """Whether the pairs are too many to enter together, or to be searched whole."""
    return int(table.free.sum()) > table.sizes.all_at_once


def scope_for(table: Table, gains: Whole, chosen: Marks) -> Scope:
    """All pairs where they are few; else the chosen ones and the most promising."""
    pairs = table.free.copy()
    if is_large(table):
        first = table.sizes.first_pairs
        ordered = np.sort(np.where(table.free, gains, np.iinfo(np.int64).min), axis=1)[:, ::-1]
        pairs &= gains >= ordered[:, min(first, ordered.shape[1]) - 1, np.newaxis]
        pairs = (pairs | chosen) & table.free
    at_stake = table.groups.broken(chosen, 0.5)
    return Scope(pairs, np.zeros(len(table.nominations), np.bool_), at_stake)


def relaxed(table: Table, face: Face, demand: Demand, scope: Scope) -> Relaxed:
    """The largest total in fractions under the demand (its own total aside), or its refutation."""
    for _ in range(ROUNDS):
        outcome = _solved(table, face, demand, scope)
        if not _widened(table, face, demand, scope, outcome):
            break
    return outcome


def _solved(table: Table, face: Face, demand: Demand, scope: Scope) -> Relaxed:
    active = np.flatnonzero(scope.active) if demand.floor is not None else np.zeros(0, np.int64)
    needed = scope.thresholds(table, demand.floor)
    groups = np.flatnonzero(scope.groups)
    program = Program.of(table, face, demand, scope.pairs & face.free, active, groups, needed)
    is_elastic, values, prices = _answered(program, face, replace(demand, total=None), scope)
    bare = _whole(table, program, prices, 0 if is_elastic else 1)
    multipliers = bare.polished(table, face)
    left = multipliers.left(table)
    wanting = demand if is_elastic else replace(demand, total=None)
    excess = multipliers.excess(table, face, wanting, left)
    spread = np.zeros(table.free.shape)
    spread[program.pairs] = values
    return Relaxed(multipliers, left, bare.left(table), spread, is_elastic and excess < 0)


def _answered(
    program: Program, face: Face, demand: Demand, scope: Scope
) -> tuple[bool, Real, Real]:
    """Whether it had to be stretched, values and prices; whatever total is demanded."""
    last = scope.last
    if last is None or not last.answers(demand, face, scope):
        found = _linear(program, is_elastic=False)
        is_elastic = found is None
        if found is None:
            found = _linear(program, is_elastic=True)
        if found is None:
            raise RuntimeError("the solver refused a program that has a solution")
        entered = scope.pairs.copy(), scope.active.copy(), scope.groups.copy()
        last = Solved(demand, face, *entered, is_elastic, *found)
        scope.last = last
    return last.is_elastic, last.values, last.prices


def _linear(program: Program, *, is_elastic: bool) -> tuple[Real, Real] | None:
    """Values of the pairs and prices of the rows; None where there is no solution.

    An elastic program has one: it may stretch every row by the same amount, at a price.
    """
    if not is_elastic and not program.gains.size:
        holds = ((program.lower <= _NEAR) & (program.upper >= -_NEAR)).all()
        return (np.zeros(0), np.zeros_like(program.lower)) if holds else None
    same = program.lower == program.upper
    if is_elastic:
        same = np.zeros_like(same)
    above = np.isfinite(program.upper) & ~same
    below = np.isfinite(program.lower) & ~same
    matrix = program.matrix
    limits = sparse.vstack((matrix[above], -matrix[below]), format="csr")
    costs, bounds = -program.gains, np.column_stack((np.zeros(len(program.gains)),) * 2)
    bounds[:, 1] = 1
    if is_elastic:
        limits = sparse.hstack((limits, -np.ones((limits.shape[0], 1))), format="csr")
        costs = np.concatenate((np.zeros_like(costs), [1.0]))
        bounds = np.vstack((bounds, [0, np.inf]))
    prices = np.zeros(len(program.lower))
    answer: Any = linprog(
        costs, A_ub=limits, b_ub=np.concatenate((program.upper[above], -program.lower[below])),
        A_eq=matrix[same] if same.any() else None, b_eq=program.lower[same] if same.any() else None,
        bounds=bounds, method="highs",
    )  # fmt: skip
    if answer.status != 0:
        return None
    split = int(above.sum())
    prices[above] -= answer.ineqlin.marginals[:split]
    prices[below] += answer.ineqlin.marginals[split:]
    if same.any():
        prices[same] -= answer.eqlin.marginals
    return answer.x[: len(program.gains)], prices


def _whole(table: Table, program: Program, prices: Real, total: int) -> Multipliers:
    """The prices in whole numbers, fine enough for rounding not to matter, and no finer."""
    n, r = table.free.shape
    scale, largest = program.scale, max(1.0, float(np.abs(prices).max(initial=1.0)))
    room = 2.0**60 / (largest * scale * (n + r + len(table.groups) + 64))
    finest = 1 << max(0, min(20, int(np.log2(max(room, 1.0)))))
    each = [n, r, len(program.groups)]
    rest = len(prices) - sum(each) - len(program.active) - len(program.needed)
    cuts = np.cumsum([*each, rest, len(program.active)])
    reviews, loads, groups, kept, floors, thresholds = np.split(prices, cuts)
    weights = np.zeros(n, np.int64)
    weights[program.active] = np.rint(np.maximum(-floors, 0) * finest)

    def rounded(values: Real) -> Whole:
        whole: Whole = np.rint(values * scale * finest).astype(np.int64)
        return whole

    quotas = np.zeros(len(table.groups), np.int64)
    quotas[program.groups] = rounded(groups)
    return Multipliers(
        rounded(reviews),
        rounded(loads),
        quotas,
        weights,
        int(np.maximum(rounded(-kept), 0).sum()),
        total * finest,
        program.needed,
        np.maximum(rounded(-thresholds), 0),
    )


def _widened(table: Table, face: Face, demand: Demand, scope: Scope, found: Relaxed) -> bool:
    """Let in the pairs that would earn something, and the floors that are missed."""
    if found.is_refuted:
        return False
    outside = face.free & ~scope.pairs & (found.unpolished > 0)
    if outside.any():
        earned = np.where(outside, found.unpolished, 0)
        ordered = np.sort(earned, axis=1)[:, ::-1]
        enough = ordered[:, min(8, ordered.shape[1]) - 1, np.newaxis]
        scope.pairs |= outside & (earned >= enough)
    missed, broken = np.zeros_like(scope.active), np.zeros_like(scope.groups)
    # A stretched solution keeps nothing, so it says nothing about what is missed.
    if demand.floor is not None and found.multipliers.total:
        together = (found.values * table.grains).sum(axis=1)
        together += np.where(face.forced, table.grains, 0).sum(axis=1)
        near = _NEAR * max(1, abs(demand.floor))
        missed = table.counted & ~scope.active & (together < demand.floor - near)
        # In small instances all floors at once cost less than another round for some of them.
        is_all = missed.any() and not is_large(table)
        scope.active |= table.counted if is_all else missed
    if found.multipliers.total:
        values = found.values + face.forced
        broken = table.groups.broken(values) & ~scope.groups
        if broken.any():
            scope.groups |= table.groups.broken(values, 0.5)
    return bool(outside.any() or missed.any() or broken.any())
