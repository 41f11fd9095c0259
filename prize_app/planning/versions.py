"""Two versions of a document side by side, where two people wrote at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

MOST_BLOCKS: Final = 40
MOST_LINES: Final = 8_000
"""Above this, comparing lines would take seconds: then only the whole is offered."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Lines that differ: what is saved, and what somebody is about to save instead."""

    line: int
    saved: str
    typed: str


def differing_lines(saved: str, typed: str) -> list[Differing]:
    """Where two texts differ, in the order of their lines; at most `MOST_BLOCKS` places."""
    one, two = saved.split("\n"), typed.replace("\r\n", "\n").split("\n")
    if len(one) + len(two) > MOST_LINES:
        return [Differing(1, saved, typed)]
    blocks = SequenceMatcher(None, one, two).get_opcodes()
    return [
        Differing(c + 1, "\n".join(one[a:b]), "\n".join(two[c:d]))
        for tag, a, b, c, d in blocks
        if tag != "equal"
    ][:MOST_BLOCKS]
