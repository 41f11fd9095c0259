"""Stable aliases for the people of one nomination: a letter each, drawn by lot and never reused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from workflows.texts import chinese_blindness, english_blindness

LETTERS: Final = 26


class Capacity(StrEnum):
    """As what somebody speaks under an alias. The letter is the person's, not the capacity's."""

    REVIEWER = "reviewer"
    MEMBER = "member"


NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": english_blindness.ALIASES,
    "zh": chinese_blindness.ALIASES,
}


def letters_of(number: int) -> str:
    """A, B … Z, AA, AB …, counted from 0.

    Raises:
        ValueError: a number below 0.
    """
    if number < 0:
        raise ValueError(f"no letters stand for {number}")
    letters, rest = "", number + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def alias_words(number: int, language: str, capacity: Capacity = Capacity.REVIEWER) -> str:
    """The alias as people read it, such as "Reviewer C"; English where a language has no words.

    Args:
        language: a tag of BCP 47, such as "zh-Hans"; its first part counts.
    """
    words = NAMES.get(language.partition("-")[0], NAMES["en"])
    return words[capacity].format(letters=letters_of(number))


def drawn_number(taken: Collection[int], lot: int) -> int:
    """The number that a lot gives to somebody new: any free one of A to Z, alike likely.

    Letters are drawn with gaps, not counted up: neither the order of the letters nor a missing one
    tells who came first, who left, or how many there are. When A to Z are all given, AA to AZ
    follow, and so on.

    Args:
        taken: numbers ever given in this nomination, also to those who left.
        lot: any whole number from 0, drawn anew for every person; its remainder decides.
    """
    first = 0
    while not (free := [n for n in range(first, first + LETTERS) if n not in taken]):
        first += LETTERS
    return free[lot % len(free)]
