"""Putting a value into a text: over the old one, or as a new line where its table is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prize_app.planning.locating import EditLost, Splice, spliced, value_at, with_comments
from prize_app.planning.spans import Path, Statement, Value, statements
from prize_app.planning.writing import as_section, written, written_key


def put(text: str, path: Path, value: Any) -> str:
    """The text with this value at the path.

    Raises:
        EditLost: what is there is written over several lines, or there is no place for it.
    """
    found = statements(text)
    old = value_at(found, path)
    if old is not None:
        return spliced(text, [Splice(old.start, old.end, written(value))])
    if any(s.path[: len(path)] == path for s in found):
        raise EditLost("a table of several lines is not replaced as a whole")
    return _insert(text, found, path, value)


def _insert(text: str, found: Sequence[Statement], path: Path, value: Any) -> str:
    parent = path[:-1]
    container = value_at(found, parent) if parent else None
    if container is not None:
        return spliced(text, [_into(text, container, path[-1], value)])
    if isinstance(path[-1], int):
        raise EditLost("there is no list at this place")
    below = [s for s in found if s.path[: len(parent)] == parent]
    sections = [s for s in below if s.value is None and len(s.path) > len(parent)]
    header = next((n for n, s in enumerate(found) if s.value is None and s.path == parent), None)
    if isinstance(value, Mapping) and (sections or not parent):
        return _new_section(text, below, path, value)
    if header is not None:
        return _new_line(text, _last_pair(found, header), parent, path, value)
    dotted = [s for s in below if s.value is not None and _base(s) != parent]
    if dotted and parent:
        return _new_line(text, dotted[-1], _base(dotted[-1]), path, value)
    if not parent:
        return _at_the_top(text, found, path, value)
    if below:
        start = with_comments(text, below[0].start)
        block = as_section(_names(parent), {str(path[-1]): value})
        return spliced(text, [Splice(start, start, block + "\n")])
    return _insert(text, found, parent, {str(path[-1]): value})


def _into(text: str, container: Value, key: str | int, value: Any) -> Splice:
    """A new last entry of an inline table, or item of an array; lines are kept as they are laid."""
    inside = container.entries if container.opening == "{" else container.items
    new = written(value)
    if container.opening == "{":
        new = f"{written_key(str(key))} = {new}"
    elif container.opening != "[" or key != len(inside):
        raise EditLost("there is no table or list at this place")
    if not inside:
        room = " " if container.opening == "{" else ""
        close = container.end - 1
        return (
            Splice(container.start + 1, close, f"{room}{new}{room}")
            if _is_blank(text[container.start + 1 : close])
            else Splice(close, close, f"{new}\n")
        )
    last = inside[-1]
    line = text.rfind("\n", container.start, last.start)
    before = text[line + 1 : last.start]
    between = f",\n{before}" if line >= 0 and _is_blank(before) else ", "
    return Splice(last.end, last.end, between + new)


def _is_blank(text: str) -> bool:
    return not text.strip()


def _new_section(
    text: str, below: Sequence[Statement], path: Path, value: Mapping[str, Any]
) -> str:
    end = below[-1].end if below else len(text)
    return _spliced_line(text, end, "\n" + as_section(_names(path), value))


def _new_line(text: str, after: Statement, base: Path, path: Path, value: Any) -> str:
    key = ".".join(written_key(part) for part in _names(path[len(base) :]))
    return _spliced_line(text, after.end, f"{key} = {written(value)}\n")


def _at_the_top(text: str, found: Sequence[Statement], path: Path, value: Any) -> str:
    line = f"{written_key(str(path[-1]))} = {written(value)}\n"
    first = next((s for s in found if s.value is None), None)
    if first is None:
        return _spliced_line(text, found[-1].end if found else len(text), line)
    start = with_comments(text, first.start)
    return spliced(text, [Splice(start, start, line + "\n")])


def _spliced_line(text: str, end: int, line: str) -> str:
    """A line put behind another one, which may be the last and lack its end."""
    lead = "" if end == 0 or text[end - 1] == "\n" else "\n"
    return spliced(text, [Splice(end, end, lead + line)])


def _last_pair(found: Sequence[Statement], header: int) -> Statement:
    last = header
    while last + 1 < len(found) and found[last + 1].value is not None:
        last += 1
    return found[last]


def _base(statement: Statement) -> Path:
    return statement.path[: len(statement.path) - len(statement.names)]


def _names(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))
