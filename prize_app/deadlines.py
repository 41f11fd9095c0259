"""A deadline in words: its days, and its instant on the clocks of several zones."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.calendar import Due
from workflows.instants import zone_named
from workflows.phrasing import day_in_words, instant_in_words


def local_day(due: Due, language: str = "en") -> str:
    """The day of a deadline in its own zone."""
    return day_in_words(due.at.astimezone(zone_named(due.zone)).date(), language)


def hard_day(due: Due, language: str = "en") -> str:
    """The last day to which the plan allows an extension, in the deadline's own zone."""
    return day_in_words(due.hard_at.astimezone(zone_named(due.zone)).date(), language)


@dataclass(frozen=True, slots=True)
class Told:
    """An instant on the clocks of one zone. `whose` is what the clocks are to the reader."""

    whose: str
    zone: str
    words: str


OWN, READERS, PRIZES, WORLDS = "own", "reader", "prize", "utc"


def told(due: Due, reader_zone: str, language: str = "en") -> tuple[Told, ...]:
    """A deadline as the call says it, on the reader's clocks, on the prize's, in UTC.

    Each zone once; the reader's only where it is known.
    """
    zones = ((OWN, due.zone), (READERS, reader_zone), (PRIZES, due.prize_zone), (WORLDS, "UTC"))
    seen: set[str] = set()
    lines = []
    for whose, zone in zones:
        if zone and zone.casefold() not in seen and zone_named(zone) is not None:
            seen.add(zone.casefold())
            lines.append(Told(whose, zone, instant_in_words(due.at, zone, language)))
    return tuple(lines)
