"""In which line of a TOML text a key path stands, as well as a simple search can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workflows.plan.faults import Fault

_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER: Final = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]")
_ASSIGNED: Final = re.compile(rf"\s*({_PATH})\s*=")
_TOLD: Final = re.compile(r"\(at line (\d+), column \d+\)")


class Places:
    """The lines of one document.

    A key inside an inline table is found where the table begins; a key that is missing, where
    the table is that lacks it. Text inside multi-line strings may be mistaken for keys.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._last = text.count("\n") + 1
        for number, path in _keys(text):
            for length in range(1, len(path) + 1):
                self._lines.setdefault(path[:length], number)

    def line_of(self, fault: Fault) -> int | None:
        """The line of a fault, counted from 1; None where nothing of its place is found."""
        told = _TOLD.search(fault.sentence)
        if fault.place == "(document)":
            at_end = self._last if "end of document" in fault.sentence else None
            return int(told.group(1)) if told else at_end
        path = tuple(re.sub(r"\[\d+\]", "", fault.place).split("."))
        found = (self._lines.get(path[:length]) for length in range(len(path), 0, -1))
        return next((line for line in found if line is not None), None)


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, key path) of every header and every assignment."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _path(header.group(1))
            yield number, table
        elif assigned := _ASSIGNED.match(line):
            yield number, table + _path(assigned.group(1))


def _path(written: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, written))
