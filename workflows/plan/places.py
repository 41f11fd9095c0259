"""In which line of a TOML text a key path stands, as well as a simple search can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from workflows.plan.faults import Fault, FaultCode

_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER: Final = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]")
_ASSIGNED: Final = re.compile(rf"\s*({_PATH})\s*=")
_TOLD: Final = re.compile(r"\(at line (\d+), column \d+\)")


_SAYS_ITSELF: Final = frozenset({FaultCode.NOT_TOML, FaultCode.TOO_LARGE, FaultCode.DUPLICATE_KEY})
_MOST_PARTS: Final = 24


class Statement(NamedTuple):
    """A header or an assignment: its line, its whole key path, and which of the two it is."""

    line: int
    path: tuple[str, ...]
    is_header: bool


class Places:
    """The lines of one document.

    A key inside an inline table is found where the table begins; a key that is missing, where
    the table is that lacks it. Text inside multi-line strings may be mistaken for keys.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._last = text.count("\n") + 1
        for number, path, _ in statements(text):
            for length in range(1, len(path) + 1):
                self._lines.setdefault(path[:length], number)

    def line_of(self, fault: Fault) -> int | None:
        """The line of a fault, counted from 1; None where nothing of its place is found."""
        told = _TOLD.search(fault.sentence)
        if told and fault.code in _SAYS_ITSELF:
            return int(told.group(1))
        if fault.place == "(document)":
            return self._last if "end of document" in fault.sentence else None
        path = tuple(re.sub(r"\[\d+\]", "", fault.place).split("."))
        found = (self._lines.get(path[:length]) for length in range(len(path), 0, -1))
        return next((line for line in found if line is not None), None)


def statements(text: str) -> Iterator[Statement]:
    """Every header and every assignment that begins a line; paths beyond any plan's are cut."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _path(header.group(1))
            yield Statement(number, table[:_MOST_PARTS], True)
        elif assigned := _ASSIGNED.match(line):
            yield Statement(number, (table + _path(assigned.group(1)))[:_MOST_PARTS], False)


def _path(written: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, written))
