"""Zones, and whether an instant has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

ANYWHERE_ON_EARTH: Final = timezone(timedelta(hours=-12), "AoE")
_CONTINENTS: Final = frozenset({
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
})  # fmt: skip
_SECOND: Final = timedelta(seconds=1)


def zone_named(name: str) -> tzinfo | None:
    """The zone of that name (``AoE`` is UTC-12, IEEE 802.16), or None when there is none."""
    if name.casefold() == "aoe":
        return ANYWHERE_ON_EARTH
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_names() -> tuple[str, ...]:
    """The zones that people choose from: a place each, and UTC."""
    places = (name for name in available_timezones() if name.split("/")[0] in _CONTINENTS)
    return ("UTC", *sorted(places))


def in_utc(local: datetime, zone: tzinfo) -> datetime:
    """The instant of a local time; where a change of clocks leaves two readings, the later one.

    Whoever reads the clock on the wall has then not missed a deadline: neither when the hour
    comes twice, nor when it does not come at all (PEP 495).
    """
    readings = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(readings)


def has_passed(at: datetime, now: datetime) -> bool:
    """Whether a deadline given to the second is over: its own second still counts, all of it."""
    return now >= at + _SECOND


def days_from(at: datetime, days: int, zone: str) -> datetime:
    """The instant whole days later (or, negative, earlier) at the same time of a zone's clocks.

    Between them may lie 23 or 25 hours: a day is what the calendar on the wall calls one. Where
    that time of day comes twice or not at all, `in_utc` decides.

    Raises:
        ValueError: a zone that does not exist.
    """
    clocks = zone_named(zone)
    if clocks is None:
        raise ValueError(f"there is no time zone {zone!r}")
    if days == 0:
        return at
    local = at.astimezone(clocks).replace(tzinfo=None)
    return in_utc(local + timedelta(days=days), clocks)


def days_between(first: datetime, second: datetime, zone: str) -> int:
    """Days of a zone's calendar from one instant to another; negative backwards."""
    clocks = zone_named(zone)
    return (second.astimezone(clocks).date() - first.astimezone(clocks).date()).days
