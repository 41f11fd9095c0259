"""Conditions on the person who is nominated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.conditions.credit import Credit, credited_days, extended, later, leave_inputs
from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    Source,
    date_of,
    from_field,
    judged,
    number_of,
    years_between,
)
from workflows.errors import Fact
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class AgeBelow(Credit):
    """Parameters of `age_below`."""

    born: str = spec("field with the date of birth", refers_to="fields", kinds=("date",))
    years: int = spec("the age that must not be reached", minimum=1, maximum=130)
    on: date = spec("the day on which age is counted")


@condition
def age_below(case: Case, rule: AgeBelow) -> Evidence:
    """The nominee is younger than so many years on a given day, leave not counted."""
    born = date_of(case, rule.born)
    age = years_between(born, rule.on) if born else None
    facts: dict[str, Fact] = {"years": rule.years, "on": rule.on.isoformat()}
    facts["age"] = age if age is not None else ""
    holds = None
    if born and born <= rule.on:
        birthday = _birthday(born, rule.years)
        facts["credit"] = credited_days(case, rule, birthday)
        holds = rule.on < extended(case, rule, birthday)
    else:
        facts["credit"] = 0
    inputs = [from_field(case, rule.born), *leave_inputs(case, rule)]
    return judged("age_below", holds, facts, *inputs)


def _birthday(born: date, years: int) -> date:
    """The day on which so many years of life are complete: 1 March for a 29 February."""
    if born.year + years > date.max.year:
        return date.max
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class YearsSinceAtMost(Credit):
    """Parameters of `years_since_at_most`."""

    since: str = spec("field with the date that counts", refers_to="fields", kinds=("date",))
    years: int = spec("most completed years", minimum=0, maximum=80)
    on: date = spec("the day on which years are counted")


@condition
def years_since_at_most(case: Case, rule: YearsSinceAtMost) -> Evidence:
    """Not more than so many years have passed since a date, leave not counted."""
    since = date_of(case, rule.since)
    facts: dict[str, Fact] = {"years": rule.years, "on": rule.on.isoformat(), "credit": 0}
    holds = None
    if since and since <= rule.on:
        limit = later(since, rule.years * 12)
        facts["credit"] = credited_days(case, rule, limit)
        holds = rule.on <= extended(case, rule, limit)
    inputs = [from_field(case, rule.since), *leave_inputs(case, rule)]
    return judged("years_since_at_most", holds, facts, *inputs)


@dataclass(frozen=True, slots=True)
class Living:
    """Parameters of `living`."""

    died: str = spec("field with the date of death, if any", refers_to="fields", kinds=("date",))
    on: date = spec("the day on which the nominee must be alive")


@condition
def living(case: Case, rule: Living) -> Evidence:
    """The nominee was alive on a given day, as far as the form says."""
    died = date_of(case, rule.died)
    alive = died is None or died > rule.on
    is_readable = died is not None or not case.answers.get(rule.died)
    holds = alive if is_readable else None
    return judged("living", holds, {"on": rule.on.isoformat()}, from_field(case, rule.died))


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """`consent_given` has no parameters."""


@condition
def consent_given(case: Case, rule: ConsentGiven) -> Evidence:
    """The nominee has agreed to be nominated."""
    holds = {"given": True, "refused": False}.get(case.consent.value)
    answer = Input("consent", case.consent.value, Source.NOMINEE)
    return judged("consent_given", holds, {}, answer)


@dataclass(frozen=True, slots=True)
class DateBetween:
    """Parameters of `date_between`."""

    day: str = spec("field with the date", refers_to="fields", kinds=("date", "year"))
    first: date = spec("the first day that counts")
    last: date = spec("the last day that counts")


@condition
def date_between(case: Case, rule: DateBetween) -> Evidence:
    """Something happened between two days, both included; of a year alone the whole must fit."""
    facts: dict[str, Fact] = {"first": rule.first.isoformat(), "last": rule.last.isoformat()}
    day, year = date_of(case, rule.day), number_of(case, rule.day)
    holds = None
    if day:
        holds = rule.first <= day <= rule.last
    elif year and 1 <= year <= date.max.year:
        holds = _year_between(year, rule)
    return judged("date_between", holds, facts, from_field(case, rule.day))


def _year_between(year: int, rule: DateBetween) -> bool | None:
    if rule.first <= date(year, 1, 1) and date(year, 12, 31) <= rule.last:
        return True
    return None if rule.first.year <= year <= rule.last.year else False
