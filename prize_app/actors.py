"""Who asks, as services see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `zone` is where deadlines are read; empty is the browser's."""

    id: UUID
    name: str
    email: str
    zone: str = ""
