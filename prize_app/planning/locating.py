"""Finding what a key path means in a text, and the lines that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prize_app.planning.spans import Entry, Path, Statement, Value


class EditLost(ValueError):
    """The text is written in a way that this edit cannot be made in; nothing is changed."""


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of the text and what takes its place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with every stretch replaced; stretches do not overlap."""
    for one in sorted(splices, key=lambda s: (s.start, s.end), reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def value_at(found: Sequence[Statement], path: Path) -> Value | None:
    """The value that is written for a path in one place; None for tables of several lines."""
    for statement in found:
        if statement.value is not None and path[: len(statement.path)] == statement.path:
            value = _inside(statement.value, path[len(statement.path) :])
            if value is not None:
                return value
    return None


def _inside(value: Value, rest: Path) -> Value | None:
    if not rest:
        return value
    first = rest[0]
    if isinstance(first, int):
        return _inside(value.items[first], rest[1:]) if first < len(value.items) else None
    for entry in value.entries:
        names = tuple(name.text for name in entry.names)
        if rest[: len(names)] == names:
            return _inside(entry.value, rest[len(names) :])
    return None


def entry_at(table: Value, key: str | int) -> Entry:
    """The entry of an inline table under a key that is written alone.

    Raises:
        EditLost: it is not there, or written as a dotted key.
    """
    for entry in table.entries:
        if entry.names[0].text == key and len(entry.names) == 1:
            return entry
    raise EditLost(f"{key!r} has no entry of its own")


def run_of(found: Sequence[Statement], path: Path) -> list[Statement]:
    """All statements at or below a path, which follow each other without others between.

    Raises:
        EditLost: there are none, or others stand between.
    """
    numbers = [n for n, s in enumerate(found) if s.path[: len(path)] == path]
    if not numbers or numbers[-1] - numbers[0] != len(numbers) - 1:
        raise EditLost("the part is not written in one place")
    return [found[number] for number in numbers]


def with_comments(text: str, start: int) -> int:
    """Where the comment lines begin that stand directly above a line; the line itself if none."""
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start
