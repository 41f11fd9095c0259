"""Names folded: one way to write what is written in many; the parts, in each way to read them.

Sources: Unicode Standard Annex 15 (normalization forms), Unicode 15 section 3.13 (caseless
matching), ICAO Doc 9303 part 3 section 6 (umlauts in passports).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_UNDECOMPOSED: Final = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",  # noqa: RUF001
    "ŋ": "n", "ə": "a", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "ʹ": "'",  # noqa: RUF001
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": None, "ß": "ss",  # noqa: RUF001
})  # fmt: skip
_WITH_AN_E: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_NO_LETTERS: Final = {n: " " for n in range(128) if not chr(n).isalnum()}
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_EMPTY_WORDS: Final = frozenset({
    "the", "of", "for", "and", "in", "at", "a", "de", "la", "le", "les", "du", "des", "et", "der",
    "die", "das", "fur", "fuer", "und", "del", "di", "da", "do", "y", "e",
})  # fmt: skip
LONGEST: Final = 300
"""Characters of a name that are looked at."""


@lru_cache(maxsize=16_384)
def readings(name: str, is_body: bool) -> frozenset[tuple[str, ...]]:
    """The sorted parts of a name, in each way that its hyphens and umlauts may be read."""
    found = {_parts(bare, is_body) for bare in _spelled(name, is_body)}
    return frozenset(parts for parts in found if parts)


def spellings(name: str, *, is_body: bool = False) -> frozenset[tuple[str, ...]]:
    """The folded parts of a name in their order, in each way to spell it: to search texts for."""
    found = {tuple(_letters_only(bare).split()) for bare in _spelled(name[:LONGEST], is_body)}
    return frozenset(parts for parts in found if parts)


def _spelled(name: str, is_body: bool) -> set[str]:
    if name.isascii():  # most names: nothing to normalize
        folded = name.lower()
    else:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    if is_body:
        folded = re.sub(r"\([^)]*\)", " ", folded) if "(" in folded.strip()[1:] else folded
    if folded.isascii():  # no marks, no umlauts, one hyphen
        bare = folded.replace("`", "").replace("'", "")
        return {bare.replace("-", hyphen) for hyphen in (" ", "")}
    found = set()
    for spelling in (folded, folded.translate(_WITH_AN_E)):
        bare = _without_marks(spelling.translate(_UNDECOMPOSED)).replace("'", "")
        found |= {re.sub(r"[-\u2010-\u2015]", hyphen, bare) for hyphen in (" ", "")}
    return found


def _letters_only(bare: str) -> str:
    if bare.isascii():
        return bare.translate(_NO_LETTERS)
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
