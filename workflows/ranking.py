"""Summaries make places; equal points share a place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

LEAST, MOST = Decimal(0), Decimal(100)


def rank(mean_points: Mapping[str, Decimal | None]) -> list[tuple[int | None, str]]:
    """Give each nomination its place, best first, ties sharing a place.

    Args:
        mean_points: nomination id -> weighted mean over its reviews, 0..100, already rounded to
            a hundredth; None for a nomination that nobody scored.

    Returns:
        (place, nomination id) pairs. Place counts from 1; two firsts are followed by a third.
        Equal points are listed by id, so the same scores always give the same list; the id never
        decides a prize, because the places are equal. Unscored nominations come last with no
        place.

    Raises:
        ValueError: a mean outside 0..100: the rubric makes that impossible, so it is a bug.

    Source: standard competition ranking ("1224").
    """
    scored = {k: v for k, v in mean_points.items() if v is not None}
    if any(not LEAST <= v <= MOST for v in scored.values()):
        raise ValueError("mean points lie between 0 and 100")
    ordered = sorted(scored, key=lambda key: (-scored[key], key))
    first: dict[Decimal, int] = {}
    for number, key in enumerate(ordered, 1):
        first.setdefault(scored[key], number)
    places: list[tuple[int | None, str]] = [(first[scored[key]], key) for key in ordered]
    places += [(None, key) for key in sorted(mean_points.keys() - scored.keys())]
    return places
