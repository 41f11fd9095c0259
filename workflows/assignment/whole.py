"""Whole assignments from the relaxation: HiGHS branches, every answer is checked exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workflows.assignment.flow import Face, best
from workflows.assignment.program import Program, Real
from workflows.assignment.proof import Demand
from workflows.assignment.reaching import keeps_rules, reached, sums
from workflows.assignment.relaxation import Scope
from workflows.assignment.table import Marks, Table, Whole

NODES: Final = 400
"""Of one search. Nodes and not seconds, so that a busy machine finds what an idle one does."""

ROUNDS: Final = 12

_NONE_EXISTS: Final = 2
"""SciPy's status of an infeasible program."""

SEARCHED_AT_ONCE: Final = 20_000
"""Pairs of one search in a large instance."""

PROMISING: Final = 12
"""Pairs of a nomination that are looked at before all of them."""

EXACT: Final = 0.0
LOOSE: Final = 1e-3
"""How far from the largest total a search may stop, as a share of it."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was found; `is_exhausted` where the solver says that there is nothing to find."""

    chosen: Marks | None
    is_exhausted: bool


def assembled(table: Table, face: Face, demand: Demand, scope: Scope, *, gap: float) -> Assembled:
    """An assignment that meets the demand, of a large total, from pairs of the scope.

    Finding none proves nothing: what the solver says is not taken for a proof.
    """
    for _ in range(ROUNDS):
        active = np.flatnonzero(scope.active) if demand.floor is not None else np.zeros(0, np.int64)
        needed = scope.thresholds(table, demand.floor)
        groups = np.flatnonzero(scope.groups)
        program = Program.of(table, face, demand, scope.pairs & face.free, active, groups, needed)
        chosen, is_exhausted = _searched(program, face, gap)
        if chosen is None:
            return Assembled(None, is_exhausted)
        broken = table.groups.broken(chosen) & ~scope.groups
        if broken.any():
            scope.groups |= broken
            continue
        if not keeps_rules(table, chosen):
            return Assembled(None, is_exhausted)
        if reached(table, chosen).meets(replace(demand, total=None)):
            return Assembled(chosen, is_exhausted)
        missed = _missed(table, demand, chosen) & ~scope.active
        if not missed.any():
            break
        scope.active |= missed
    return Assembled(None, False)


def _missed(table: Table, demand: Demand, chosen: Marks) -> Marks:
    missed: Marks = table.counted & (sums(table, chosen) < (demand.floor or 0))
    return missed


def _searched(program: Program, face: Face, gap: float) -> tuple[Marks | None, bool]:
    chosen = face.forced.copy()
    if not program.gains.size:
        return chosen, True
    answer: Any = milp(
        -program.gains,
        integrality=np.ones(len(program.gains)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(program.matrix, program.lower, program.upper),
        options={"node_limit": NODES, "mip_rel_gap": gap},
    )
    if answer.x is None:
        return None, answer.status == _NONE_EXISTS
    chosen[program.pairs] |= answer.x > 0.5
    return chosen, answer.status == 0


def rounded(table: Table, face: Face, values: Real) -> Marks | None:
    """The relaxation's own solution where it is whole already and keeps every rule."""
    if (np.abs(values - np.rint(values)) > 1e-6).any():
        return None
    chosen: Marks = (values > 0.5) | face.forced
    return chosen if keeps_rules(table, chosen) else None


def nearby(face: Face, values: Real) -> Face:
    """Around the relaxation's solution: rows that are whole in it are decided as they are.

    Neighbourhoods after Danna, Rothberg and Le Pape, Mathematical Programming 102, 2005.
    """
    halved: Marks = np.any(np.abs(values - np.rint(values)) > 1e-6, axis=1)
    settled = face.free & ~halved[:, np.newaxis]
    return replace(face, free=face.free & ~settled, forced=face.forced | (settled & (values > 0.5)))


def among_best(face: Face, left: Whole) -> Face:
    """Of each nomination the pairs that earn most over their prices."""
    earned = np.where(face.free, left, np.iinfo(np.int64).min)
    ordered = np.sort(earned, axis=1)[:, ::-1]
    least = ordered[:, min(PROMISING, ordered.shape[1]) - 1, np.newaxis]
    return replace(face, free=face.free & (earned >= least))


def straightened(table: Table, values: Real) -> Marks | None:
    """The whole assignment that shares most with the relaxation's solution; quotas are checked."""
    gains = np.rint(values * _FINE).astype(np.int64) * 1_000 + _ranks(table)
    chosen = best(Face.of(table), gains)
    return chosen if chosen is not None and keeps_rules(table, chosen) else None


def _ranks(table: Table) -> Whole:
    """Affinities as numbers up to a thousand, to decide what the solution leaves open."""
    largest = max(1, int(np.abs(table.grains).max(initial=1)))
    ranks: Whole = table.grains * 1_000 // largest
    return ranks


_FINE: Final = 10_000
