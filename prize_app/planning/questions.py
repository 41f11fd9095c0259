"""What a page of a draft shows and asks: made from the model's declarations, nothing by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from prize_app.planning.spans import Path
from workflows.plan.faults import Fault


class Control(StrEnum):
    """How a value is asked for."""

    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    MONEY = "money"
    DECIMAL = "decimal"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes-no"
    CHOICE = "choice"
    SEVERAL = "several"
    LIST = "list"
    STUCK = "stuck"


class Role(StrEnum):
    """What an answer does: it is a value, chooses the kind of a rule, or adds a rule to a list."""

    VALUE = ""
    KIND = "#kind"
    ADDING = "#add"


@dataclass(frozen=True, slots=True)
class Question:
    """One value. `was` is what the document says, `value` what the field shows; both as text.

    Several values stand on a line each; `inner` is
    how each would be asked for. `saved` is what somebody else saved meanwhile. `digits`
    are the decimal places of an amount.
    """

    shape: ClassVar[str] = "question"
    path: Path
    place: str
    label: str
    hint: str
    control: Control
    was: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    tag: str = ""
    required: bool = True
    default: str = ""
    digits: int = 0
    inner: Control = Control.LINE
    faults: tuple[Fault, ...] = ()
    saved: str | None = None
    role: Role = Role.VALUE

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return f"{self.place}{self.role}"

    @property
    def id(self) -> str:
        """A name for the page and its scripts, as unique as the field's."""
        return anchor(self.name)

    @property
    def values(self) -> tuple[str, ...]:
        """The chosen ones of several."""
        return tuple(self.value.split("\n")) if self.value else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several values under one heading: a table, or one text in every language."""

    shape: ClassVar[str] = "group"
    place: str
    label: str
    hint: str
    items: tuple[Item, ...]
    faults: tuple[Fault, ...] = ()
    is_text: bool = False

    @property
    def id(self) -> str:
        """As for questions."""
        return anchor(self.place)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table in a table of tables; its questions where they are few enough to stand here."""

    place: str
    key: str
    name: str
    summary: str
    named_by: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    fault_count: int = 0
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of tables. `noun` is one of them; `asks_key`: a new one needs a key, not a name."""

    shape: ClassVar[str] = "listing"
    place: str
    label: str
    noun: str
    entries: tuple[Entry, ...]
    asks_key: bool
    is_inline: bool
    left_out: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def id(self) -> str:
        """As for questions."""
        return anchor(self.place)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule: one kind with its parameters, or a composition of rules."""

    shape: ClassVar[str] = "ruling"
    place: str
    label: str
    choice: Question
    explanation: str
    items: tuple[Item, ...] = ()
    parts: tuple[Ruling, ...] = ()
    adding: Question | None = None
    faults: tuple[Fault, ...] = ()
    removable: bool = False

    @property
    def id(self) -> str:
        """As for questions; the choice of its kind has this place too."""
        return anchor(self.place) + "_r"


@dataclass(frozen=True, slots=True)
class Uses:
    """A list of rules by name, such as the guards of an action."""

    shape: ClassVar[str] = "uses"
    place: str
    label: str
    hint: str
    parts: tuple[Ruling, ...]
    adding: Question
    faults: tuple[Fault, ...] = ()

    @property
    def id(self) -> str:
        """As for questions."""
        return anchor(self.place)


Item = Question | Group | Listing | Ruling | Uses


@dataclass(frozen=True, slots=True)
class Page:
    """One table of the plan, or one table of tables, to be edited."""

    path: Path
    place: str
    items: tuple[Item, ...]
    faults: tuple[Fault, ...] = field(default=())


def questions_in(items: Sequence[Item]) -> Iterator[Question]:
    """Every question of a page, in its order."""
    for item in items:
        match item:
            case Question():
                yield item
            case Group():
                yield from questions_in(item.items)
            case Listing():
                for entry in item.entries:
                    yield from questions_in(entry.items)
            case Ruling():
                yield item.choice
                yield from questions_in((*item.items, *item.parts))
                yield from (item.adding,) if item.adding else ()
            case Uses():
                yield from questions_in(item.parts)
                yield item.adding


def anchor(place: str) -> str:
    """A place as an id: letters, digits, - and _, different for different places."""
    signs = {"_": "__", ".": "_d", "[": "_o", "]": "_c", "#": "_h"}
    return "at-" + "".join(
        signs.get(c, c if c.isalnum() or c == "-" else f"_{ord(c):x}_") for c in place
    )
