"""What each reviewer's comparisons say of a nomination by themselves, and the mean of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from workflows.comparing.borda import shares_in
from workflows.comparing.field import Comparisons
from workflows.comparing.model import Answer

STEP: Final = Decimal("0.01")
_WON: Final = {Answer.FIRST: 100.0, Answer.EQUAL: 50.0, Answer.SECOND: 0.0}


def shares_of(given: Comparisons) -> Mapping[str, Mapping[str, Decimal]]:
    """Nomination -> reviewer -> share, 0..100, of that reviewer's comparisons that it has won."""
    shares: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for who, order in given.orders.items():
        for name, share in shares_in(order):
            shares[name][who] = _points(share)
    for who, pairs in given.pairs.items():
        won: dict[str, list[float]] = defaultdict(list)
        for pair in pairs:
            won[pair.first].append(_WON[pair.answer])
            won[pair.second].append(100 - _WON[pair.answer])
        for name, each in won.items():
            shares[name][who] = _points(sum(each) / len(each))
    return shares


def mean_shares(given: Comparisons) -> Mapping[str, Decimal]:
    """Nomination -> mean of its shares, in which every reviewer counts the same."""
    return {
        name: (sum(by.values(), Decimal()) / len(by)).quantize(STEP)
        for name, by in shares_of(given).items()
    }


def _points(share: float) -> Decimal:
    return Decimal(share).quantize(STEP)
