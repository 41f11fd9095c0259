"""The plan of a demonstration: a shipped one with its calendar moved around today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import tomlkit

from prize_app.places import SHIPPED_PLAN


def staged_plan(
    year: int, calendar: Mapping[str, int], *, today: datetime, source: str = ""
) -> str:
    """A plan's document, the shipped one without another `source`, for another year and days.

    Args:
        calendar: deadline -> days from today, negative for the past. The time of day stays.
    """
    document: Any = tomlkit.parse(source or SHIPPED_PLAN.read_text("utf-8"))
    prize = document["prize"]
    prize["year"] = year
    prize["edition"]["en"] = f"Edition {year}"
    prize["edition"]["zh"] = f"{year} 年度"
    for key, days in calendar.items():
        deadline = document["calendar"][key]
        at_time: time = deadline["at"].time()
        day = (today + timedelta(days=days)).date()
        deadline["at"] = datetime.combine(day, at_time)
        # Months are played in weeks: distances of the real calendar are not those of this one.
        deadline.pop("at_least_days", None)
        deadline.pop("at_most_days", None)
    return tomlkit.dumps(document)
