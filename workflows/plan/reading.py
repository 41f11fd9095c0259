"""Reads plain tables (TOML) into the frozen values of the plan, listing every fault on the way.

The dataclasses of `model.py` are the only description of the document: their annotations say the
types, `spec()` says range and meaning. Whatever else needs the description reads it from there.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from workflows.plan.faults import FaultCode, Faults
from workflows.plan.neutral import neutral
from workflows.plan.scalars import kind_of, read_scalar

MISSING: Any = object()
"""What a value that had to be left out reads as."""

READERS: Final[dict[Any, Callable[[Any, str, Faults], Any]]] = {}
"""Types with a notation of their own (rules, guards); each may answer MISSING."""

_TYPES: Final[dict[type[Any], Mapping[str, Any]]] = {}
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_MOST_SUGGESTIONS: Final = 20


def spec(
    doc: str,
    *,
    default: Any = dataclasses.MISSING,
    name: str | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    refers_to: str | None = None,
    kinds: tuple[str, ...] = (),
    is_key_path: bool = False,
) -> Any:
    """Describe one key of the plan.

    Args:
        doc: what the key means, for the reference and for editors.
        name: the key in the document where Python forbids it (``from``).
        minimum, maximum: inclusive; of a number its value, of a list or text its length.
        refers_to: the table of the plan whose keys are allowed values. Of conditions,
            ``fields`` means a field of the form that the category uses, ``columns`` a column of
            the field named by the parameter ``rows``, ``options`` answers to the choice named by
            the parameter ``question``, and ``countries`` codes of ISO 3166-1.
        kinds: for fields and columns, the kinds that make sense here.
        is_key_path: whether the value says where in this plan something stands.
    """
    metadata = {
        "doc": doc,
        "name": name,
        "minimum": minimum,
        "maximum": maximum,
        "refers_to": refers_to,
        "kinds": kinds,
        "is_key_path": is_key_path,
    }
    if default is dataclasses.MISSING:
        return field(metadata=metadata, kw_only=True)
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata, kw_only=True)
    return field(default=default, metadata=metadata, kw_only=True)


def declared_in(cls: type[Any]) -> Mapping[str, dataclasses.Field[Any]]:
    """The keys that a table of this class may have in the document, in order."""
    return {key_of(f): f for f in dataclasses.fields(cls) if f.metadata}


def types_in(cls: type[Any]) -> Mapping[str, Any]:
    """The types of a class by attribute; working them out anew each time would take half of all."""
    if cls not in _TYPES:
        _TYPES[cls] = typing.get_type_hints(cls)
    return _TYPES[cls]


def key_of(declared: dataclasses.Field[Any]) -> str:
    """The key that a field has in the document."""
    return str(declared.metadata.get("name") or declared.name)


def is_required(declared: dataclasses.Field[Any]) -> bool:
    """Whether the document must have this key."""
    return (
        declared.default is dataclasses.MISSING and declared.default_factory is dataclasses.MISSING
    )


def join(place: str, key: str) -> str:
    """The key path one level further in."""
    return f"{place}.{key}" if place else key


def nearest(word: str, known: Iterable[str]) -> str:
    """` (did you mean …?)` for the nearest known word, or an empty text."""
    close = difflib.get_close_matches(word[:60], list(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""


def read(expected: Any, value: Any, place: str, faults: Faults) -> Any:
    """Turn one value of the document into what the annotation `expected` says.

    What cannot be read is noted and becomes a neutral value, so that reading can go on.
    """
    if expected in READERS:
        found = READERS[expected](value, place, faults)
        return neutral(expected) if found is MISSING else found
    origin = typing.get_origin(expected)
    if origin is types.UnionType:
        return read(typing.get_args(expected)[0], value, place, faults)
    if origin is tuple:
        return _read_list(typing.get_args(expected)[0], value, place, faults)
    if origin is Mapping:
        return _read_mapping(typing.get_args(expected)[1], value, place, faults)
    if dataclasses.is_dataclass(expected):
        return read_table(typing.cast("type[Any]", expected), value, place, faults)
    return read_scalar(expected, value, place, faults)


def read_table(cls: type[Any], value: Any, place: str, faults: Faults, key: str = "") -> Any:
    """Read a table into the dataclass `cls`; every unknown, missing or wrong key is a fault.

    A field named ``key`` is not read but takes the name of the table itself.
    """
    if not isinstance(value, dict):
        sentence = f"expected a table, found {kind_of(value)}"
        faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
        return dataclasses.replace(neutral(cls), **_own_key(cls, key))
    hints = types_in(cls)
    declared = declared_in(cls)
    _refuse_unknown(value, declared, place, faults)
    values: dict[str, Any] = _own_key(cls, key)
    for name, declaration in declared.items():
        here = join(place, name)
        if name in value:
            found = read(hints[declaration.name], value[name], here, faults)
            values[declaration.name] = found
            if here not in faults.broken:
                values[declaration.name] = _within(found, declaration, here, faults)
        elif is_required(declaration):
            faults.breaks(here, FaultCode.MISSING_KEY, f"{name!r} is missing")
            values[declaration.name] = neutral(hints[declaration.name])
    return cls(**values)


def _own_key(cls: type[Any], key: str) -> dict[str, Any]:
    return {"key": key} if any(f.name == "key" for f in dataclasses.fields(cls)) else {}


def _refuse_unknown(
    value: Mapping[str, Any], declared: Iterable[str], place: str, faults: Faults
) -> None:
    for number, name in enumerate(sorted(value.keys() - set(declared))):
        near = nearest(name, declared) if number < _MOST_SUGGESTIONS else ""
        here = join(place, name if len(name) <= 60 else f"{name[:57]}…")
        faults.add(here, FaultCode.UNKNOWN_KEY, f"no such key exists here{near}")


def _within(value: Any, declaration: dataclasses.Field[Any], place: str, faults: Faults) -> Any:
    """The value, or the nearest one in its range: nothing later need fear a huge number."""
    low, high = declaration.metadata["minimum"], declaration.metadata["maximum"]
    if value is None or (low is None and high is None):
        return value
    is_number = isinstance(value, int | Decimal | Fraction)
    size, what = (value, "the value") if is_number else (len(value), "the length")
    if low is not None and size < low:
        sentence, nearest_value = f"{what} {size} is below {low}", low
    elif high is not None and size > high:
        sentence, nearest_value = f"{what} {size} is above {high}", high
    else:
        return value
    faults.add(place, FaultCode.OUT_OF_RANGE, sentence)
    if not is_number:
        return value
    faults.clamped.add(place)
    return type(value)(nearest_value)


def _read_list(item: Any, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, list):
        sentence = f"expected a list, found {kind_of(value)}"
        faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
        return ()
    reader = READERS.get(item)
    if reader:
        found = (reader(v, f"{place}[{i}]", faults) for i, v in enumerate(value))
        return tuple(i for i in found if i is not MISSING)
    _refuse_repeats(value, place, faults)
    return tuple(read(item, v, f"{place}[{i}]", faults) for i, v in enumerate(value))


def _refuse_repeats(value: Sequence[Any], place: str, faults: Faults) -> None:
    """Names in a list say what belongs to it: none of them needs to be said twice."""
    seen: set[str] = set()
    for number, name in enumerate(value):
        if isinstance(name, str):
            if name in seen:
                sentence = f"{name[:60]!r} is named twice; take one away"
                faults.add(f"{place}[{number}]", FaultCode.REPEATED, sentence)
            seen.add(name)


def _read_mapping(item: Any, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, dict):
        sentence = f"expected a table, found {kind_of(value)}"
        faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
        return {}
    items = {}
    for key, entry in value.items():
        if not _KEY.fullmatch(key):
            sentence = f"{key[:60]!r} is no key: letters, digits, - and _, at most 60"
            faults.add(place, FaultCode.BAD_KEY, sentence)
        elif dataclasses.is_dataclass(item):
            cls = typing.cast("type[Any]", item)
            items[key] = read_table(cls, entry, join(place, key), faults, key)
        else:
            items[key] = read(item, entry, join(place, key), faults)
    return items
