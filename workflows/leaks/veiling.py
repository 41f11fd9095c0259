"""Words put out of sight: a hidden name in what somebody wrote, for those who must not know it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

VEIL: Final = "[…]"


def veiled(text: str, names: Iterable[str]) -> str:
    """The text with each of these names replaced wherever it stands, however it is spaced.

    Names are looked for as whole words, in capitals or not; scripts without blanks know no words.
    """
    forms = sorted({_form(name) for name in names if name.strip()}, key=len, reverse=True)
    if not forms:
        return text
    pattern = "|".join(f"(?:{form})" for form in forms)
    return re.sub(pattern, VEIL, unicodedata.normalize("NFC", text), flags=re.IGNORECASE)


def _form(name: str) -> str:
    words = unicodedata.normalize("NFC", name).split()
    inner = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if words[0][0].isascii() else ""
    after = r"(?!\w)" if words[-1][-1].isascii() else ""
    return f"{before}{inner}{after}"
