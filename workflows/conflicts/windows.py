"""Whether something lies within so many years, counted by calendar dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def first_day(today: date, years: int | None) -> date | None:
    """The first day of the window that ends today; None: it has no beginning.

    The same day so many years ago; 28 February where that year has no 29th, so that the window is
    never a day too short.
    """
    if years is None or today.year <= years:
        return None
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def is_within(ended: date | None, since: date | None) -> bool:
    """Whether what ended then reaches into the window; what lasts, or nobody knows when, does."""
    return since is None or ended is None or ended >= since
