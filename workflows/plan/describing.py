"""The reference of a plan, written from the dataclasses that read it."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from workflows.conditions import CONDITIONS, FAMILIES, Rule
from workflows.guards import GUARDS, GuardUse
from workflows.named import Kind
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in, is_required, types_in

_INTRODUCTION: Final = """\
# Reference of the implementation plan

Written by `python -m workflows reference` from the engine itself; do not edit. A plan is one TOML
document. `KEY` stands for a name that the plan chooses (letters, digits, - and _, at most 60);
keys without a default must be there, and unknown keys are faults. A range is of the value of a
number, and of the length of a text, list or table.
"""

_CONDITIONS: Final = """
## Kinds of entry condition

A rule is the name of a kind (`rule = "consent_given"`), a kind with its parameters
(`rule = { words_at_most = { text = "summary", words = 100 } }`), or a composition of rules:
`{ all = [ … ] }`, `{ any = [ … ] }`, `{ not = … }`. Every rule holds, does not hold, or is not
known yet; compositions follow Kleene's three-valued logic.
"""

_GUARDS: Final = """
## Guards of actions

Named in the list `guards` of an action; all that refuse are told.
"""

_SCALARS: Final[Mapping[Any, str]] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    Decimal: "decimal number in quotes, or whole number",
    Fraction: 'fraction in quotes (`"2/3"`)',
    date: "date",
    datetime: "local date and time",
    Rule: "rule, see [entry conditions](#kinds-of-entry-condition)",
    GuardUse: "guard, see [guards](#guards-of-actions)",
    Words: "text in every language: `{ en = …, zh = … }`",
}


def plan_reference() -> str:
    """The whole reference as Markdown, ending with a newline."""
    parts = [_INTRODUCTION]
    hints = types_in(Plan)
    for key, declared in declared_in(Plan).items():
        parts.append(f"\n## `{key}`\n\n{_capital(declared.metadata['doc'])}.\n\n")
        parts.append(_table(_rows_of(hints[declared.name], key)))
    parts.append(_CONDITIONS)
    for family in FAMILIES:
        parts.append(f"\n### {_capital((family.__doc__ or '').strip().rstrip('.'))}\n")
        parts += [_kind(k) for k in CONDITIONS if k.function.__module__ == family.__name__]
    parts.append(_GUARDS)
    parts += [_kind(kind) for kind in GUARDS]
    return "".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kind(kind: Kind) -> str:
    rows = list(_parameters(kind.parameters))
    table = f"\n{_table(rows)}" if rows else "\nNo parameters.\n"
    return f"\n#### `{kind.name}`\n\n{kind.doc}\n{table}"


def _parameters(cls: type[Any]) -> Iterator[tuple[str, ...]]:
    hints = types_in(cls)
    for key, declared in declared_in(cls).items():
        yield _row(key, hints[declared.name], declared)


def _rows_of(expected: Any, path: str) -> Iterator[tuple[str, ...]]:
    """The rows of everything below a path."""
    if typing.get_origin(expected) is Mapping:
        expected, path = typing.get_args(expected)[1], f"{path}.KEY"
    hints = types_in(expected)
    for key, declared in declared_in(expected).items():
        here, hint = f"{path}.{key}", hints[declared.name]
        if _table_of(hint):
            yield here, "table", _range(declared), _default(declared), declared.metadata["doc"]
            yield from _rows_of(hint, here)
        else:
            yield _row(here, hint, declared)


def _table_of(hint: Any) -> bool:
    """Whether the value is described row by row itself."""
    if hint in _SCALARS:
        return False
    inner = typing.get_args(hint)[1] if typing.get_origin(hint) is Mapping else hint
    return dataclasses.is_dataclass(inner) and inner not in _SCALARS


def _row(path: str, hint: Any, declared: dataclasses.Field[Any]) -> tuple[str, ...]:
    meaning = declared.metadata["doc"]
    if declared.metadata["refers_to"]:
        kinds = " or ".join(declared.metadata["kinds"])
        meaning += f"; one of `{declared.metadata['refers_to']}`" + (f" ({kinds})" if kinds else "")
    return path, _type(hint), _range(declared), _default(declared), meaning


def _type(hint: Any) -> str:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if typing.get_origin(hint) is types.UnionType:
        return _type(typing.get_args(hint)[0])
    if typing.get_origin(hint) is tuple:
        return f"list of: {_type(typing.get_args(hint)[0])}"
    members = typing.cast("type[StrEnum]", hint)
    return ", ".join(f"`{member.value}`" for member in members)


def _range(declared: dataclasses.Field[Any]) -> str:
    low, high = declared.metadata["minimum"], declared.metadata["maximum"]
    if low is None and high is None:
        return ""
    if high is None:
        return f"from {low}"
    return f"{low} to {high}" if low is not None else f"up to {high}"


def _default(declared: dataclasses.Field[Any]) -> str:
    if is_required(declared):
        return "**required**"
    value = () if declared.default is dataclasses.MISSING else declared.default
    if dataclasses.is_dataclass(value):
        return "empty"
    if value is None or value == () or value == "":
        return "none"
    if dataclasses.is_dataclass(value):
        return "as below"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _table(rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> str:
    lines = ["| key | type | range | default | meaning |", "|---|---|---|---|---|"]
    for path, *cells in rows:
        lines.append(f"| `{path}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
