"""Words of a text in any script, as they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Vowel signs of Devanagari, points of Arabic: \w has none of them, so words would be cut there.
_NO_WORD: Final = re.compile(r"[^\w\s\x00-\x7f]")
# Written without spaces: runs are cut into pairs of signs, which do nearly as well as words for
# finding texts (Nie, Gao, Zhang and Zhou, IRAL 2000).
_RUN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")

_FILLERS: Final = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for",
    "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "not", "of", "on", "or",
    "our", "that", "the", "their", "them", "these", "they", "this", "those", "to", "toward",
    "towards", "via", "was", "we", "were", "what", "when", "where", "which", "while", "who", "with",
})  # fmt: skip


def words(text: str) -> list[str]:
    """The text's words in lower case, compatibility forms and common English words aside."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    written = _pattern(_marks(plain)).findall(plain)
    if not _RUN.search(plain):
        return [word for word in written if _is_kept(word)]
    return [word for found in written for word in _parts(found)]


def _marks(plain: str) -> str:
    """The combining marks of the text, each once."""
    signs = set(_NO_WORD.findall(plain))
    return "".join(sorted(sign for sign in signs if unicodedata.category(sign)[0] == "M"))


@lru_cache(maxsize=256)
def _pattern(marks: str) -> re.Pattern[str]:
    """Words in which these marks may stand after a letter."""
    if not marks:
        return _WORD
    part = rf"[^\W_](?:[^\W_]|[{marks}])*"
    return re.compile(rf"{part}(?:['’]{part})*")


def _parts(found: str) -> Iterator[str]:
    place = 0
    for run in _RUN.finditer(found):
        yield from filter(_is_kept, (found[place : run.start()],))
        yield from _pairs(run.group())
        place = run.end()
    yield from filter(_is_kept, (found[place:],))


def _is_kept(word: str) -> bool:
    return len(word) > 1 and word not in _FILLERS


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (first + second for first, second in pairwise(run))
