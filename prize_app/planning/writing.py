"""Values as TOML text, for what is put into a document; short tables stand on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import tomlkit

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def written_key(key: str) -> str:
    """A key, in quotes where it needs them."""
    return key if _BARE.fullmatch(key) else _text(key)


def written(value: Any) -> str:
    """A value on one line: text, number, date, list, inline table."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{written_key(k)} = {written(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(written(v) for v in value)}]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(tomlkit.item(value).as_string())


def _text(value: str) -> str:
    """A basic string, which can hold everything; tomlkit leaves DEL and C1 letters as they are."""
    return str(tomlkit.string(value).as_string()).replace("\x7f", "\\u007F")


def as_section(path: tuple[str, ...], value: Mapping[str, Any]) -> str:
    """A table under a header of its own, one line for each key."""
    header = ".".join(written_key(part) for part in path)
    lines = [f"{written_key(key)} = {written(inner)}" for key, inner in value.items()]
    return "\n".join([f"[{header}]", *lines]) + "\n"
