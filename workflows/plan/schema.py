"""The JSON Schema (2020-12) of a plan, written from the dataclasses that read it; for editors.

It says what a document may hold key by key. What only shows across keys (references, weights that
make 100, traps) is proved by `check`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from workflows.conditions import CONDITIONS, Rule
from workflows.guards import GUARDS, GuardUse
from workflows.named import Kind, Registry
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in, is_required, types_in
from workflows.plan.scalars import LARGEST_INTEGER

Schema = dict[str, Any]

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LANGUAGE: Final = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_KEY: Final = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$"
_SCALARS: Final[Mapping[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
    Decimal: {
        "oneOf": [
            {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,12})?$"},
            {"type": "integer", "minimum": 0, "maximum": 10**12 - 1},
        ]
    },
    Fraction: {
        "type": "string",
        "pattern": r"^([0-9]{1,9}/0*[1-9][0-9]{0,8}|[0-9](\.[0-9]{1,9})?)$",
    },
    date: {"type": "string", "pattern": f"^{_DAY}$", "$comment": "a TOML local date"},
    datetime: {
        "type": "string",
        "pattern": rf"^{_DAY}[T ][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?$",
        "$comment": "a TOML local date-time, without an offset",
    },
    Words: {"$ref": "#/$defs/words"},
    Rule: {"$ref": "#/$defs/rule"},
    GuardUse: {"$ref": "#/$defs/guard"},
}
_INTRODUCTION: Final = (
    "Written by `python -m workflows schema`. The document is TOML: local dates and date-times "
    "count as the strings they are written as; TOML has no null."
)


def plan_schema(languages: Sequence[str] = ()) -> Schema:
    """The schema as plain JSON values, in the order of the model.

    Args:
        languages: tags that every text must have and none besides; without them any tag may
            stand, because the plan itself names its languages.
    """
    named: dict[str, Schema] = {"words": _words(languages), "rule": _rule(), "guard": _guard()}
    named |= {f"condition-{kind.name}": _table(kind.parameters) for kind in CONDITIONS}
    named |= {f"guard-{kind.name}": _table(kind.parameters) for kind in GUARDS}
    named |= {cls.__name__: _table(cls) for cls in _tables_below(Plan)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Implementation plan of a prize",
        "description": _INTRODUCTION,
        **{key: value for key, value in _table(Plan).items() if key != "description"},
        "$defs": named,
    }


def as_document(value: Any) -> Any:
    """A parsed TOML document as JSON values: local dates and date-times become ISO 8601 text."""
    if isinstance(value, dict):
        return {key: as_document(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_document(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _words(languages: Sequence[str]) -> Schema:
    text = {"type": "string", "pattern": r"\S"}
    described: Schema = {"description": "a text in every language of the plan", "type": "object"}
    if not languages:
        shown = {"en": {**text, "description": "English"}, "zh": {**text, "description": "中文"}}
        others = {"patternProperties": {_LANGUAGE: text}, "additionalProperties": False}
        return {**described, "properties": shown, **others}
    return {
        **described,
        "properties": {language: text for language in languages},
        "required": list(languages),
        "additionalProperties": False,
    }


def _rule() -> Schema:
    rule = {"$ref": "#/$defs/rule"}
    rules = {"type": "array", "minItems": 1, "items": rule}
    joins = [
        _single("all", rules, "Every one of the rules holds."),
        _single("any", rules, "At least one of the rules holds."),
        _single("not", rule, "The rule does not hold."),
    ]
    described = "an entry condition by name, with its parameters, or composed"
    return {"description": described, "oneOf": [*_uses(CONDITIONS, "condition"), *joins]}


def _guard() -> Schema:
    described = "a guard by name, with its parameters"
    return {"description": described, "oneOf": list(_uses(GUARDS, "guard"))}


def _uses(registry: Registry, family: str) -> Iterator[Schema]:
    """Every kind as a table with one key; kinds that need no parameters as a mere name too."""
    for kind in registry:
        if not any(is_required(d) for d in declared_in(kind.parameters).values()):
            yield {"description": _first_line(kind), "const": kind.name}
    for kind in registry:
        inner = {"$ref": f"#/$defs/{family}-{kind.name}"}
        yield _single(kind.name, inner, _first_line(kind))


def _first_line(kind: Kind) -> str:
    return kind.doc.split("\n\n")[0].replace("\n", " ")


def _single(name: str, inner: Schema, doc: str) -> Schema:
    return {
        "description": doc,
        "type": "object",
        "properties": {name: inner},
        "required": [name],
        "additionalProperties": False,
    }


def _tables_below(cls: type[Any]) -> Iterator[type[Any]]:
    """Every dataclass that the tables of a class hold, each once, outermost first."""
    waiting, seen = [cls], {cls}
    while waiting:
        for hint in types_in(waiting.pop(0)).values():
            inner = typing.get_args(hint)[-1] if typing.get_args(hint) else hint
            if dataclasses.is_dataclass(inner) and inner not in _SCALARS and inner not in seen:
                found = typing.cast("type[Any]", inner)
                seen.add(found)
                waiting.append(found)
                yield found


def _table(cls: type[Any]) -> Schema:
    hints, declared = types_in(cls), declared_in(cls)
    return {
        "description": (cls.__doc__ or "").split("\n\n")[0],
        "type": "object",
        "properties": {key: _value(hints[d.name], d) for key, d in declared.items()},
        "required": [key for key, d in declared.items() if is_required(d)],
        "additionalProperties": False,
    }


def _value(hint: Any, declared: dataclasses.Field[Any]) -> Schema:
    """What a key may hold, with its meaning, range and default."""
    shape = _shape(hint)
    schema = {"description": _meaning(declared), **shape, **_range(hint, shape, declared)}
    if not is_required(declared) and isinstance(declared.default, str | int):
        schema["default"] = declared.default
    return schema


def _meaning(declared: dataclasses.Field[Any]) -> str:
    meaning, refers_to = str(declared.metadata["doc"]), declared.metadata["refers_to"]
    if not refers_to:
        return meaning
    kinds = " or ".join(declared.metadata["kinds"])
    return f"{meaning}; one of `{refers_to}`" + (f" ({kinds})" if kinds else "")


def _shape(hint: Any) -> Schema:
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        return _shape(arguments[0])
    if origin is tuple:
        return {"type": "array", "items": _shape(arguments[0])}
    if origin is Mapping:
        keys = {"pattern": _KEY}
        inner = _shape(arguments[1])
        return {"type": "object", "propertyNames": keys, "additionalProperties": inner}
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _range(hint: Any, shape: Schema, declared: dataclasses.Field[Any]) -> Schema:
    """Bounds of a number, or of the length of a text, list or table; texts must not be empty."""
    bounds = {"minimum": declared.metadata["minimum"], "maximum": declared.metadata["maximum"]}
    if hint == Words:
        return {"minProperties": 1} if is_required(declared) else {}
    suffix = {"string": "Length", "array": "Items", "object": "Properties"}
    ending = suffix.get(shape.get("type", ""))
    named = {(name[:3] + ending if ending else name): n for name, n in bounds.items()}
    return {name: number for name, number in named.items() if number is not None}
