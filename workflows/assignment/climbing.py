"""One level as high as it goes: from above by relaxations, from below by search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from workflows.assignment.branching import Counterexample, refuted
from workflows.assignment.casing import Effort
from workflows.assignment.flow import Face
from workflows.assignment.proof import Claim, Closed, Demand, Refutation
from workflows.assignment.reaching import reached
from workflows.assignment.relaxation import Relaxed, Scope, is_large, relaxed
from workflows.assignment.table import Marks, Table, Whole
from workflows.assignment.whole import (
    LOOSE,
    SEARCHED_AT_ONCE,
    among_best,
    assembled,
    nearby,
    rounded,
    straightened,
)

TRIES: Final = 9
LARGE_TRIES: Final = 4
"""So many values are tried between the highest found and the lowest refuted."""


@dataclass(frozen=True, slots=True)
class Best:
    """An assignment, the bound of each level in grains (kept: in pairs), and why they hold.

    `left` is what each pair earns over its prices, quotas and floors aside.
    """

    chosen: Marks
    bounds: Mapping[str, int]
    claims: tuple[Claim, ...]
    left: Whole


@dataclass(frozen=True, slots=True)
class Top:
    """The highest value of a level that was found, its bound, and why nothing lies above it."""

    chosen: Marks
    value: int
    bound: int
    refutation: Refutation


@dataclass(frozen=True, slots=True)
class Climb:
    """One level, on top of what the levels before it demand."""

    table: Table
    scope: Scope
    level: str
    before: Demand
    share: int

    def value(self, chosen: Marks) -> int:
        """What an assignment reaches on this level."""
        value: int = getattr(reached(self.table, chosen), self.level)
        return value

    def lowest(self) -> int:
        """What every assignment reaches."""
        if self.level == "kept":
            return 0
        return min(0, int(self.table.grains.min()) * int(self.table.rows.most.max()))

    def relaxed(self, value: int) -> Relaxed:
        """Whether halves of reviewers could reach the value."""
        demand = extended(self.before, self.level, value)
        return relaxed(self.table, Face.of(self.table), demand, self.scope)

    def attempted(self, value: int) -> Counterexample | Refutation | None:
        """An assignment that reaches the value, a refutation of it, or neither."""
        table, demand = self.table, extended(self.before, self.level, value)
        face = Face.of(table)
        if is_large(table):
            return self._attempted_nearby(value)
        solved = self.relaxed(value)
        if solved.is_refuted:
            return Closed(solved.multipliers.named(table))
        whole = rounded(table, face, solved.values)
        if whole is not None and reached(table, whole).meets(demand):
            return Counterexample(whole)
        for part in (nearby(face, solved.values), among_best(face, solved.left), face):
            found = assembled(table, part, demand, self.scope, gap=LOOSE)
            if found.chosen is not None:
                return Counterexample(found.chosen)
        if not found.is_exhausted:
            return None
        return refuted(table, face, demand, self.scope, Effort.over(table, self.share))

    def _attempted_nearby(self, value: int) -> Counterexample | Refutation | None:
        """The same around the relaxation's solution, where the whole is too large to search.

        What is found may fall short of the value and still be the best so far.
        """
        table, demand = self.table, extended(self.before, self.level, value)
        solved = self.relaxed(value)
        if solved.is_refuted:
            return Closed(solved.multipliers.named(table))
        if not solved.multipliers.total:
            return None
        face = nearby(Face.of(table), solved.values)
        if int((face.free & self.scope.pairs).sum()) <= SEARCHED_AT_ONCE:
            found = assembled(table, face, demand, self.scope, gap=LOOSE)
            if found.chosen is not None:
                return Counterexample(found.chosen)
        straight = straightened(table, solved.values)
        return None if straight is None else Counterexample(straight)


def extended(demand: Demand, level: str, value: int) -> Demand:
    """The demand with one more level."""
    return replace(demand, **{level: value})


def highest(climb: Climb, known: Marks | None, ceiling: int, beyond: Refutation) -> Top | None:
    """The highest value that was found with the bound that was proved; None if none was found.

    `beyond` refutes what exceeds the ceiling; `known` is an assignment that keeps every rule.
    """
    if known is not None and not reached(climb.table, known).meets(climb.before):
        known = None
    value = climb.lowest() - 1 if known is None else climb.value(known)
    bound, refutation = _bounded(climb, value, ceiling, beyond)
    failed = bound + 1
    steps = _downwards(value, bound)
    for _ in range(LARGE_TRIES if is_large(climb.table) else TRIES):
        wanted = next(steps, value)
        if wanted <= value or wanted >= failed:
            wanted = (value + min(bound, failed - 1) + 1) // 2
        if value >= min(bound, failed - 1):
            break
        answer = climb.attempted(wanted)
        if isinstance(answer, Counterexample):
            better = climb.value(answer.chosen)
            known, value = (answer.chosen, better) if better > value else (known, value)
            failed, steps = (failed, iter(())) if better >= wanted else (wanted, steps)
        elif answer is None:
            failed = wanted
        else:
            bound, refutation, failed = wanted - 1, answer, min(failed, wanted)
    return None if known is None else Top(known, value, bound, refutation)


def _downwards(value: int, bound: int) -> Iterator[int]:
    """The bound, then less and less in growing steps: the bound is rarely far from the best."""
    step = max(1, (bound - value) // 64)
    yield bound
    while bound - step > value:
        yield bound - step
        step *= 4


def _bounded(climb: Climb, value: int, ceiling: int, beyond: Refutation) -> tuple[int, Refutation]:
    """The highest value that the relaxation does not refute, and the refutation of the next."""
    low, bound, refutation = value, ceiling, beyond
    step, refused = 1, 0
    while bound > low:
        # Downwards in growing steps until something is not refuted: the ceiling is often near.
        wanted = max(bound + 1 - step, (low + bound + 1) // 2)
        found = climb.relaxed(wanted)
        if found.is_refuted:
            bound, refutation = wanted - 1, Closed(found.multipliers.named(climb.table))
            step, refused = step * (4 if refused else 1), refused + 1
        else:
            low, step = wanted, bound - wanted + 1  # from here on by halves
    return bound, refutation
