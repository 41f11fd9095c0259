"""Leave that moves an age limit or a term of years back, from months, days or rows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.conditions.values import Case, Input, Source, from_field, number_of, rows_of
from workflows.plan.reading import spec

LONGEST_MONTHS = 12 * 130


@dataclass(frozen=True, slots=True)
class Credit:
    """Parameters of leave; all of them may be left out, and then none is credited."""

    leave_months: str | None = spec(
        "field with months of parental, medical or service leave, added to the limit",
        default=None,
        refers_to="fields",
        kinds=("number",),
    )
    leave_days: str | None = spec(
        "field with days of leave, added to the limit",
        default=None,
        refers_to="fields",
        kinds=("number",),
    )
    rows: str | None = spec(
        "field with a row for each leave; days in more than one row count once",
        default=None,
        refers_to="fields",
        kinds=("rows",),
    )
    first_day: str | None = spec(
        "column with the first day of a leave", default=None, refers_to="columns", kinds=("date",)
    )
    last_day: str | None = spec(
        "column with the last day of a leave", default=None, refers_to="columns", kinds=("date",)
    )
    most_months: int | None = spec(
        "most months that leave can add altogether", default=None, minimum=0, maximum=600
    )


def extended(case: Case, rule: Credit, limit: date) -> date:
    """The limit moved back by the leave that was stated, at most by the cap.

    Months move the limit to the same day of a later month (the last one of a shorter month), days
    move it by themselves, days of rows count once however often they are listed.
    """
    months = min(_stated(case, rule.leave_months), LONGEST_MONTHS)
    days = min(_stated(case, rule.leave_days), 31 * LONGEST_MONTHS) + len(_listed(case, rule))
    moved = _days_later(later(limit, months), days)
    return moved if rule.most_months is None else min(moved, later(limit, rule.most_months))


def credited_days(case: Case, rule: Credit, limit: date) -> int:
    """By how many days the limit moves."""
    return (extended(case, rule, limit) - limit).days


def leave_inputs(case: Case, rule: Credit) -> Iterator[Input]:
    """The answers that leave rests on; a row for each leave."""
    for key in (rule.leave_months, rule.leave_days):
        if key:
            yield from_field(case, key)
    for first, last in _periods(case, rule):
        yield Input(str(rule.rows), f"{first} … {last}", Source.FIELD)


def later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month; at most year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _stated(case: Case, key: str | None) -> int:
    return max(0, number_of(case, key) or 0) if key else 0


def _periods(case: Case, rule: Credit) -> Iterator[tuple[str, str]]:
    """(first day, last day) of each row, as they were written."""
    rows, first, last = rule.rows, rule.first_day, rule.last_day
    if rows and first and last:
        for row in rows_of(case, rows):
            yield str(row.get(first) or ""), str(row.get(last) or "")


def _listed(case: Case, rule: Credit) -> set[int]:
    """The days of all rows. A row without two readable days in order credits nothing."""
    days: set[int] = set()
    for written in _periods(case, rule):
        first, last = map(_day, written)
        if first and last and first <= last:
            days.update(range(first.toordinal(), last.toordinal() + 1))
    return days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
