"""Conditions on the person who is nominated."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    date_of,
    from_field,
    judged,
    number_of,
    years_between,
)
from workflows.errors import Fact
from workflows.plan.reading import spec
from workflows.text import same_name


@dataclass(frozen=True, slots=True)
class AgeBelow:
    """Parameters of `age_below`."""

    born: str = spec("field with the date of birth", refers_to="fields", kinds=("date",))
    years: int = spec("the age that must not be reached", minimum=1, maximum=130)
    on: date = spec("the day on which age is counted")


@condition
def age_below(case: Case, rule: AgeBelow) -> Evidence:
    """The nominee is younger than so many years on a given day."""
    born = date_of(case, rule.born)
    age = years_between(born, rule.on) if born else None
    facts: dict[str, Fact] = {"years": rule.years, "on": rule.on.isoformat()}
    facts["age"] = age if age is not None else ""
    holds = None if age is None or age < 0 else age < rule.years
    return judged("age_below", holds, facts, from_field(case, rule.born))


@dataclass(frozen=True, slots=True)
class YearsSinceAtMost:
    """Parameters of `years_since_at_most`."""

    since: str = spec("field with the date that counts", refers_to="fields", kinds=("date",))
    years: int = spec("most completed years", minimum=0, maximum=80)
    on: date = spec("the day on which years are counted")
    leave_months: str | None = spec(
        "field with months of parental, medical or service leave, added to the limit",
        default=None,
        refers_to="fields",
        kinds=("number",),
    )


@condition
def years_since_at_most(case: Case, rule: YearsSinceAtMost) -> Evidence:
    """Not more than so many years have passed since a date, leave not counted."""
    since = date_of(case, rule.since)
    inputs = [from_field(case, rule.since)]
    leave = 0
    if rule.leave_months:
        leave = max(0, number_of(case, rule.leave_months) or 0)
        inputs.append(from_field(case, rule.leave_months))
    holds = None
    if since and since <= rule.on:
        holds = rule.on <= _later(since, rule.years * 12 + leave)
    facts: dict[str, Fact] = {"years": rule.years, "on": rule.on.isoformat(), "leave": leave}
    return judged("years_since_at_most", holds, facts, *inputs)


def _later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month; at most year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
class NotLaureateBefore:
    """Parameters of `not_laureate_before`."""

    other_category_years: int = spec(
        "years that must pass after an award in another category; 0 asks for none",
        minimum=0,
        maximum=100,
    )


@condition
def not_laureate_before(case: Case, rule: NotLaureateBefore) -> Evidence:
    """The same award never twice; another award of the prize only after some years."""
    honours = [h for h in case.laureates if same_name(h.name, case.nominee)]
    hurting = [
        h
        for h in honours
        if h.category == case.category or case.edition_year - h.year < rule.other_category_years
    ]
    latest = max((h.year for h in hurting), default=0)
    facts = {"years": rule.other_category_years, "year": latest}
    inputs = [Input("laureate", f"{h.name}, {h.category}, {h.year}", "register") for h in honours]
    holds = not hurting if case.nominee else None
    return judged("not_laureate_before", holds, facts, *inputs)


@dataclass(frozen=True, slots=True)
class NotOfficeHolder:
    """`not_office_holder` has no parameters."""


@condition
def not_office_holder(case: Case, rule: NotOfficeHolder) -> Evidence:
    """The nominee holds no office of the prize: committee, board, secretariat."""
    found = [
        o
        for o in case.offices
        if same_name(o.name, case.nominee)
        or (o.email and o.email.casefold() == case.nominee_email.casefold())
    ]
    inputs = [Input("office", f"{o.name}, {o.role}", "register") for o in found]
    holds = False if found else True if case.nominee else None
    return judged("not_office_holder", holds, {"role": found[0].role if found else ""}, *inputs)


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """`consent_given` has no parameters."""


@condition
def consent_given(case: Case, rule: ConsentGiven) -> Evidence:
    """The nominee has agreed to be nominated."""
    holds = {"given": True, "refused": False}.get(case.consent.value)
    return judged(
        "consent_given", holds, {}, Input("consent", case.consent.value, "nominee's answer")
    )
