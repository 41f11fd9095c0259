"""Parsed documents as nested tables and lists: what is at a path, and changing it in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from prize_app.planning.spans import Path

NOTHING: Final[Any] = object()
"""What is at a path that leads nowhere."""

_STEP: Final = re.compile(r"([^.\[\]]+)((?:\[\d{1,6}\])*)(?:\.|$)")


def path_of(place: str) -> Path:
    """The steps of a key path such as ``rule.any[0].years``; empty for what is none."""
    path: list[str | int] = []
    at = 0
    while at < len(place):
        found = _STEP.match(place, at)
        if not found or found.end() == at:
            return ()
        path.append(found.group(1))
        path += [int(number) for number in re.findall(r"\d+", found.group(2))]
        at = found.end()
    return tuple(path)


def place_of(path: Path) -> str:
    """A path as faults write it."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


def at(data: Any, path: Path) -> Any:
    """What is at a path, or NOTHING."""
    for step in path:
        if isinstance(data, list):
            if not isinstance(step, int) or step >= len(data):
                return NOTHING
            data = data[step]
        elif isinstance(data, dict) and step in data:
            data = data[step]
        else:
            return NOTHING
    return data


def put(data: Any, path: Path, value: Any) -> None:
    """Change or add a value; tables on the way are made."""
    for step in path[:-1]:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    last = path[-1]
    if isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def remove(data: Any, path: Path) -> None:
    """Take a value away."""
    del at(data, path[:-1])[path[-1]]


def insert_after(data: Any, path: Path, key: str, value: Any) -> None:
    """Add an entry of a table behind another."""
    table = at(data, path[:-1])
    entries = list(table.items())
    place = list(table).index(path[-1]) + 1
    table.clear()
    table.update([*entries[:place], (key, value), *entries[place:]])


def rename(data: Any, path: Path, key: str) -> None:
    """Give an entry of a table another key in the same place."""
    table = at(data, path[:-1])
    entries = [(key if k == path[-1] else k, v) for k, v in table.items()]
    table.clear()
    table.update(entries)


def swap(data: Any, path: Path, other: str | int) -> None:
    """Let two entries of a table or list change places."""
    inner = at(data, path[:-1])
    if isinstance(inner, list):
        one, two = int(path[-1]), int(other)
        inner[one], inner[two] = inner[two], inner[one]
        return
    keys = list(inner)
    first, second = keys.index(path[-1]), keys.index(other)
    keys[first], keys[second] = keys[second], keys[first]
    entries = [(k, inner[k]) for k in keys]
    inner.clear()
    inner.update(entries)


def same(one: Any, two: Any) -> bool:
    """Whether two documents say the same; a table of nothing is as good as none."""
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        keys = {k for k, v in one.items() if not _is_hollow(v)}
        if keys != {k for k, v in two.items() if not _is_hollow(v)}:
            return False
        return all(same(one[key], two[key]) for key in keys)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(same, one, two))
    # Not ==: true is no number here, and what is not a number equals itself.
    return type(one) is type(two) and repr(one) == repr(two)


def _is_hollow(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_hollow(inner) for inner in value.values())
