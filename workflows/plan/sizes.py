"""How large a document may be: told before it is parsed, in one pass, whoever wrote it."""

from __future__ import annotations

import re
from typing import Final

from workflows.plan.faults import Fault, FaultCode

MOST_BYTES: Final = 1_000_000
"""In UTF-8. The plan we ship has fewer than 60,000."""

MOST_VALUES: Final = 10_000
"""Keys and items of lists, all together. The plan we ship has fewer than 3,000."""

MOST_LEVELS: Final = 24
"""Brackets within brackets, and parts of a dotted key."""

LONGEST_TEXT: Final = 20_000
"""Characters of one text or key."""

LONGEST_NUMBER: Final = 100
"""Digits; TOML's own numbers have 19."""

# Every alternative takes all it can and gives nothing back: the pass is linear whatever comes.
_TOKEN: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)'''
    r"""|'{3}(?:[^']|'(?!''))*+(?:'{3}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"""|\#[^\n]*+"""
    r"""|[^\s"'\#\[\]{}=.,]++"""
    r"""|[\[\]{}=.,\n]""",
    re.DOTALL,
)
_OPENING: Final = frozenset("[{")
_CLOSING: Final = frozenset("]}")
_BETWEEN: Final = frozenset("=,\n[]{}")


def too_large(text: str) -> Fault | None:
    """The first thing in a document that is larger than any plan needs, or None.

    Reading stops there: what a parser would do with it is not tried.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        return _fault(f"{size} bytes; a plan has {MOST_BYTES} at most", 1)
    depth = parts = values = position = line = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        line += text.count("\n", position, token.start())
        position = token.start()
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING:
            depth -= 1
        elif len(word) > LONGEST_TEXT and not word.startswith("#"):
            sentence = f"a text of {len(word)} characters; {LONGEST_TEXT} are the most"
            return _fault(sentence, line + 1)
        elif len(word) > LONGEST_NUMBER and word.lstrip("+-")[:1].isdecimal():
            return _fault(f"a number of {len(word)} digits", line + 1)
        values += word in ("=", ",")
        parts = 0 if word in _BETWEEN else parts + (word == ".")
        if max(depth, parts) > MOST_LEVELS:
            sentence = f"nested more than {MOST_LEVELS} levels deep"
            return _fault(sentence, line + 1)
        if values > MOST_VALUES:
            return _fault(f"more than {MOST_VALUES} keys and items", line + 1)
    return None


def _fault(sentence: str, line: int) -> Fault:
    told = f"{sentence}; nothing else was looked at (at line {line}, column 1)"
    return Fault("(document)", FaultCode.TOO_LARGE, told)
