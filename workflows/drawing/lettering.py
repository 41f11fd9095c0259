"""How wide text is, about, and where its lines break: a picture has no layout engine."""

from __future__ import annotations

import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'’()[]!|-· “”")
_WIDE: Final = frozenset("mwMWQOGDCHNUAVBKRX%@—→")
# Chinese lines do not begin with these.
_NEVER_FIRST: Final = frozenset("，。；：、！？）》”’")


def width(text: str, size: float) -> float:
    """Width of a line in pixels, for a humanist sans; rather too wide than too narrow."""
    return sum(_share(character) for character in text) * size


def _share(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.34
    return 0.74 if character in _WIDE else 0.55


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room` pixels; breaks at spaces, and between Chinese."""
    lines = [""]
    for piece in _pieces(text):
        grown = lines[-1] + piece
        if lines[-1] and width(grown.rstrip(), size) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] = grown
    return tuple(line.strip() for line in lines if line.strip())


def _pieces(text: str) -> list[str]:
    """What must stay together: words with their following space, single Chinese characters."""
    pieces: list[str] = []
    glued = False
    for character in text:
        is_chinese = unicodedata.east_asian_width(character) in "WF"
        if pieces and (character in _NEVER_FIRST or (glued and not is_chinese)):
            pieces[-1] += character
        else:
            pieces.append(character)
        glued = not is_chinese and character != " "
    return [part for piece in pieces for part in _halves(piece)]


def _halves(piece: str, longest: int = 26) -> list[str]:
    """A word that fits nowhere is cut."""
    return [piece[i : i + longest] for i in range(0, len(piece), longest)]
