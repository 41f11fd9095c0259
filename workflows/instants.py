"""Zones, and whether an instant has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ANYWHERE_ON_EARTH: Final = timezone(timedelta(hours=-12), "AoE")
_SECOND: Final = timedelta(seconds=1)


def zone_named(name: str) -> tzinfo | None:
    """The zone of that name (``AoE`` is UTC-12, IEEE 802.16), or None when there is none."""
    if name.casefold() == "aoe":
        return ANYWHERE_ON_EARTH
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


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
