"""What a guard is: a name in a plan, a function over `Facts`, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.errors import Refusal
from workflows.facts import Facts
from workflows.named import Registry, Use
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import READERS

GUARDS = Registry(FaultCode.UNKNOWN_GUARD)
guard = GUARDS.register


@dataclass(frozen=True, slots=True)
class GuardUse:
    """A guard as a plan names it."""

    use: Use

    @property
    def name(self) -> str:
        """The guard's name."""
        return self.use.kind.name

    def refuses(self, facts: Facts) -> Refusal | None:
        """The reason against, or None."""
        refusal: Refusal | None = self.use.kind.function(facts, self.use.parameters)
        return refusal


@dataclass(frozen=True, slots=True)
class Nothing:
    """No parameters."""


def read_guard(value: Any, place: str, faults: Faults) -> GuardUse | Any:
    """Read a guard of a plan; `reading.MISSING` where there is no such guard."""
    use = GUARDS.read_use(value, place, faults)
    return GuardUse(use) if isinstance(use, Use) else use


READERS[GuardUse] = read_guard
