"""Zones, ambiguous and missing hours, and the second of a deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.instants import ANYWHERE_ON_EARTH, has_passed, in_utc, zone_named

AT = datetime(2027, 4, 30, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("name", ["AoE", "aoe", "AOE"])
def test_anywhere_on_earth_is_the_last_zone(name: str) -> None:
    zone = zone_named(name)

    assert zone is ANYWHERE_ON_EARTH
    assert zone.utcoffset(None) == timedelta(hours=-12)


@pytest.mark.parametrize(
    "name", ["", "Nowhere/City", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 5000, "Asia"]
)
def test_unknown_zones_are_none(name: str) -> None:
    assert zone_named(name) is None


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        # Berlin: 02:30 comes twice on 31 October 2027 and never on 28 March 2027.
        ("2027-10-31T02:30:00", "2027-10-31T01:30:00"),
        ("2027-10-31T01:59:59", "2027-10-30T23:59:59"),
        ("2027-10-31T03:00:00", "2027-10-31T02:00:00"),
        ("2027-03-28T01:59:59", "2027-03-28T00:59:59"),
        ("2027-03-28T02:30:00", "2027-03-28T01:30:00"),
        ("2027-03-28T03:00:00", "2027-03-28T01:00:00"),
    ],
)
def test_a_change_of_clocks_is_read_in_favour_of_the_late(local: str, utc: str) -> None:
    read = in_utc(datetime.fromisoformat(local), ZoneInfo("Europe/Berlin"))

    assert read == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "passed"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), False),
        (timedelta(microseconds=999_999), False),
        (timedelta(seconds=1), True),
    ],
)
def test_the_deadlines_own_second_still_counts(after: timedelta, passed: bool) -> None:
    assert has_passed(AT, AT + after) is passed
