"""Words of a text in any script, as they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
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
    if not _RUN.search(plain):
        return [word for word in _WORD.findall(plain) if _is_kept(word)]
    return [word for found in _WORD.findall(plain) for word in _parts(found)]


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
