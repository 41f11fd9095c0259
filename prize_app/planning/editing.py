"""Edits of a document that touch nothing but what they change, each one proved.

After the edits the text is read again and must say what the same edits make of the parsed
document; else nothing is changed. So an edit in the browser may be refused, but never goes wrong.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from prize_app.planning import arranging, data, placing
from prize_app.planning.locating import EditLost
from prize_app.planning.spans import Path

__all__ = ["Duplicate", "Edit", "EditLost", "Move", "Put", "Remove", "Rename", "edited"]


class Edit(Protocol):
    """One change of a document, in its text and in what was parsed from it."""

    def write(self, text: str, parsed: Any) -> str:
        """The changed text. `parsed` is the document before."""

    def change(self, parsed: Any) -> None:
        """The same in the parsed document."""


@dataclass(frozen=True, slots=True)
class Put:
    """A value at a path; tables on the way are made. A list keeps the items that stay."""

    path: Path
    value: Any

    def write(self, text: str, parsed: Any) -> str:
        """The value over the old one, or as a new entry."""
        old = data.at(parsed, self.path)
        if isinstance(old, list) and isinstance(self.value, list):
            return self._items(text, old)
        return placing.put(text, self.path, self.value)

    def change(self, parsed: Any) -> None:
        """The value in its place."""
        data.put(parsed, self.path, copy.deepcopy(self.value))

    def _items(self, text: str, old: list[Any]) -> str:
        """A list item by item, where that is enough, so that its lines and comments stay."""
        kept = [item for item in old if item in self.value]
        if self.value[: len(kept)] != kept:
            return placing.put(text, self.path, self.value)
        for number in range(len(old) - 1, -1, -1):
            if old[number] not in self.value:
                text = arranging.remove(text, (*self.path, number))
        for number, item in enumerate(self.value[len(kept) :], start=len(kept)):
            text = placing.put(text, (*self.path, number), item)
        return text


@dataclass(frozen=True, slots=True)
class Remove:
    """Nothing at a path any more."""

    path: Path

    def write(self, text: str, parsed: Any) -> str:
        """The text without it."""
        return arranging.remove(text, self.path)

    def change(self, parsed: Any) -> None:
        """The document without it."""
        data.remove(parsed, self.path)


@dataclass(frozen=True, slots=True)
class Rename:
    """Another key for an entry of a table."""

    path: Path
    key: str

    def write(self, text: str, parsed: Any) -> str:
        """The new key wherever the old one is written."""
        return arranging.rename(text, self.path, self.key)

    def change(self, parsed: Any) -> None:
        """The new key in the same place."""
        data.rename(parsed, self.path, self.key)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy of an entry under another key, behind the first."""

    path: Path
    key: str

    def write(self, text: str, parsed: Any) -> str:
        """The copied lines."""
        return arranging.duplicate(text, self.path, self.key)

    def change(self, parsed: Any) -> None:
        """The copied value."""
        value = copy.deepcopy(data.at(parsed, self.path))
        data.insert_after(parsed, self.path, self.key, value)


@dataclass(frozen=True, slots=True)
class Move:
    """An entry of a table, or an item of a list, changes places with a neighbour."""

    path: Path
    other: str | int

    def write(self, text: str, parsed: Any) -> str:
        """Their lines exchanged."""
        return arranging.swap(text, self.path, self.other)

    def change(self, parsed: Any) -> None:
        """Their order exchanged."""
        data.swap(parsed, self.path, self.other)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after some edits, one after the other.

    Raises:
        EditLost: the text is written in a way that does not allow it, or is no TOML at all.
    """
    try:
        return _edited(text, edits)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as lost:
        raise EditLost(str(lost)) from lost


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parsed: Any = tomllib.loads(text)
    ordered: list[Path] = []
    for edit in edits:
        text = edit.write(text, parsed)
        edit.change(parsed)
        ordered += [edit.path[:-1]] if isinstance(edit, Move) else []
    found = tomllib.loads(text)
    if not data.same(found, parsed):
        raise EditLost("the document would not say what was asked")
    for path in ordered:
        table = data.at(found, path)
        if isinstance(table, dict) and list(table) != list(data.at(parsed, path)):
            raise EditLost("the order would not be what was asked")
    return text
