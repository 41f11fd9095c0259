"""Conditions on the organization that is nominated, and on who cooperated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    Source,
    from_field,
    judged,
    number_of,
)
from workflows.errors import Fact
from workflows.names import Likeness, compare_bodies, most_like
from workflows.plan.reading import spec


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
    home, names = case.nominator.institution, [case.nominee, case.nominee_original]
    like = most_like([home], filter(None, names), are_bodies=True)
    return _different("not_own_organization", like, home, case.nominee)


@dataclass(frozen=True, slots=True)
class NotOwnStaff:
    """Parameters of `not_own_staff`."""

    institution: str = spec(
        "field with the nominee's institution", refers_to="fields", kinds=("text",)
    )


@condition
def not_own_staff(case: Case, rule: NotOwnStaff) -> Evidence:
    """Nobody nominates a colleague of the same institution."""
    theirs, home = str(case.answers.get(rule.institution) or ""), case.nominator.institution
    like = compare_bodies(home, theirs)
    told = from_field(case, rule.institution)
    return _different("not_own_staff", like, home, theirs, told)


def _different(rule: str, like: Likeness, home: str, other: str, *told: Input) -> Evidence:
    """Holds when the nominator's institution is another one; a likeness leaves it open."""
    is_known = bool(home and other)
    holds = {Likeness.SAME: False, Likeness.NEAR: None}.get(like, True if is_known else None)
    facts: dict[str, Fact] = {}
    if like is Likeness.NEAR:
        facts = {"like": home, "register": Source.ACCOUNTS.value}
    source = Input("nominator-institution", home, Source.ACCOUNTS)
    return judged(rule, holds, facts, *told, source)
