"""Rules by name: a registry of functions with typed parameters, for conditions and for guards.

A plan names a rule and gives its parameters; it never holds an expression. So every rule can be
checked against the form, explained in every language, and shown as a form of its own.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import MISSING, join, nearest, read_table
from workflows.plan.scalars import kind_of

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule that plans may name."""

    name: str
    parameters: type[Any]
    function: Callable[..., Any]

    @property
    def doc(self) -> str:
        """What the rule says, from its docstring."""
        return inspect.getdoc(self.function) or ""


@dataclass(frozen=True, slots=True)
class Use:
    """A rule as a plan uses it: which, and with what parameters."""

    kind: Kind
    parameters: Any


class Registry:
    """The rules that plans may name, in the order they were written."""

    def __init__(self, unknown: FaultCode) -> None:
        self._kinds: dict[str, Kind] = {}
        self._unknown = unknown

    def register(self, function: F) -> F:
        """Take in a rule; its second parameter's annotation describes what a plan must give."""
        *_, last = [
            hint for name, hint in typing.get_type_hints(function).items() if name != "return"
        ]
        name = function.__name__
        self._kinds[name] = Kind(name, last, function)
        return function

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def read_use(self, value: Any, place: str, faults: Faults) -> Use | Any:
        """Read ``"name"`` or ``{name = {parameters}}``; MISSING where there is no such rule."""
        if isinstance(value, str):
            value = {value: {}}
        if not isinstance(value, dict) or len(value) != 1:
            sentence = f"expected one name with its parameters, found {kind_of(value)}"
            faults.breaks(place, FaultCode.WRONG_TYPE, sentence)
            return MISSING
        ((name, parameters),) = value.items()
        if name not in self._kinds:
            sentence = f"there is no rule {name[:60]!r}{nearest(name, self._kinds)}"
            faults.breaks(place, self._unknown, sentence)
            return MISSING
        kind = self._kinds[name]
        return Use(kind, read_table(kind.parameters, parameters, join(place, name), faults))
