"""Conditions on the organization that is nominated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, from_field, judged, number_of
from workflows.plan.reading import spec
from workflows.text import same_name


@dataclass(frozen=True, slots=True)
class ActiveYearsAtLeast:
    """Parameters of `active_years_at_least`."""

    founded: str = spec("field with the year of foundation", refers_to="fields", kinds=("year",))
    years: int = spec("fewest years of activity", minimum=0, maximum=1000)
    on: date = spec("the day on which years are counted")


@condition
def active_years_at_least(case: Case, rule: ActiveYearsAtLeast) -> Evidence:
    """The organization has been at work for at least so many years."""
    founded = number_of(case, rule.founded)
    active = None if founded is None or founded > rule.on.year else rule.on.year - founded
    facts = {"years": rule.years, "active": active if active is not None else ""}
    holds = None if active is None else active >= rule.years
    return judged("active_years_at_least", holds, facts, from_field(case, rule.founded))


@dataclass(frozen=True, slots=True)
class CountriesAtLeast:
    """Parameters of `countries_at_least`."""

    countries: str = spec("field with countries", refers_to="fields", kinds=("countries",))
    count: int = spec("fewest different countries", minimum=1, maximum=60)


@condition
def countries_at_least(case: Case, rule: CountriesAtLeast) -> Evidence:
    """The work joined partners in at least so many different countries."""
    answer = case.answers.get(rule.countries)
    named = len({str(a) for a in answer}) if isinstance(answer, list) else 0
    facts = {"count": rule.count, "named": named}
    holds = None if not named else named >= rule.count
    return judged("countries_at_least", holds, facts, from_field(case, rule.countries))


@dataclass(frozen=True, slots=True)
class NotOwnOrganization:
    """`not_own_organization` has no parameters."""


@condition
def not_own_organization(case: Case, rule: NotOwnOrganization) -> Evidence:
    """An organization does not nominate itself."""
    own = same_name(case.nominator.institution, case.nominee)
    holds = not own if case.nominator.institution and case.nominee else None
    source = Input("nominator's institution", case.nominator.institution, "nominator")
    return judged("not_own_organization", holds, {}, source)
