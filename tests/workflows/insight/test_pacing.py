"""Pace and lateness, at the boundaries themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workflows.insight import CLASSES, Step, burn_up, capacity_of, lateness_of, pace_of

DUE = datetime(2027, 7, 31, 15, 59, 59, tzinfo=UTC)
GRACE = timedelta(minutes=15)


def test_sums_climb_on_the_days_that_change_them():
    monday, tuesday, friday = date(2027, 6, 7), date(2027, 6, 8), date(2027, 6, 11)

    assert burn_up([monday, monday, friday], [tuesday, friday]) == (
        Step(monday, 2, 0),
        Step(tuesday, 2, 1),
        Step(friday, 3, 2),
    )
    assert burn_up([], []) == ()


def test_the_pace_is_of_the_last_seven_days():
    now = DUE - timedelta(days=10)
    handed = [now - timedelta(days=n) for n in (0, 1, 6, 7, 30)]

    found = pace_of(handed, still_due=20, now=now, due=DUE)

    assert found.lately == pytest.approx(3 / 7)
    assert found.needed == pytest.approx(2)


def test_on_the_last_day_all_of_it_is_needed_and_afterwards_nothing():
    def needed(now):
        return pace_of([], still_due=6, now=now, due=DUE).needed

    assert needed(DUE - timedelta(hours=3)) == 6
    assert needed(DUE) is None
    assert pace_of([], still_due=6, now=DUE, due=None).needed is None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (DUE - timedelta(days=56), "more than 8 weeks before"),
        (DUE - timedelta(days=56, seconds=-1), "4 to 8 weeks before"),
        (DUE - timedelta(days=7), "1 to 2 weeks before"),
        (DUE - timedelta(hours=30), "the day before the last"),
        (DUE - timedelta(hours=23), "the last day"),
        (DUE, "the last day"),
        (DUE + timedelta(seconds=1), "up to a week after"),
        (DUE + timedelta(days=8), "more than a week after"),
    ],
)
def test_every_moment_has_its_class(at, told):
    counts = lateness_of([(at, DUE, DUE + GRACE)]).counts

    assert [words for (_, words), n in zip(CLASSES, counts, strict=True) if n] == [told]


def test_grace_and_extensions_are_no_lateness():
    week = timedelta(days=7)
    found = lateness_of([
        (DUE, DUE, DUE + GRACE),
        (DUE + GRACE, DUE, DUE + GRACE),
        (DUE + GRACE + timedelta(seconds=1), DUE, DUE + GRACE),
        (DUE + week, DUE, DUE + week + GRACE),
    ])  # fmt: skip

    assert (found.on_extension, found.late) == (2, 1)


def test_the_median_is_in_days_after_the_deadline():
    at = [DUE - timedelta(days=n) for n in (1, 4, 9, 20)]

    assert lateness_of([(one, DUE, DUE) for one in at]).median == pytest.approx(-6.5)
    assert lateness_of([]).median is None


@pytest.mark.parametrize(
    ("categories", "said", "expected"),
    [
        (["a"], {}, 8),
        (["a"], {"a": 3}, 3),
        (["a", "b"], {"a": 3}, 8),
        (["a", "b"], {"a": 3, "b": 2}, 5),
        (["a", "b"], {"a": 6, "b": 6}, 8),
        (["a"], {"a": 0, "b": 7}, 0),
        ([], {}, 0),
    ],
)
def test_capacity_is_the_own_number_within_the_plans(categories, said, expected):
    assert capacity_of(8, categories, said) == expected
