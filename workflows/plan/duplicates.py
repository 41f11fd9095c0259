"""Keys that stand twice: found, told with both lines, and left out so that the rest is checked."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final, NamedTuple

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.places import statements

_TOLD: Final = re.compile(
    r"Cannot (?:overwrite a value|declare .* twice|mutate immutable namespace .*)"
    r"|Duplicate inline table key .*",
    re.DOTALL,
)
_WHERE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_MOST: Final = 20
"""As many are told in one run; a document with more was pasted together."""


class Parsed(NamedTuple):
    """The document if it could be parsed, the keys that stand twice, and what else the parser says.

    `left_out` are the key paths that are missing from `document` because of it.
    """

    document: dict[str, Any] | None
    duplicates: tuple[Fault, ...] = ()
    left_out: frozenset[str] = frozenset()
    refused: str = ""


def parse(text: str) -> Parsed:
    """Parse a document; of every key that stands twice the later one is taken out and told."""
    found: list[Fault] = []
    left_out: set[str] = set()
    lines = text.split("\n")
    while True:
        try:
            document = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as error:
            # ValueError is also what whole numbers of thousands of digits make.
            deep = isinstance(error, RecursionError)
            sentence = "nested too deeply" if deep else str(error)
            line = _line_of(sentence, len(lines))
            if line is None or len(found) >= _MOST:
                refused = "" if line else sentence
                return Parsed(None, tuple(found), frozenset(left_out), refused)
            fault, first, last = _duplicate(lines, line)
            found.append(fault)
            left_out.add(fault.place)
            lines[first - 1 : last] = [""] * (last - first + 1)
        else:
            return Parsed(document, tuple(found), frozenset(left_out))


def _line_of(sentence: str, last: int) -> int | None:
    """The line in which the parser met a key for the second time; None for another complaint."""
    where = _WHERE.search(sentence)
    if where is None or not _TOLD.fullmatch(sentence[: where.start()]):
        return None
    return int(where[1]) if where[1] else last


def _duplicate(lines: list[str], line: int) -> tuple[Fault, int, int]:
    """The fault, and from which line to which the document has to be left out."""
    known = list(statements("\n".join(lines)))
    here = max((s for s in known if s.line <= line), key=lambda s: s.line, default=None)
    if here is None:
        return _fault("(document)", "a key", None, line), line, line
    first = next((s.line for s in known if s.path == here.path and s.line < here.line), None)
    after = [s.line for s in known if s.line > here.line and (s.is_header or not here.is_header)]
    last = min(after, default=len(lines) + 1) - 1
    name = "a key inside it" if first is None and not here.is_header else f"{here.path[-1]!r}"
    return _fault(".".join(here.path), name, first, here.line), here.line, last


def _fault(place: str, name: str, first: int | None, line: int) -> Fault:
    before = f"in line {first} already" if first else "twice"
    sentence = f"{name} stands {before}; keep one of them (at line {line}, column 1)"
    return Fault(place, FaultCode.DUPLICATE_KEY, sentence)
