"""The leak check: hidden names looked for in what is shown to those who must not know them."""

from workflows.leaks.audiences import (
    Audience,
    Written,
    audiences_of,
    audiences_of_words,
    hidden_people,
)
from workflows.leaks.hinting import Hint, hints_in, seen_by
from workflows.leaks.needles import Bearer, Needle, Variant, Veiled, Whose, needles_of
from workflows.leaks.searching import Leak, Passage, leaks_in
from workflows.leaks.veiling import VEIL, veiled

__all__ = [
    "VEIL",
    "Audience",
    "Bearer",
    "Hint",
    "Leak",
    "Needle",
    "Passage",
    "Variant",
    "Veiled",
    "Whose",
    "Written",
    "audiences_of",
    "audiences_of_words",
    "hidden_people",
    "hints_in",
    "leaks_in",
    "needles_of",
    "seen_by",
    "veiled",
]
