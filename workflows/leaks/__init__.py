"""The leak check: hidden names looked for in what is shown to those who must not know them."""

from workflows.leaks.audiences import Audience, audiences_of
from workflows.leaks.needles import Bearer, Needle, Variant, needles_of
from workflows.leaks.searching import Leak, Passage, leaks_in

__all__ = [
    "Audience",
    "Bearer",
    "Leak",
    "Needle",
    "Passage",
    "Variant",
    "audiences_of",
    "leaks_in",
    "needles_of",
]
