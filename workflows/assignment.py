"""Which reviewer reads which nomination: the best total, or the reason why there is none.

The rule, its sources and why the answer is optimal: docs/rules/assignment.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import gcd
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from workflows.errors import UnusableInput

Pair = tuple[str, str]
"""The ids of a nomination and of a reviewer, in this order."""

UNITS_PER_POINT: Final = 1_000_000
"""Affinities are told apart to a millionth; what is finer is rounded away, half to even."""

LARGEST_NUMBER: Final = 10**9
"""Of limits and of affinities without their sign, so that sums stay within 64 bits."""

LARGEST_COST: Final = 2**60
"""The solver multiplies costs by the number of nodes and counts in 64 bits; this leaves room."""

_KEYS: Final = (
    {"nominations", "reviewers"},
    {"reviews_per_nomination", "default_affinity", "objective"}
    | {"affinity", "conflicts", "locked"},
)

_WORDS: Final = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}

Kind = TypeVar("Kind", int, str, list[object], dict[str, object])
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Status(StrEnum):
    """What `propose` found."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"


class Why(StrEnum):
    """Why no assignment exists."""

    LOCKED_IN_CONFLICT = "locked_pair_in_conflict"
    LOCKED_OVER_MAXIMUM = "locked_pairs_over_maximum"
    TOO_FEW_REVIEWERS = "too_few_reviewers"
    TOO_FEW_NOMINATIONS = "too_few_nominations"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many reviews a nomination, or nominations a reviewer, must and may have."""

    id: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Instance:
    """What is to be assigned. The order of nominations and reviewers never matters.

    Raises:
        UnusableInput: repeated or unknown ids, limits that exclude each other, affinities that
            are no numbers within a thousand million.
    """

    nominations: tuple[Limits, ...]
    reviewers: tuple[Limits, ...]
    affinity: Mapping[Pair, Decimal] = field(default_factory=dict)
    default_affinity: Decimal = Decimal(0)
    conflicts: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        """Check once what the search relies on."""
        _check_limits("nominations", self.nominations)
        _check_limits("reviewers", self.reviewers)
        known = ({n.id for n in self.nominations}, {r.id for r in self.reviewers})
        for place in ("affinity", "conflicts", "locked"):
            for pair in sorted(getattr(self, place)):
                for name in (n for n, ids in zip(pair, known, strict=True) if n not in ids):
                    raise UnusableInput(place, f"{name!r} is not in the instance")
        for value in (self.default_affinity, *self.affinity.values()):
            if not (value.is_finite() and abs(value) <= LARGEST_NUMBER):
                raise UnusableInput("affinity", f"{value} is not between ±{LARGEST_NUMBER}")


@dataclass(frozen=True, slots=True)
class Blocking:
    """Nominations and reviewers that cannot be satisfied together, and why.

    For the two shortages `facts` holds `needed` and `available`, both beyond locked pairs:
    the named nominations need so many reviews and only the named reviewers may give them, no
    more than available (or the other way round for reviewers' minima).
    """

    nominations: tuple[str, ...]
    reviewers: tuple[str, ...]
    why: Why
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An assignment with the largest sum of affinities, or what stands in its way.

    `total` and `bounds["total"]`, the proven upper bound, are in points of affinity and equal
    when the status is optimal; without an assignment there is neither. `loads` counts every
    reviewer's nominations, zeros included.
    """

    status: Status
    assignment: tuple[Pair, ...] = ()
    total: Decimal | None = None
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    blocking: Blocking | None = None


def propose(instance: Instance) -> Proposal:
    """Assign with the largest total; of equal totals the one with the most even loads.

    Conflicts are never assigned, locked pairs always. The same instance in any order gives
    the same assignment.

    Raises:
        UnusableInput: affinities so large and so finely graded that 64 bits do not hold them.
    """
    if blocking := _locked_blocking(instance):
        return Proposal(Status.INFEASIBLE, blocking=blocking)
    table = _Table.of(instance)
    chosen = _best(table)
    if chosen is None:
        return Proposal(Status.INFEASIBLE, blocking=_shortage(table))
    rows, columns = np.nonzero(chosen | table.locked)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    total = Decimal(int(table.units[rows, columns].sum())) / UNITS_PER_POINT
    loads = np.bincount(columns, minlength=len(table.reviewers)).tolist()
    return Proposal(
        Status.OPTIMAL,
        tuple((table.nominations[n].id, table.reviewers[r].id) for n, r in pairs),
        total,
        {"total": total},
        {reviewer.id: load for reviewer, load in zip(table.reviewers, loads, strict=True)},
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The instance by number, in the order of ids: rows nominations, columns reviewers.

    Minima and maxima are what is left of them once the locked pairs are counted.
    """

    nominations: list[Limits]
    reviewers: list[Limits]
    units: Whole
    locked: Marks
    free: Marks

    @classmethod
    def of(cls, instance: Instance) -> _Table:
        nominations = sorted(instance.nominations, key=lambda limits: limits.id)
        reviewers = sorted(instance.reviewers, key=lambda limits: limits.id)
        row = {limits.id: number for number, limits in enumerate(nominations)}
        column = {limits.id: number for number, limits in enumerate(reviewers)}
        units = np.full((len(row), len(column)), _units(instance.default_affinity), np.int64)
        for (nomination, reviewer), points in instance.affinity.items():
            units[row[nomination], column[reviewer]] = _units(points)
        locked, conflict = np.zeros((2, len(row), len(column)), np.bool_)
        for marks, pairs in ((locked, instance.locked), (conflict, instance.conflicts)):
            for nomination, reviewer in pairs:
                marks[row[nomination], column[reviewer]] = True
        return cls(nominations, reviewers, units, locked, ~(locked | conflict))

    def left(self, everyone: list[Limits], axis: int) -> tuple[Whole, Whole]:
        """Minima and maxima that the locked pairs, summed along the axis, leave open."""
        locked = self.locked.sum(axis=axis)
        least = np.array([limits.minimum for limits in everyone], np.int64)
        most = np.array([limits.maximum for limits in everyone], np.int64)
        return np.maximum(least - locked, 0), most - locked

    def reviews(self) -> tuple[Whole, Whole]:
        """Least and most further reviews of each nomination."""
        return self.left(self.nominations, axis=1)

    def loads(self) -> tuple[Whole, Whole]:
        """Least and most further nominations of each reviewer."""
        return self.left(self.reviewers, axis=0)


def _best(table: _Table) -> Marks | None:
    """The free pairs of an optimal assignment, or None when there is no assignment.

    A circulation: pool to nomination to reviewer to pool. Minima are demands, every further
    nomination of a reviewer costs more than the one before, and one step of affinity costs
    more than all of these together, so evenness never outweighs affinity.
    """
    n, r = table.free.shape
    pool = n + r
    least_reviews, most_reviews = table.reviews()
    least_loads, most_loads = table.loads()
    holders, evenness = _further_loads(table, least_loads, most_loads)
    rows, columns = np.nonzero(table.free)
    solver = SimpleMinCostFlow()
    pairs = _arcs(solver, rows, n + columns, 1, -_costs(table, 1 + int(evenness.sum())))
    _arcs(solver, n + holders, pool, 1, evenness)
    _arcs(solver, pool, np.arange(n), most_reviews - least_reviews, 0)
    supplies = [*least_reviews.tolist(), *(-least_loads).tolist()]
    for node, supply in enumerate([*supplies, -sum(supplies)]):
        solver.set_node_supply(node, supply)
    status = solver.solve()
    if status == SimpleMinCostFlow.INFEASIBLE:
        return None
    if status != SimpleMinCostFlow.OPTIMAL:
        raise RuntimeError(f"the solver refused its input: {status.name}")
    return _used(solver, pairs, table.free)


def _further_loads(table: _Table, least: Whole, most: Whole) -> tuple[Whole, Whole]:
    """Every load beyond the minima, one by one: whose it is, and what it costs (its number)."""
    reachable = np.minimum(most, table.free.sum(axis=0))
    further = np.maximum(reachable - least, 0)
    holders = np.repeat(np.arange(len(further)), further)
    first_of_holder = np.repeat(np.cumsum(further) - further, further)
    before = (least + table.locked.sum(axis=0))[holders]
    return holders, before + np.arange(len(holders)) - first_of_holder + 1


def _costs(table: _Table, scale: int) -> Whole:
    """Affinities of the free pairs in the coarsest whole steps that tell them apart, scaled."""
    grain = gcd(*np.unique(table.units).tolist()) or 1
    steps = table.units[table.free] // grain
    largest = max(1, int(np.abs(steps).max(initial=0))) * scale
    if largest * (sum(table.free.shape) + 2) > LARGEST_COST:
        raise UnusableInput("affinity", "too large and too finely graded to be added exactly")
    return steps * scale


def _shortage(table: _Table) -> Blocking:
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
    exhausted column joins two rows; the part with the fewest rows is the answer.
    """
    short = _lacking(needs, _largest_flow(needs, gives, allowed), allowed)
    parts: list[Marks] = []
    while short.any():
        parts.append(_joined_to_first(short, gives, allowed))
        short = short & ~parts[-1]
    rows = min(parts, key=lambda part: int(part.sum()), default=short)
    given = np.minimum(gives, allowed[rows].sum(axis=0))
    facts = {"needed": int(needs[rows].sum()), "available": int(given.sum())}
    return np.flatnonzero(rows), np.flatnonzero(given), facts


def _largest_flow(needs: Whole, gives: Whole, allowed: Marks) -> Marks:
    """Allowed pairs that give the rows what they need, or come as near as can be."""
    n, r = allowed.shape
    source, sink = n + r, n + r + 1
    rows, columns = np.nonzero(allowed)
    solver = SimpleMinCostFlow()
    pairs = _arcs(solver, rows, n + columns, 1, 0)
    _arcs(solver, source, np.arange(n), needs, 0)
    _arcs(solver, n + np.arange(r), sink, gives, 0)
    solver.set_node_supply(source, int(needs.sum()))
    solver.set_node_supply(sink, -int(needs.sum()))
    solver.solve_max_flow_with_min_cost()
    return _used(solver, pairs, allowed)


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


def _arcs(solver: SimpleMinCostFlow, *columns: Whole | int) -> Whole:
    """Add arcs by tail, head, capacity and cost; whole columns, or one number for all."""
    tails, heads, capacities, costs = np.broadcast_arrays(*columns)
    added: Whole = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    return added


def _used(solver: SimpleMinCostFlow, pairs: Whole, allowed: Marks) -> Marks:
    """The pairs that carry flow; `pairs` are the arcs of `allowed`, row by row."""
    used = np.zeros_like(allowed)
    used[allowed] = np.asarray(solver.flows(pairs)) > 0
    return used


def _units(points: Decimal) -> int:
    return round(points * UNITS_PER_POINT)


def _locked_blocking(instance: Instance) -> Blocking | None:
    """What the locked pairs alone make impossible, the first by id."""
    for nomination, reviewer in sorted(instance.locked & instance.conflicts):
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


def _check_limits(place: str, everyone: tuple[Limits, ...]) -> None:
    for name, times in Counter(limits.id for limits in everyone).items():
        if times > 1:
            raise UnusableInput(place, f"{name!r} is named {times} times")
    for limits in everyone:
        if not 0 <= limits.minimum <= limits.maximum <= LARGEST_NUMBER:
            raise UnusableInput(
                place, f"{limits.id!r}: must be 0 <= min <= max <= {LARGEST_NUMBER}"
            )


def instance_from_json(document: Mapping[str, object]) -> Instance:
    """Read the `assign` format (docs/rules/assignment.md), once the JSON has been parsed.

    Numbers may be int, float or Decimal. A reviewer without `max` has no upper limit.

    Raises:
        UnusableInput: with the place in the document; unknown keys are faults too, and so is
            the objective `floor`, which is not available.
    """
    _object("the instance", document, *_KEYS)
    if document.get("objective", "total") != "total":
        raise UnusableInput("objective", "only 'total' is available; 'floor' is not")
    usual = document.get("reviews_per_nomination")
    nominations = [_nomination(*found, usual) for found in _entries(document, "nominations")]
    reviewers = [
        _limits(*found, least=0, most=len(nominations)) for found in _entries(document, "reviewers")
    ]
    return Instance(
        tuple(nominations),
        tuple(reviewers),
        _affinity(document),
        _points("default_affinity", document.get("default_affinity", 0)),
        frozenset(_pair(*found) for found in _entries(document, "conflicts")),
        frozenset(_pair(*found) for found in _entries(document, "locked")),
    )


def _nomination(place: str, entry: object, usual: object) -> Limits:
    found = _object(place, entry, {"id"}, {"reviews"})
    reviews = _object(f"{place}.reviews", found.get("reviews", {}), set(), {"min", "max"})
    return _limits(place, {**reviews, "id": found["id"]}, least=usual, most=usual)


def _limits(place: str, entry: object, *, least: object, most: object) -> Limits:
    found = _object(place, entry, {"id"}, {"min", "max"})
    minimum = _as(int, f"{place}.min", found.get("min", least))
    maximum = _as(int, f"{place}.max", found.get("max", most))
    return Limits(_as(str, f"{place}.id", found["id"]), minimum, maximum)


def _affinity(document: Mapping[str, object]) -> dict[Pair, Decimal]:
    affinity: dict[Pair, Decimal] = {}
    for place, entry in _entries(document, "affinity"):
        *ids, points = _as(list, place, entry) or [None]
        pair = _pair(place, ids)
        if pair in affinity:
            raise UnusableInput(place, f"{pair[0]!r} and {pair[1]!r} have an affinity already")
        affinity[pair] = _points(place, points)
    return affinity


def _entries(document: Mapping[str, object], key: str) -> list[tuple[str, object]]:
    found = _as(list, key, document.get(key, []))
    return [(f"{key}[{number}]", entry) for number, entry in enumerate(found)]


def _object(place: str, value: object, required: set[str], optional: set[str]) -> dict[str, object]:
    found: dict[str, object] = _as(dict, place, value)
    for key in sorted(required - set(found)):
        raise UnusableInput(place, f"{key!r} is missing")
    for key in sorted(set(found) - required - optional):
        raise UnusableInput(place, f"{key!r} is not a key of this format")
    return found


def _pair(place: str, entry: object) -> Pair:
    found = _as(list, place, entry)
    if len(found) != 2:
        raise UnusableInput(place, "must name a nomination and a reviewer")
    return _as(str, place, found[0]), _as(str, place, found[1])


def _as(kind: type[Kind], place: str, value: object) -> Kind:
    # True is an int to Python, but not a number to anybody who wrote a file.
    if isinstance(value, bool) or not isinstance(value, kind):
        raise UnusableInput(place, f"must be {_WORDS[kind]}")
    return value


def _points(place: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnusableInput(place, "must be a number")
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
