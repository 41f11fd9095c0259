"""What reviewers say without points: an order of what they have, or which of two is better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflows.errors import Refusal
from workflows.remarks import Remark

Order = tuple[tuple[str, ...], ...]
"""Groups of nominations, best first; equals stand in one group, what one had not is left out."""


class Answer(StrEnum):
    """Which of two nominations is better."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer to one pair, by whoever gave it. The two differ."""

    first: str
    second: str
    answer: Answer


class Unconnected(ValueError):
    """Nominations fall into parts that nobody has compared: their merits have no common scale."""

    def __init__(self, parts: tuple[tuple[str, ...], ...]) -> None:
        super().__init__(f"{len(parts)} parts that nobody has compared")
        self.parts = parts

    @property
    def refusal(self) -> Refusal:
        """The reason with its numbers, for people."""
        return Refusal("not_compared", {"parts": len(self.parts), "alone": self.alone})

    @property
    def remark(self) -> Remark:
        """The same as something to be said of figures."""
        return Remark("not_compared", {"parts": len(self.parts), "alone": self.alone})

    @property
    def alone(self) -> int:
        """Parts of a single nomination."""
        return sum(len(part) == 1 for part in self.parts)
