"""Names of people and bodies compared: the same, near, or another.

Names reach the registers by many hands: *Müller, Jürgen* and *Juergen Mueller*, *Xiao-Ming Li* and
*Li Xiaoming*, أحمد and احمد. They are folded (NFKC, full case folding, marks off, some letters
that Unicode does not decompose) and compared without the order of their parts.

- **same**: equal after folding. A hyphen or apostrophe may join or part; German and Nordic umlauts
  may be written with an e; blanks mean nothing in Chinese, Japanese and Korean.
- **near**: a slip of the pen (one letter, two in long names), a part left out or shortened to its
  initial, parts joined differently, vowels of another transliteration (Mohammed, Muhamad).
- **other**: anything else.

Near is a question for a person, never an answer. What this cannot know: that two people share a
name; that traditional and simplified characters, or a Chinese name and its romanization, are one
(the registers keep the original name beside the Latin one for that); nicknames, changed names,
translated names of bodies, acronyms; Wade-Giles against pinyin.

The folding is in `folding.py`, nearness in `nearness.py`, each with its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

from workflows.names.folding import LONGEST, readings, spellings
from workflows.names.nearness import LONG_NAME, SHORTEST_SLIP, consonants, is_near, letters

__all__ = [
    "Likeness",
    "compare",
    "compare_bodies",
    "keys_of_name",
    "most_like",
    "readings_of_body",
    "same_address",
    "spellings",
]


class Likeness(IntEnum):
    """How like two names are; the larger, the more."""

    OTHER = 0
    NEAR = 1
    SAME = 2


def compare(one: str, other: str) -> Likeness:
    """How like two names of people are. Empty names are like nothing."""
    return _compare(*sorted((one[:LONGEST], other[:LONGEST])), False)


def compare_bodies(one: str, other: str) -> Likeness:
    """How like two names of bodies are: articles, prepositions and acronyms in brackets aside."""
    return _compare(*sorted((one[:LONGEST], other[:LONGEST])), True)


def readings_of_body(name: str) -> frozenset[tuple[str, ...]]:
    """The ways to read the name of a body: two names are the same where they share a reading.

    For finding a name among many without comparing it to each.
    """
    return readings(name[:LONGEST], True)


@lru_cache(maxsize=65_536)
def keys_of_name(name: str) -> frozenset[tuple[str, ...]]:
    """What two names of people have in common wherever `compare` does not call them other names.

    For finding the few of many that are worth comparing: names without a key in common are not
    alike. What has one in common is compared; most of it is not alike either.
    """
    found: set[tuple[str, ...]] = set()
    for parts in readings(name[:LONGEST], False):
        found.add(("letters", *letters(parts)))
        if len(letters(parts)) >= LONG_NAME:
            found.add(("consonants", *consonants(parts)))
        if len(parts) == 1 and len(parts[0]) >= SHORTEST_SLIP:
            found.add(("single",))
        found.update(_keys_of_parts(parts))
    return frozenset(found)


def _keys_of_parts(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A part that stands whole in both, with something of another that no slip changes.

    Of a shortened name, and of a slip in three parts or more, the other part begins alike. Of a
    slip in one of two it begins or ends alike, unless both its ends are slips: then it is long.
    """
    for at, whole in enumerate(parts):
        for other in parts[:at] + parts[at + 1 :]:
            yield ("begins", whole, other[0])
            if len(parts) == 2:
                yield ("ends", whole, other[-1])
                if len(other) >= 10:
                    yield ("long", whole)


def most_like(ones: Iterable[str], others: Iterable[str], *, are_bodies: bool = False) -> Likeness:
    """The greatest likeness between names of one (Latin, original) and names of another."""
    judge = compare_bodies if are_bodies else compare
    known = tuple(others)
    return max((judge(a, b) for a in ones for b in known), default=Likeness.OTHER)


def same_address(one: str, other: str) -> bool:
    """Whether two e-mail addresses are one: equal without case and outer blanks."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


@lru_cache(maxsize=262_144)
def _compare(one: str, other: str, are_bodies: bool) -> Likeness:
    ours, theirs = readings(one, are_bodies), readings(other, are_bodies)
    if ours & theirs:
        return Likeness.SAME
    near = any(is_near(a, b, are_bodies) for a in ours for b in theirs)
    return Likeness.NEAR if near else Likeness.OTHER
