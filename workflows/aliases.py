"""Stable aliases for the people of one nomination: a letter each, drawn by lot and never reused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

LETTERS: Final = 26


class Capacity(StrEnum):
    """As what somebody speaks under an alias. The letter is the person's, not the capacity's."""

    REVIEWER = "reviewer"
    MEMBER = "member"


NAMES: Final[Mapping[str, Mapping[Capacity, str]]] = {
    "en": {Capacity.REVIEWER: "Reviewer {letters}", Capacity.MEMBER: "Member {letters}"},
    "zh": {Capacity.REVIEWER: "评审人{letters}", Capacity.MEMBER: "委员{letters}"},
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
    """The alias as people read it, such as "Reviewer C"; English where a language has no words."""
    return NAMES.get(language, NAMES["en"])[capacity].format(letters=letters_of(number))


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
