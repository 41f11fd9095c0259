"""Conditions on where somebody is from, lives or works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.conditions.credit import later
from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, date_of, from_field, judged, number_of
from workflows.errors import Fact
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class CountryAdmitted:
    """Parameters of `country_admitted`."""

    country: str = spec(
        "field with the nationality or country", refers_to="fields", kinds=("country",)
    )
    only: tuple[str, ...] = spec(
        "countries that are admitted, by ISO 3166 code; every one where none is listed",
        default=(),
        refers_to="countries",
    )
    never: tuple[str, ...] = spec(
        "countries that are not admitted, by ISO 3166 code", default=(), refers_to="countries"
    )


@condition
def country_admitted(case: Case, rule: CountryAdmitted) -> Evidence:
    """A nationality or country is on the list of those admitted, and on no list of others."""
    code = str(case.answers.get(rule.country) or "")
    holds = None
    if code:
        holds = (not rule.only or code in rule.only) and code not in rule.never
    return judged("country_admitted", holds, {}, from_field(case, rule.country))


@dataclass(frozen=True, slots=True)
class ResidentAtLeast:
    """Parameters of `resident_at_least`."""

    country: str = spec(
        "field with the country of residence or work", refers_to="fields", kinds=("country",)
    )
    since: str = spec(
        "field with the date or year since when", refers_to="fields", kinds=("date", "year")
    )
    years: int = spec("fewest completed years there", minimum=0, maximum=100)
    on: date = spec("the day on which years are counted")
    countries: tuple[str, ...] = spec(
        "countries that count, by ISO 3166 code; every one where none is listed",
        default=(),
        refers_to="countries",
    )


@condition
def resident_at_least(case: Case, rule: ResidentAtLeast) -> Evidence:
    """The nominee has lived or worked for so many years in one of the countries that count.

    Of a year alone neither the first nor the last day is known: in the year that decides, the
    answer is open.
    """
    facts: dict[str, Fact] = {"years": rule.years, "on": rule.on.isoformat()}
    code = str(case.answers.get(rule.country) or "")
    if code and rule.countries and code not in rule.countries:
        holds: bool | None = False
    else:
        holds = _long_enough(case, rule) if code else None
    inputs = [from_field(case, rule.country), from_field(case, rule.since)]
    return judged("resident_at_least", holds, facts, *inputs)


def _long_enough(case: Case, rule: ResidentAtLeast) -> bool | None:
    since, year = date_of(case, rule.since), number_of(case, rule.since)
    if since:
        return None if since > rule.on else later(since, rule.years * 12) <= rule.on
    if year is None or not 1 <= year <= rule.on.year:
        return None
    earliest, latest = date(year, 1, 1), min(date(year, 12, 31), rule.on)
    answers = {later(day, rule.years * 12) <= rule.on for day in (earliest, latest)}
    return answers.pop() if len(answers) == 1 else None
