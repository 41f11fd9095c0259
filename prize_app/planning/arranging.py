"""Removing, renaming, copying, moving what a text has; comments go with what they describe."""

from __future__ import annotations

from collections.abc import Sequence

from prize_app.planning.locating import (
    EditLost,
    Splice,
    entry_at,
    run_of,
    spliced,
    value_at,
    with_comments,
)
from prize_app.planning.spans import Entry, Path, Statement, Value, statements
from prize_app.planning.writing import written_key


def remove(text: str, path: Path) -> str:
    """The text without what is at the path, and without the comments directly above it."""
    found = statements(text)
    container = value_at(found, path[:-1]) if len(path) > 1 else None
    if container is not None:
        return spliced(text, [_dropped(text, container, path[-1])])
    run = run_of(found, path)
    start, end = with_comments(text, run[0].start), run[-1].end
    if text[:start].endswith("\n\n") and text[end : end + 1] == "\n":
        end += 1
    return spliced(text, [Splice(start, end, "")])


def _dropped(text: str, container: Value, key: str | int) -> Splice:
    """One entry or item with one comma: its own in a list of lines, else the one before it."""
    inside: Sequence[Entry | Value] = container.entries or container.items
    number = key if isinstance(key, int) else inside.index(entry_at(container, key))
    if number >= len(inside):
        raise EditLost("there is no such item")
    one = inside[number]
    if number + 1 < len(inside):
        between = text[one.end : inside[number + 1].start]
        return Splice(
            one.start, one.end + (between.find(",") + 1 if "\n" in between else len(between)), ""
        )
    if number and "\n" not in text[inside[number - 1].end : one.start]:
        return Splice(inside[number - 1].end, one.end, "")
    after = text[one.end : container.end]
    comma = len(after) - len(after.lstrip()) + 1 if after.lstrip().startswith(",") else 0
    return Splice(one.start, one.end + comma, "")


def rename(text: str, path: Path, key: str) -> str:
    """The text with another last key of the path, wherever it is written."""
    found = statements(text)
    container = value_at(found, path[:-1]) if len(path) > 1 else None
    if container is not None:
        name = entry_at(container, path[-1]).names[0]
        return spliced(text, [Splice(name.start, name.end, written_key(key))])
    hits = [s for s in found if s.path[: len(path)] == path]
    return spliced(text, _renamed(hits, len(path) - 1, key))


def _renamed(hits: Sequence[Statement], level: int, key: str, offset: int = 0) -> list[Splice]:
    splices = []
    for statement in hits:
        number = level - (len(statement.path) - len(statement.names))
        if number >= 0:
            name = statement.names[number]
            splices.append(Splice(name.start - offset, name.end - offset, written_key(key)))
    return splices


def duplicate(text: str, path: Path, key: str) -> str:
    """The text with a copy under another key, directly behind the first."""
    found = statements(text)
    container = value_at(found, path[:-1]) if len(path) > 1 else None
    if container is not None:
        entry = entry_at(container, path[-1])
        value = text[entry.value.start : entry.value.end]
        copy = f", {written_key(key)} = {value}"
        return spliced(text, [Splice(entry.end, entry.end, copy)])
    run = run_of(found, path)
    start, end = run[0].start, run[-1].end
    lead = "" if text[end - 1] == "\n" else "\n"
    copy = spliced(text[start:end] + lead, _renamed(run, len(path) - 1, key, start))
    blank = "\n" if run[0].value is None else ""
    return spliced(text, [Splice(end, end, lead + blank + copy)])


def swap(text: str, path: Path, other: str | int) -> str:
    """The text with two neighbours in each other's place."""
    found = statements(text)
    container = value_at(found, path[:-1]) if len(path) > 1 else None
    if container is not None:
        one, two = _within(container, path[-1]), _within(container, other)
    else:
        one, two = (_block(text, found, p) for p in (path, (*path[:-1], other)))
    texts = text[one[0] : one[1]], text[two[0] : two[1]]
    return spliced(text, [Splice(*one, texts[1]), Splice(*two, texts[0])])


def _within(container: Value, key: str | int) -> tuple[int, int]:
    if isinstance(key, int):
        item = container.items[key]
        return item.start, item.end
    entry = entry_at(container, key)
    return entry.start, entry.end


def _block(text: str, found: Sequence[Statement], path: Path) -> tuple[int, int]:
    run = run_of(found, path)
    if text[run[-1].end - 1] != "\n":
        raise EditLost("the last line has no end")
    return with_comments(text, run[0].start), run[-1].end
