"""When folded names are near: a slip of the pen, parts shortened, joined, otherwise romanized.

Sources: Levenshtein 1966, for letters put in, left out or changed.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

SHORTEST_SLIP: Final = 5
"""Letters of the shortest part of a person's name in which a slip is forgiven."""

LONG_NAME: Final = 11
"""Letters of a name that its consonants are enough to know by."""

_VOWELS: Final = frozenset("aeiouyw")


def is_near(ours: tuple[str, ...], theirs: tuple[str, ...], are_bodies: bool) -> bool:
    """Whether the sorted parts of two names, which are not the same, are near."""
    if _is_regrouped(ours, theirs) or _is_other_romanization(ours, theirs):
        return _figures(ours) == _figures(theirs)
    # Without a part in common only two single words can be a slip of the pen apart.
    if len(ours) + len(theirs) > 2 and set(ours).isdisjoint(theirs):
        return False
    if min(len("".join(ours)), len("".join(theirs))) < 3 or _figures(ours) != _figures(theirs):
        return False
    slip = _is_slip(ours, theirs, 8 if are_bodies else SHORTEST_SLIP)
    return slip or _is_shortened(ours, theirs, are_bodies)


def _figures(parts: tuple[str, ...]) -> list[str]:
    """Numbers are no spelling: Institute 3 is not Institute 4."""
    return [part for part in parts if part.isnumeric()]


def _is_slip(ours: tuple[str, ...], theirs: tuple[str, ...], shortest: int) -> bool:
    """All parts equal but one, and that one a letter off; two letters where it is long."""
    left, right = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    if left.total() != 1 or right.total() != 1:
        return False
    one, other = next(iter(left)), next(iter(right))
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < shortest else 1 if shorter < 10 else 2
    return abs(len(one) - len(other)) <= allowed and _distance(one, other, allowed) <= allowed


def _is_shortened(ours: tuple[str, ...], theirs: tuple[str, ...], are_bodies: bool) -> bool:
    """Every part of the shorter stands in the longer, whole or shortened; one stands whole."""
    short, long = sorted((ours, theirs), key=lambda parts: (len(parts), len("".join(parts))))
    left, whole = list(long), 0
    for part in sorted(short, key=len, reverse=True):
        fits = [p for p in left if p == part]
        fits = fits or [p for p in left if _abbreviates(part, p, 3 if are_bodies else 1)]
        if not fits:
            return False
        left.remove(fits[0])
        whole += fits[0] == part and len(part) > 1
    share = 0.6 if are_bodies else 0.5
    return whole >= 1 and len(short) >= 2 and len(short) >= share * len(long)


def _abbreviates(one: str, other: str, letters: int) -> bool:
    """An initial for people (one letter), the beginning of a word for bodies (three or more)."""
    short, long = sorted((one, other), key=len)
    fits = len(short) >= letters if letters > 1 else len(short) == 1
    return fits and long.startswith(short)


def _is_regrouped(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same letters in parts that were joined differently: Xiao Ming Li, Li Xiaoming."""
    if len(ours) == len(theirs) or max(len(ours), len(theirs)) > 6:
        return False
    if letters(ours) != letters(theirs) or len(letters(ours)) < 3:
        return False
    short, long = sorted((ours, theirs), key=len)
    return all(any(part.startswith(p) or part.endswith(p) for part in short) for p in long)


def _is_other_romanization(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same consonants in long names; too little to go by in short ones."""
    if consonants(ours) != consonants(theirs):
        return False
    return min(len(letters(ours)), len(letters(theirs))) >= LONG_NAME


@lru_cache(maxsize=16_384)
def letters(parts: tuple[str, ...]) -> tuple[str, ...]:
    """All letters of a name, sorted."""
    return tuple(sorted("".join(parts)))


@lru_cache(maxsize=16_384)
def consonants(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The consonants of each part, doubled ones once, sorted."""
    return tuple(sorted(map(_skeleton, parts)))


def _skeleton(part: str) -> str:
    kept = "".join(c for c in part if c not in _VOWELS)
    return re.sub(r"(.)\1+", r"\1", kept)


def _distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out or changed; may stop at any number above `most`."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b)))
        if min(row) > most:
            return most + 1
    return row[-1]
