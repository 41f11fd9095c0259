"""How long the leak check takes: 300 nominations with long answers and three letters each."""

from __future__ import annotations

import random
from collections.abc import Callable

from workflows.leaks import Bearer, Leak, Passage, leaks_in, needles_of
from workflows.plan.blinding import Subject

NOMINATIONS, LETTERS, WORDS = 300, 3, 1_500
SYLLABLES = ("an", "bo", "cu", "da", "el", "fi", "go", "ha", "in", "ju", "ka", "lo", "mü", "né")


def leaks(tell: Callable[..., None], seconds: Callable[..., float]) -> None:
    """Measure all 300 anew: nothing is remembered from one run to the next but folded words."""
    chance = random.Random(7)  # noqa: S311 - a figure that can be had again, no secret
    vocabulary = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(4_000)]
    texts = [
        [
            Passage(f"{n}-{k}", "", " ".join(chance.choices(vocabulary, k=WORDS)))
            for k in range(LETTERS + 1)
        ]
        for n in range(NOMINATIONS)
    ]
    bearers = [_bearers(n, vocabulary, chance) for n in range(NOMINATIONS)]

    def check() -> list[list[Leak]]:
        return [leaks_in(t, needles_of(b)) for t, b in zip(texts, bearers, strict=True)]

    words = NOMINATIONS * (LETTERS + 1) * WORDS
    tell(f"leak check, {NOMINATIONS} nominations, {words:,} words", seconds(check, 3))


def _bearers(number: int, vocabulary: list[str], chance: random.Random) -> list[Bearer]:
    one, other = (" ".join(chance.choices(vocabulary, k=2)).title() for _ in range(2))
    return [
        Bearer(Subject.NOMINEE, (one, "李小明"), (f"somebody@institute-{number}.example",)),
        Bearer(Subject.NOMINATOR, (other,), (f"other@academy-{number}.example",)),
        Bearer(Subject.INSTITUTION, (f"Institute {number} of Ecology (IE)",), is_body=True),
    ]
