"""Text made safe to print: nothing invisible, nothing that turns the line around."""

import unicodedata
from typing import Final

# Joiners shape Persian, Indic and emoji text: they are letters' business, not tricks.
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SLIM: Final = frozenset("fijlrtI.,:;'’!|()[]/- ")
_BROAD: Final = frozenset("mwMW@%…—")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
# Beginnings that make a spreadsheet program calculate (OWASP, "CSV Injection"), full width too.
ACTING: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def printable(text: str) -> str:
    """Keep what can be seen, in NFC; a line feed stays, other blanks become spaces.

    Control characters and lone surrogates (which PDF and XML cannot hold) and the bidirectional
    controls (which would let a name rewrite the words beside it) are dropped.
    """
    seen = (_visible(character) for character in text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", "".join(seen))


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a program could take it for a formula.

    Tabs and carriage returns are looked for before `printable` turns them into spaces.
    """
    acts = text.startswith(ACTING) or text.lstrip(" \t\r\n").startswith(ACTING)
    return f"'{printable(text)}" if acts else printable(text)


def _visible(character: str) -> str:
    if character == "\n" or character in _JOINERS:
        return character
    if character.isspace():
        return " "
    # Noncharacters (U+FFFE, U+FFFF and their like) are forbidden in XML as well.
    hidden = unicodedata.category(character) in _DROPPED or ord(character) & 0xFFFE == 0xFFFE
    return "" if hidden else character


def direction(text: str) -> str:
    """Say which way a line runs, "ltr" or "rtl", by its first strong letter (UAX #9, P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
    return "ltr"


def width_in_ems(text: str) -> float:
    """Estimate how wide a line is, in multiples of its font size, on the generous side.

    The figures are those of Noto Sans, rounded up; East Asian letters count 1, marks that sit
    on other letters 0.
    """
    return sum(_letter_width(character) for character in text)


def _letter_width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or character in _BROAD:
        return 1.0
    if character in _SLIM:
        return 0.38
    return 0.72 if character.isupper() else 0.6
