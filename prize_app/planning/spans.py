"""Where every key and value of a TOML text is written, to the character."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Path = tuple[str | int, ...]

_NAME: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^"\\]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[^,\]}#\r\n]*[^,\]}#\s]")
_BLANK: Final = re.compile(r"[ \t]*")
_TRIVIA: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_REST_OF_LINE: Final = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Name:
    """One part of a written key."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value; `entries` where it is an inline table, `items` where it is an array."""

    start: int
    end: int
    opening: str = ""
    entries: tuple[Entry, ...] = ()
    items: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value inside an inline table."""

    names: tuple[Name, ...]
    value: Value

    @property
    def start(self) -> int:
        """Where the key begins."""
        return self.names[0].start

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value.end


@dataclass(frozen=True, slots=True)
class Statement:
    """A header (`value` is None) or an assignment, with its whole lines.

    `path` is the full key path; `names` are the parts of it that are written here, the last ones.
    """

    path: Path
    names: tuple[Name, ...]
    value: Value | None
    start: int
    end: int


def statements(text: str) -> tuple[Statement, ...]:
    """Every statement of a text that is TOML, in order.

    Raises:
        ValueError: the text is not TOML after all.
    """
    return tuple(_Scanner(text).statements())


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def statements(self) -> Iterator[Statement]:
        base: Path = ()
        arrays: dict[Path, int] = {}
        while True:
            self._skip(_TRIVIA)
            if self._at >= len(self._text):
                return
            start = self._text.rfind("\n", 0, self._at) + 1
            if self._text[self._at] == "[":
                is_array = self._text.startswith("[[", self._at)
                self._at += 2 if is_array else 1
                names = self._names()
                base = _numbered(names, arrays, is_array=is_array)
                found, value = base, None
            else:
                names = self._names()
                self._expect("=")
                value = self._value()
                found = base + tuple(name.text for name in names)
            self._skip(_REST_OF_LINE)
            yield Statement(found, names, value, start, self._at)

    def _names(self) -> tuple[Name, ...]:
        names = []
        while True:
            self._skip(_BLANK)
            start, written = self._at, self._take(_NAME)
            names.append(Name(_plain(written), start, self._at))
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return tuple(names)
            self._at += 1

    def _value(self) -> Value:
        self._skip(_BLANK)
        start = self._at
        match self._text[start : start + 1]:
            case "{":
                return self._table(start)
            case "[":
                return self._array(start)
            case '"' | "'":
                self._take(_STRING)
            case _:
                self._take(_BARE)
        return Value(start, self._at)

    def _table(self, start: int) -> Value:
        self._at += 1
        entries = []
        while not self._closes("}"):
            names = self._names()
            self._expect("=")
            entries.append(Entry(names, self._value()))
        return Value(start, self._at, "{", entries=tuple(entries))

    def _array(self, start: int) -> Value:
        self._at += 1
        items = []
        while not self._closes("]"):
            items.append(self._value())
        return Value(start, self._at, "[", items=tuple(items))

    def _closes(self, bracket: str) -> bool:
        self._skip(_TRIVIA)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_TRIVIA)
        if not self._text.startswith(bracket, self._at):
            return False
        self._at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._text.startswith(sign, self._at):
            raise ValueError(f"expected {sign} at character {self._at}")
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if not found or found.end() == self._at:
            raise ValueError(f"nothing to read at character {self._at}")
        self._at = found.end()
        return found.group()


def _numbered(names: tuple[Name, ...], arrays: dict[Path, int], *, is_array: bool) -> Path:
    """The path of a header; tables of an array are counted, and further headers mean the last."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name.text)
        if is_array and place == len(names) - 1:
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path = (*path, arrays[path])
    return path


def _plain(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    return str(tomllib.loads(f"key = {written}")["key"]) if written[0] == '"' else written
