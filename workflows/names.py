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

Sources: Unicode Standard Annex 15 (normalization forms), Unicode 15 section 3.13 (caseless
matching), ICAO Doc 9303 part 3 section 6 (umlauts in passports), Levenshtein 1966.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Final


class Likeness(IntEnum):
    """How like two names are; the larger, the more."""

    OTHER = 0
    NEAR = 1
    SAME = 2


_UNDECOMPOSED: Final = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",  # noqa: RUF001
    "ŋ": "n", "ə": "a", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "ʹ": "'",  # noqa: RUF001
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": None, "ß": "ss",  # noqa: RUF001
})  # fmt: skip
_WITH_AN_E: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_EMPTY_WORDS: Final = frozenset({
    "the", "of", "for", "and", "in", "at", "a", "de", "la", "le", "les", "du", "des", "et", "der",
    "die", "das", "fur", "fuer", "und", "del", "di", "da", "do", "y", "e",
})  # fmt: skip
_LONGEST: Final = 300
_SHORTEST_SLIP: Final = 5
_LONG_NAME: Final = 11
_VOWELS: Final = frozenset("aeiouyw")


def compare(one: str, other: str) -> Likeness:
    """How like two names of people are. Empty names are like nothing."""
    return _compare(*sorted((one[:_LONGEST], other[:_LONGEST])), False)


def compare_bodies(one: str, other: str) -> Likeness:
    """How like two names of bodies are: articles, prepositions and acronyms in brackets aside."""
    return _compare(*sorted((one[:_LONGEST], other[:_LONGEST])), True)


def readings_of_body(name: str) -> frozenset[tuple[str, ...]]:
    """The ways to read the name of a body: two names are the same where they share a reading.

    For finding a name among many without comparing it to each.
    """
    return _readings(name[:_LONGEST], True)


def keys_of_name(name: str) -> frozenset[tuple[str, ...]]:
    """What two names of people have in common wherever `compare` does not call them other names.

    For finding the few of many that are worth comparing: names without a key in common are not
    alike. What has one in common is compared; most of it is not alike either.
    """
    found: set[tuple[str, ...]] = set()
    for parts in _readings(name[:_LONGEST], False):
        found.add(("letters", *_letters(parts)))
        if len(_letters(parts)) >= _LONG_NAME:
            found.add(("consonants", *_consonants(parts)))
        if len(parts) == 1 and len(parts[0]) >= _SHORTEST_SLIP:
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
    ours, theirs = _readings(one, are_bodies), _readings(other, are_bodies)
    if ours & theirs:
        return Likeness.SAME
    near = any(_is_near(a, b, are_bodies) for a in ours for b in theirs)
    return Likeness.NEAR if near else Likeness.OTHER


@lru_cache(maxsize=16_384)
def _readings(name: str, is_body: bool) -> frozenset[tuple[str, ...]]:
    """The sorted parts of a name, in each way that its hyphens and umlauts may be read."""
    found = {_parts(bare, is_body) for bare in _spelled(name, is_body)}
    return frozenset(parts for parts in found if parts)


def spellings(name: str, *, is_body: bool = False) -> frozenset[tuple[str, ...]]:
    """The folded parts of a name in their order, in each way to spell it: to search texts for."""
    found = {tuple(_letters_only(bare).split()) for bare in _spelled(name[:_LONGEST], is_body)}
    return frozenset(parts for parts in found if parts)


def _spelled(name: str, is_body: bool) -> set[str]:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    if is_body:
        folded = re.sub(r"\([^)]*\)", " ", folded) if "(" in folded.strip()[1:] else folded
    found = set()
    for spelling in (folded, folded.translate(_WITH_AN_E)):
        bare = _without_marks(spelling.translate(_UNDECOMPOSED)).replace("'", "")
        found |= {re.sub(r"[-\u2010-\u2015]", hyphen, bare) for hyphen in (" ", "")}
    return found


def _letters_only(bare: str) -> str:
    # Not \w+: that would cut Devanagari at every vowel sign.
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in bare)


def _parts(bare: str, is_body: bool) -> tuple[str, ...]:
    parts = _letters_only(bare).split()
    if is_body:
        parts = [p for p in parts if p not in _EMPTY_WORDS] or parts
    if parts and all(_UNSPACED.match(part) for part in parts):
        return ("".join(parts),)
    return tuple(sorted(parts))


def _without_marks(text: str) -> str:
    """Accents, vowel points and tone marks off; signs that make another letter stay.

    Kept are the canonical classes of nukta, kana voicing and virama (7 to 9) and of the vowels and
    tones of Thai, Lao and Tibetan (103 to 132): without them other words would be left.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if not _is_mark(unicodedata.combining(c)))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_mark(combining_class: int) -> bool:
    return 10 <= combining_class <= 36 or combining_class == 1 or combining_class >= 200


def _is_near(ours: tuple[str, ...], theirs: tuple[str, ...], are_bodies: bool) -> bool:
    if _is_regrouped(ours, theirs) or _is_other_romanization(ours, theirs):
        return _figures(ours) == _figures(theirs)
    # Without a part in common only two single words can be a slip of the pen apart.
    if len(ours) + len(theirs) > 2 and set(ours).isdisjoint(theirs):
        return False
    if min(len("".join(ours)), len("".join(theirs))) < 3 or _figures(ours) != _figures(theirs):
        return False
    slip = _is_slip(ours, theirs, 8 if are_bodies else _SHORTEST_SLIP)
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
    if _letters(ours) != _letters(theirs) or len(_letters(ours)) < 3:
        return False
    short, long = sorted((ours, theirs), key=len)
    return all(any(part.startswith(p) or part.endswith(p) for part in short) for p in long)


def _is_other_romanization(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same consonants in long names; too little to go by in short ones."""
    if _consonants(ours) != _consonants(theirs):
        return False
    return min(len(_letters(ours)), len(_letters(theirs))) >= _LONG_NAME


@lru_cache(maxsize=16_384)
def _letters(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted("".join(parts)))


@lru_cache(maxsize=16_384)
def _consonants(parts: tuple[str, ...]) -> tuple[str, ...]:
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
