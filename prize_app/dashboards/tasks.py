"""One thing that is asked of somebody."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.calendar import Due


@dataclass(frozen=True, slots=True)
class Task:
    """What to do, where, under which button, and by when."""

    title: str
    url: str
    label: str
    due: Due | None = None
