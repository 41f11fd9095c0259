"""Borda's count over partial orders: the share of what one stood above, in each reviewer's list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from workflows.comparing.model import Order


def borda(orders: Sequence[Order]) -> Mapping[str, float]:
    """Nomination -> mean share, 0..100, of the others in a reviewer's list that it stands above.

    Equals count half above each other. Every reviewer counts the same, however long the list; a
    list of one says nothing. It takes for granted that lists are equally strong: where reviewers
    read different nominations, `merits_of_orders` takes into account whom one was compared with.

    Source: J.-C. de Borda, Histoire de l'Académie royale des sciences (1781) 657; for partial
    orders the share of P. Emerson, Social Choice and Welfare 40 (2013) 353, of those ranked.
    """
    shares: dict[str, list[float]] = {}
    for order in orders:
        for name, share in shares_in(order):
            shares.setdefault(name, []).append(share)
    return {name: fmean(values) for name, values in sorted(shares.items())}


def shares_in(order: Order) -> Iterator[tuple[str, float]]:
    """The shares of one list; nothing for a list of one."""
    length = sum(map(len, order))
    above = 0
    for group in order:
        if length > 1:
            below = length - above - len(group)
            share = 100 * (below + (len(group) - 1) / 2) / (length - 1)
            yield from ((name, share) for name in group)
        above += len(group)
