"""A difference as a value that explains itself without the plans it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from workflows.conditions.rule import Join
from workflows.plan.forms import Words


class Change(StrEnum):
    """What happened to a place of the plan."""

    CHANGED = "changed"
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    REORDERED = "reordered"


_BACKWARDS: Final = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}


@dataclass(frozen=True, slots=True)
class Money:
    """Minor units of a currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in percent."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction that must be reached, or exceeded where `is_strict`."""

    part: Fraction
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware instant and the zone it is told in."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Word:
    """A member of one of the engine's closed sets, such as a role."""

    family: str
    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the plan: equal when the keys are, shown by its own label."""

    key: str
    label: Words = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """Several values in an order that matters."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """An entry condition or a guard; `parts` of a composition stand in a fixed order."""

    join: Join
    kind: str = ""
    parameters: tuple[tuple[str, Value], ...] = ()
    parts: tuple[RuleText, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Where an action leads from and to."""

    sources: Value
    target: Named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan that came or went, with what there is to say of it in short."""

    name: Named
    detail: Value = None


Value = (
    None | bool | int | str | date | Money | Percent | Share | Moment | Word | Named | Series
    | RuleText | Way | Part
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One level on the way to a place: which table, and the name of what stands in it."""

    table: str
    name: Named


@dataclass(frozen=True, slots=True)
class Label:
    """Where a difference is, in the plan's own texts, and what it is that differs.

    `what` is ``Class.key`` of the model or ``kind.parameter`` of a rule, `given` the rule's
    parameters, `clause` the clause of the statute that a rule implements.
    """

    path: tuple[Step, ...]
    what: str
    clause: str = ""
    given: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an amendment changes.

    `place` is the key path; of a text it ends with the language, and inside a composed rule it
    leaves out the numbers of the parts, because their order says nothing.
    """

    place: str
    kind: Change
    label: Label = field(compare=False)
    old: Value
    new: Value


def mirrored(difference: Difference) -> Difference:
    """The same difference seen from the other plan; labels stay."""
    return Difference(
        difference.place,
        _BACKWARDS.get(difference.kind, difference.kind),
        difference.label,
        difference.new,
        difference.old,
    )
