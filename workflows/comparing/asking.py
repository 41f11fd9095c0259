"""Which two nominations to put before a reviewer next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Final

from workflows.comparing.choices import Real, choices_of_pairs
from workflows.comparing.fitting import PRIOR, covariance, fitted
from workflows.comparing.model import Pair
from workflows.comparing.ties import parts_of

Two = frozenset[str]

EVEN: Final = 6
"""Decimals to which gains are compared, so that rounding decides nothing."""


def next_pair(
    mine: Sequence[str],
    asked: Collection[Two],
    nominations: Sequence[str],
    pairs: Sequence[Pair],
) -> tuple[str, str] | None:
    """The pair whose answer tells most; None when the reviewer has answered all of theirs.

    First whatever ties parts together that nobody has compared; then the pair that narrows the
    intervals most, which is that of the largest variance of the difference times the chance of
    either answer. Equals go to whom was asked about least, then by name: the same answers always
    bring the same question.

    Args:
        mine: what the reviewer may compare, conflicts of interest already left out.
        asked: pairs that the reviewer has answered.
        nominations, pairs: all of the round, and everybody's answers so far.

    Source: M. E. Glickman and S. T. Jensen, J. Statistical Planning and Inference 127 (2005) 279;
    the gain is that of the determinant (D-optimality).
    """
    open_ = [two for two in combinations(sorted(mine), 2) if frozenset(two) not in asked]
    if not open_:
        return None
    known = [*nominations]
    part = {
        name: number
        for number, names in enumerate(parts_of(known, [(p.first, p.second) for p in pairs]))
        for name in names
    }
    gain = _Gain(known, pairs)
    met = Counter(name for pair in pairs for name in (pair.first, pair.second))

    def weight(two: tuple[str, str]) -> tuple[bool, int, float, tuple[str, str]]:
        one, other = two
        apart = part[one] != part[other]
        return (not apart, met[one] + met[other] if apart else 0, -gain.of(one, other), two)

    one, other = min(open_, key=weight)
    # Who stands first on the page shall not always be the one whose name comes first.
    return (other, one) if (met[one] + met[other]) % 2 else (one, other)


class _Gain:
    """What each answer would add to what is known."""

    def __init__(self, nominations: Sequence[str], pairs: Sequence[Pair]) -> None:
        choices = choices_of_pairs(nominations, pairs)
        self._place = {name: number for number, name in enumerate(choices.names)}
        self._strength: Real = fitted(choices, PRIOR)
        self._covariance = covariance(choices, self._strength, PRIOR)

    def of(self, one: str, other: str) -> float:
        """The variance of the difference times the chances of both answers."""
        i, j = self._place[one], self._place[other]
        chance = self._strength[i] / (self._strength[i] + self._strength[j])
        c = self._covariance
        return round(float((c[i, i] + c[j, j] - 2 * c[i, j]) * chance * (1 - chance)), EVEN)
