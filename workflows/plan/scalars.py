"""Single values of the document: text, numbers, dates, choices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from workflows.plan.faults import FaultCode, Faults
from workflows.plan.neutral import neutral

LARGEST_INTEGER: Final = 2**63 - 1
"""As TOML 1.0 has it."""

# No exponents: nobody writes shares so, and 1e999999999 would take all memory as a fraction.
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_FRACTION: Final = re.compile(r"[0-9]{1,9}/0*[1-9][0-9]{0,8}|[0-9](?:\.[0-9]{1,9})?")

_NAMES: Final[Mapping[Any, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a decimal number in quotes, such as '12.5', or a whole number",
    Fraction: "a fraction in quotes, such as '2/3'",
    date: "a date",
    datetime: "a local date and time without an offset",
    float: "a number with a point",
    dict: "a table",
    list: "a list",
}


def read_scalar(expected: type[Any], value: Any, place: str, faults: Faults) -> Any:
    """The value as `expected` wants it, or a neutral one with a fault."""
    if issubclass(expected, StrEnum):
        return _read_choice(expected, value, place, faults)
    if type(value) is int and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        faults.breaks(place, FaultCode.OUT_OF_RANGE, "the number has more than 64 bits")
        return neutral(expected)
    if expected is Decimal and _matches(_DECIMAL, value):
        return Decimal(value)
    if expected is Fraction and isinstance(value, str) and _matches(_FRACTION, value):
        return Fraction(value)
    if expected not in (Decimal, Fraction) and type(value) is expected and not _has_offset(value):
        return value
    sentence = f"expected {_NAMES[expected]}, found {kind_of(value)}"
    faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
    return neutral(expected)


def _read_choice(expected: type[StrEnum], value: Any, place: str, faults: Faults) -> Any:
    known = [member.value for member in expected]
    if isinstance(value, str) and value in known:
        return expected(value)
    sentence = f"expected one of {', '.join(known)}; found {kind_of(value)}"
    faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
    return neutral(expected)


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return type(value) in (int, str) and bool(pattern.fullmatch(str(value)))


def _has_offset(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def kind_of(value: Any) -> str:
    """What a value is, in words, with the value itself unless it is large."""
    name = _NAMES.get(type(value), type(value).__name__)
    if _has_offset(value):
        name = "a date and time with an offset"
    if isinstance(value, dict | list):
        return name
    if type(value) is int and abs(value) > LARGEST_INTEGER:
        return "a whole number of more than 64 bits"
    shown = repr(value) if isinstance(value, str) else str(value)
    return f"{name} ({shown if len(shown) <= 60 else shown[:57] + '…'})"
