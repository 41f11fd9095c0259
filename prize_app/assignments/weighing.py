"""Other numbers beside the plan's own: what each asks for and reaches, and what would differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from prize_app.assignments.answering import Answered
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.figuring import Figures, ProposedLoad, figures_of, loads_of
from prize_app.assignments.queries import Load
from prize_app.assignments.settings import NUMBERS, RULES, Settings, label_of

Number = int | Decimal

COUNTED: Final = (
    "Assignments",
    "Reviewers with nominations",
    "Most nominations of one reviewer",
    "Fewest nominations of one reviewer",
)
NO_RULE: Final = "no rule"
NOTHING: Final = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with what is to be said of it: proved, or how much more might be possible."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure under the plan and under what was asked; `difference` is the second's surplus."""

    label: str
    plan: Cell
    asked: Cell
    difference: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What was asked beside the plan.

    Args:
        numbers: what was asked otherwise than the plan asks it.
        figures: what both reach; a side without an assignment has none.
        only_plan, only_asked: pairs that stand under one of the two.
        shared: pairs that stand under both.
        loads: what each reviewer would have under the plan.
    """

    numbers: Sequence[Row]
    figures: Sequence[Row]
    only_plan: frozenset[Pair]
    only_asked: frozenset[Pair]
    shared: int
    loads: Mapping[UUID, int]
    is_possible: bool
    is_plan_possible: bool


def weighed(plan: Answered, asked: Answered, shown: Mapping[UUID, Load]) -> Beside:
    """Set one beside the other; `shown` are the loads that the viewer may know."""
    loads = loads_of(plan, shown)
    return Beside(
        list(_numbers(plan.question.settings, asked.question.settings)),
        list(_figures(_side(plan, loads), _side(asked, loads_of(asked, shown)))),
        frozenset(plan.after - asked.after),
        frozenset(asked.after - plan.after),
        len(plan.after & asked.after),
        {load.reviewer.id: load.together for load in loads},
        asked.is_possible,
        plan.is_possible,
    )


def _numbers(plan: Settings, asked: Settings) -> Iterator[Row]:
    for name, label in NUMBERS.items():
        usual, other = getattr(plan, name), getattr(asked, name)
        if usual != other:
            yield Row(label, Cell(str(usual)), Cell(str(other)), _surplus(usual, other))
    for rule in RULES:
        before, after = plan.spread.get(rule), asked.spread.get(rule)
        if before != after:
            yield Row(label_of(rule), _ruled(before), _ruled(after), _surplus(before, after))


def _ruled(number: int | None) -> Cell:
    return Cell(NO_RULE if number is None else str(number))


_Reached = tuple[Number, str] | None


@dataclass(frozen=True, slots=True)
class _Side:
    figures: Figures | None
    pairs: int
    loads: Sequence[int]


def _side(found: Answered, loads: Sequence[ProposedLoad]) -> _Side:
    return _Side(figures_of(found), len(found.after), [load.together for load in loads])


def _figures(plan: _Side, asked: _Side) -> Iterator[Row]:
    one, other = plan.figures, asked.figures
    if any(each is not None and each.floor is not None for each in (one, other)):
        yield _reached("Worst served nomination, points", *map(_floor, (one, other)))
    yield _reached("All together, points", *map(_total, (one, other)))
    if any(each is not None and each.kept for each in (one, other)):
        yield _reached("Earlier assignments that stay", *map(_kept, (one, other)))
    for label, counted in zip(
        COUNTED, zip(_counts(plan), _counts(asked), strict=True), strict=True
    ):
        yield _reached(label, *counted)


def _counts(side: _Side) -> list[_Reached]:
    if side.figures is None:
        return [None] * len(COUNTED)
    busy, most = sum(load > 0 for load in side.loads), max(side.loads, default=0)
    counts = (side.pairs, busy, most, min(side.loads, default=0))
    return [(count, "") for count in counts]


def _floor(figures: Figures | None) -> _Reached:
    if figures is None or figures.floor is None:
        return None
    return figures.floor, _bound(figures.floor, figures.floor_bound)


def _total(figures: Figures | None) -> _Reached:
    if figures is None:
        return None
    return figures.total, _bound(figures.total, figures.total_bound)


def _kept(figures: Figures | None) -> _Reached:
    return None if figures is None else (figures.kept or 0, "")


def _bound(value: Decimal, bound: Decimal | None) -> str:
    if bound is None:
        return "as it stands"
    return "proved" if value == bound else f"gap {bound - value}"


def _reached(label: str, plan: _Reached, asked: _Reached) -> Row:
    return Row(label, _cell(plan), _cell(asked), _surplus(plan and plan[0], asked and asked[0]))


def _cell(reached: _Reached) -> Cell:
    return Cell(NOTHING) if reached is None else Cell(str(reached[0]), reached[1])


def _surplus(plan: Number | None, asked: Number | None) -> str:
    """How much more the second is, with a sign that can be seen; nothing where one has none."""
    if plan is None or asked is None:
        return ""
    more = asked - plan
    if not more:
        return "the same"
    return f"+{more}" if more > 0 else f"\N{MINUS SIGN}{-more}"
