"""Places that somebody typed as an order, and an order with one line moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.comparing.model import Order


def groups_of(places: Mapping[str, int], names: Sequence[str]) -> Order:
    """The order that typed numbers mean: the smallest first, equal numbers are equals.

    Whatever has no number comes last, one by one, as `names` has them.
    """
    numbers = sorted({places[name] for name in names if name in places})
    placed = (tuple(n for n in names if places.get(n) == number) for number in numbers)
    return (*placed, *((name,) for name in names if name not in places))


def places_in(order: Order) -> dict[str, int]:
    """Nomination -> place from 1; equals share one, and the places after them are skipped."""
    places: dict[str, int] = {}
    for group in order:
        place = len(places) + 1
        places.update(dict.fromkeys(group, place))
    return places


def moved(order: Order, name: str, *, up: bool) -> Order:
    """The order with one nomination moved by a step.

    One of some equals goes just before or after the others; whoever stands alone changes places
    with the neighbours. At the end of the order nothing changes.
    """
    at = next(number for number, group in enumerate(order) if name in group)
    others = tuple(other for other in order[at] if other != name)
    if others:
        split = ((name,), others) if up else (others, (name,))
        return (*order[:at], *split, *order[at + 1 :])
    to = at + (-1 if up else 1)
    if not 0 <= to < len(order):
        return order
    first, second = sorted((at, to))
    return (*order[:first], order[second], order[first], *order[second + 1 :])
