"""Stand-ins for what cannot be read, so that one run of the check finds everything else."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

_SCALARS: Mapping[Any, Any] = {
    str: "",
    int: 0,
    bool: False,
    Decimal: Decimal(0),
    Fraction: Fraction(1, 2),
    date: date(2000, 1, 1),
    datetime: datetime(2000, 1, 1),  # noqa: DTZ001 -- plans hold local times
}


def neutral(expected: Any) -> Any:
    """A value of the annotated type that gives no fault of its own where that can be had."""
    origin = typing.get_origin(expected)
    if origin is tuple:
        return ()
    if origin is Mapping:
        return {}
    if dataclasses.is_dataclass(expected):
        return _neutral_table(typing.cast("type[Any]", expected))
    if issubclass(expected, StrEnum):
        return next(iter(expected))
    return _SCALARS[expected]


def _neutral_table(cls: type[Any]) -> Any:
    hints = typing.get_type_hints(cls)
    required = (
        declared.name
        for declared in dataclasses.fields(cls)
        if declared.default is dataclasses.MISSING
        and declared.default_factory is dataclasses.MISSING
    )
    return cls(**{name: neutral(hints[name]) for name in required})
