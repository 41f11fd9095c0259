"""Looks for the needles in passages: one pass over the words of each, whatever their number."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workflows.leaks.needles import Needle, Variant, Veiled
from workflows.names import spellings

AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is shown: `place` is stable (a field, a file's hash), `label` is for people."""

    place: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A hidden name that stands in a passage, so many times, with the first place in words.

    `fingerprint` is of the place, the name, and every excerpt: it is another one as soon as any
    of these changes, and the same for ever as long as none does.
    """

    subject: Veiled
    variant: Variant
    place: str
    label: str
    found: str
    excerpt: tuple[str, str, str]
    times: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Hit:
    needle: Needle
    start: int
    end: int


def leaks_in(passages: Iterable[Passage], needles: Sequence[Needle]) -> list[Leak]:
    """Every hidden name in every passage, each once, in the order of the passages."""
    by_word = _by_first_word(needles)
    patterns = [
        (n, re.compile(n.pattern, 0 if n.variant is Variant.ACRONYM else re.IGNORECASE))
        for n in needles
        if n.pattern
    ]
    found: list[Leak] = []
    for passage in passages:
        text = unicodedata.normalize("NFC", passage.text)
        hits = [*_word_hits(text, by_word), *_pattern_hits(text, patterns)]
        found += _leaks(passage, text, hits)
    return found


def _by_first_word(needles: Iterable[Needle]) -> dict[str, list[Needle]]:
    by_word: dict[str, list[Needle]] = defaultdict(list)
    for needle in needles:
        if needle.words:
            by_word[needle.words[0]].append(needle)
    return by_word


class _Blanks(dict[int, int]):
    """Everything but letters, marks and numbers becomes a blank; learnt sign by sign."""

    def __missing__(self, sign: int) -> int:
        kept = unicodedata.category(chr(sign))[0] in "LMN" or chr(sign) in "'’ʼ"  # noqa: RUF001
        self[sign] = sign if kept else 32
        return self[sign]


_BLANKS: Final = _Blanks()


def _word_hits(text: str, by_word: dict[str, list[Needle]]) -> Iterator[_Hit]:
    spans = [match.span() for match in re.finditer(r"\S+", text.translate(_BLANKS))]
    folded = [_folded(text[start:end]) for start, end in spans]
    for number, word in enumerate(folded):
        for needle in by_word.get(word, ()):
            end = number + len(needle.words)
            if tuple(folded[number:end]) == needle.words:
                start = spans[number][0]
                if not (needle.capital and text[start].islower()):
                    yield _Hit(needle, start, spans[end - 1][1])


@lru_cache(maxsize=262_144)
def _folded(word: str) -> str:
    """The plainest spelling: needles know the others."""
    if word.isascii():
        return word.casefold().replace("'", "")
    bare = re.sub("['’ʼ]s$", "", word)  # noqa: RUF001
    return min((" ".join(s) for s in spellings(bare)), key=len, default="")


def _pattern_hits(text: str, patterns: Iterable[tuple[Needle, re.Pattern[str]]]) -> Iterator[_Hit]:
    for needle, pattern in patterns:
        for match in pattern.finditer(text):
            yield _Hit(needle, match.start(), match.end())


def _leaks(passage: Passage, text: str, hits: Sequence[_Hit]) -> Iterator[Leak]:
    """One leak for each written form; what lies inside a longer one is that one."""
    kept = [hit for hit in hits if not any(_is_inside(hit, other) for other in hits)]
    groups: dict[tuple[Veiled, str], list[_Hit]] = defaultdict(list)
    for hit in sorted(kept, key=lambda hit: (hit.start, hit.end)):
        groups[hit.needle.subject, _folded_text(text[hit.start : hit.end])].append(hit)
    for (subject, _), same in groups.items():
        first = same[0]
        yield Leak(
            subject,
            first.needle.variant,
            passage.place,
            passage.label,
            _one_line(text[first.start : first.end]),
            _excerpt(text, first),
            len(same),
            _fingerprint(passage.place, subject, [_excerpt(text, hit) for hit in same]),
        )


def _is_inside(hit: _Hit, other: _Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def _folded_text(text: str) -> str:
    return _one_line(text).casefold()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _excerpt(text: str, hit: _Hit) -> tuple[str, str, str]:
    """What stands before, the name, what stands after; words are not cut."""
    before = text[max(0, hit.start - AROUND) : hit.start]
    after = text[hit.end : hit.end + AROUND]
    if hit.start > AROUND:
        before = "… " + before.partition(" ")[2]
    if len(text) > hit.end + AROUND:
        after = after.rpartition(" ")[0] + " …"
    return _kept(before), _one_line(text[hit.start : hit.end]), _kept(after)


def _kept(text: str) -> str:
    """On one line, with the blanks that part it from the name."""
    return re.sub(r"\s+", " ", text)


def _fingerprint(place: str, subject: Veiled, excerpts: Iterable[tuple[str, str, str]]) -> str:
    said = "\x1f".join([place, subject, *("\x1e".join(excerpt) for excerpt in excerpts)])
    return hashlib.sha256(said.encode()).hexdigest()
