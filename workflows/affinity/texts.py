"""How near two texts are: the words they share, weighed by how rare they are.

TF-IDF with logarithmic counts, smoothed rarity and cosine, as Manning, Raghavan and Schütze,
Introduction to Information Retrieval, 2008, chapter 6; for reviewers and papers Charlin and Zemel,
The Toronto Paper Matching System, 2013.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from workflows.affinity.words import words

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Similarity:
    """The cosine of two texts (0..1), and what each shared word adds to it, most first."""

    cosine: float
    shared: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of all texts together: they tell how rare a word is."""

    rarity: Vector

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Count in how many texts each word stands."""
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            counts.update(set(words(text)))
        return cls({word: log((1 + number) / (1 + seen)) + 1 for word, seen in counts.items()})

    def vector(self, texts: Iterable[str]) -> Vector:
        """The texts as one, of length 1; of length 0 without a word that is known."""
        counts = Counter(word for text in texts for word in words(text))
        weights = {
            word: (1 + log(number)) * self.rarity[word]
            for word, number in sorted(counts.items())
            if word in self.rarity
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}


def similarity(first: Vector, second: Vector) -> Similarity:
    """How near two vectors are."""
    small, large = sorted((first, second), key=len)
    shared = [(word, weight * large[word]) for word, weight in small.items() if word in large]
    shared.sort(key=lambda found: (-found[1], found[0]))
    return Similarity(sum(points for _, points in sorted(shared)), tuple(shared))
