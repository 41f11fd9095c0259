"""Text as the engine compares and counts it."""

from __future__ import annotations

import re
import unicodedata

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BETWEEN_WORDS = re.compile(r"[\s—–/]+")


def count_words(text: str) -> int:
    """Words of a text; a Chinese or Japanese character counts as half a word, rounded up.

    The half is the usual exchange rate of translators (about 1.6 to 2 characters a word).
    """
    characters = len(_CJK.findall(text))
    parts = _BETWEEN_WORDS.split(_CJK.sub(" ", text))
    # Not \w+: that would cut Devanagari or vowelled Arabic at every combining mark.
    others = sum(any(c.isalnum() for c in part) for part in parts)
    return others + (characters + 1) // 2


def folded(name: str) -> str:
    """A name without case, accents and punctuation, its parts in a fixed order."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(sorted(re.findall(r"\w+", letters)))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents and the order of their parts."""
    return bool(folded(one)) and folded(one) == folded(other)


def squeezed(text: str) -> str:
    """A single line in NFC without control or invisible format characters and outer space.

    Zero-width joiners stay where they join letters (Persian, Indic scripts need them).
    """
    kept = "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if c in "\u200c\u200d"
        or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        or c in "\t\n\r"
    )
    return " ".join(kept.split()).strip("\u200c\u200d ")


def tidied(text: str) -> str:
    """Several lines in NFC without control or direction-changing characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [
        "".join(
            c
            for c in unicodedata.normalize("NFC", line)
            if c == "\t"
            or c in "\u200c\u200d"
            or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        ).rstrip()
        for line in lines
    ]
    return "\n".join(kept).strip()
