"""Conditions on lists: letters of support, outputs, members of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.conditions.registers import Sought, the_nominator, the_nominee
from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    Source,
    at_least,
    from_field,
    judged,
    rows_of,
)
from workflows.errors import Fact
from workflows.names import Likeness, compare_bodies, most_like, same_address
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class RowsBetween:
    """Parameters of `rows_between`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    fewest: int = spec("fewest rows", minimum=0, maximum=100)
    most: int = spec("most rows", minimum=1, maximum=100)


@condition
def rows_between(case: Case, rule: RowsBetween) -> Evidence:
    """A list has at least and at most so many rows: letters, outputs, members of a joint team."""
    count = len(rows_of(case, rule.rows))
    facts = {"fewest": rule.fewest, "most": rule.most, "count": count}
    holds = None if count == 0 and rule.fewest else rule.fewest <= count <= rule.most
    return judged("rows_between", holds, facts, Input(rule.rows, str(count), Source.FIELD))


@dataclass(frozen=True, slots=True)
class SomeRowElsewhere:
    """Parameters of `some_row_elsewhere`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    institution: str = spec(
        "column with the institution of the row", refers_to="columns", kinds=("text",)
    )
    country: str = spec(
        "column with the country of the row", refers_to="columns", kinds=("country",)
    )
    home_institution: str = spec(
        "field with the nominee's institution", refers_to="fields", kinds=("text",)
    )
    home_country: str = spec(
        "field with the nominee's country", refers_to="fields", kinds=("country",)
    )
    count: int = spec("fewest rows from elsewhere", default=1, minimum=1, maximum=50)


@condition
def some_row_elsewhere(case: Case, rule: SomeRowElsewhere) -> Evidence:
    """So many letters come from outside the nominee's institution and country."""
    home = str(case.answers.get(rule.home_institution) or "")
    country = str(case.answers.get(rule.home_country) or "")
    rows = rows_of(case, rule.rows)
    answers = [_is_elsewhere(row, rule, home, country) for row in rows]
    outside = sum(answer is True for answer in answers)
    holds = at_least(rule.count, outside, answers.count(None)) if rows and country else None
    inputs = [
        Input(rule.rows, f"{row.get(rule.institution)}, {row.get(rule.country)}", Source.FIELD)
        for row in rows
    ]
    homes = [from_field(case, rule.home_institution), from_field(case, rule.home_country)]
    facts = {"count": outside, "fewest": rule.count}
    return judged("some_row_elsewhere", holds, facts, *inputs, *homes)


def _is_elsewhere(
    row: dict[str, Any], rule: SomeRowElsewhere, home: str, country: str
) -> bool | None:
    """Whether a row is from outside both; None where its institution or country leaves it open."""
    where, theirs = str(row.get(rule.institution) or ""), str(row.get(rule.country) or "")
    like = compare_bodies(where, home)
    if theirs == country or like is Likeness.SAME:
        return False
    return None if not theirs or not where or not home or like is Likeness.NEAR else True


@dataclass(frozen=True, slots=True)
class RowsDifferAtLeast:
    """Parameters of `rows_differ_at_least`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    column: str = spec(
        "column whose values differ, such as the institution or country",
        refers_to="columns",
        kinds=("text", "country"),
    )
    count: int = spec("fewest different values", minimum=1, maximum=50)


@condition
def rows_differ_at_least(case: Case, rule: RowsDifferAtLeast) -> Evidence:
    """The letters come from at least so many different institutions or countries."""
    rows = rows_of(case, rule.rows)
    values = [str(row.get(rule.column) or "") for row in rows]
    sure, maybe = _different([value for value in values if value])
    blank = values.count("")
    holds = at_least(rule.count, sure, maybe + blank) if rows else None
    facts = {"fewest": rule.count, "count": sure}
    inputs = _listed(rule.rows, values)
    return judged("rows_differ_at_least", holds, facts, *inputs)


def _different(values: list[str]) -> tuple[int, int]:
    """(values that certainly differ from each other, more that may)."""
    apart: list[str] = []
    maybe: list[str] = []
    for value in sorted(set(values)):
        likes = {compare_bodies(value, other) for other in apart}
        if likes <= {Likeness.OTHER}:
            apart.append(value)
        elif Likeness.SAME not in likes:
            maybe.append(value)
    return len(apart), len(maybe)


@dataclass(frozen=True, slots=True)
class RowsByOthers:
    """Parameters of `rows_by_others`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    person: str = spec(
        "column with the person of the row", refers_to="columns", kinds=("text", "email")
    )


@condition
def rows_by_others(case: Case, rule: RowsByOthers) -> Evidence:
    """Letters are written by others than the nominee and the nominator."""
    people = [str(row.get(rule.person) or "") for row in rows_of(case, rule.rows)]
    parties = (the_nominee(case), the_nominator(case))
    likes = {one: max(_like(one, party) for party in parties) for one in people}
    own = next((one for one, like in likes.items() if like is Likeness.SAME), "")
    near = next((one for one, like in likes.items() if like is Likeness.NEAR), "")
    is_known = bool(people) and all(people) and all(party.is_known for party in parties)
    holds = False if own else None if near or not is_known else True
    facts: dict[str, Fact] = {"person": own}
    if near and not own:
        facts |= {"like": near, "register": Source.FIELD.value}
    inputs = _listed(rule.rows, people)
    return judged("rows_by_others", holds, facts, *inputs)


def _like(person: str, party: Sought) -> Likeness:
    if same_address(person, party.email):
        return Likeness.SAME
    return most_like([person], filter(None, party.names))


@dataclass(frozen=True, slots=True)
class RowsSinceAtLeast:
    """Parameters of `rows_since_at_least`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    year: str = spec("column with the year", refers_to="columns", kinds=("year",))
    since: int = spec("the first year that counts", minimum=1000, maximum=9999)
    count: int = spec("fewest rows of that year or later", minimum=1, maximum=100)


@condition
def rows_since_at_least(case: Case, rule: RowsSinceAtLeast) -> Evidence:
    """At least so many outputs are of a given year or later."""
    rows = rows_of(case, rule.rows)
    years = [_year(row.get(rule.year)) for row in rows]
    recent = sum(year is not None and year >= rule.since for year in years)
    holds = at_least(rule.count, recent, years.count(None)) if rows else None
    facts = {"fewest": rule.count, "since": rule.since, "count": recent}
    inputs = _listed(rule.rows, [str(row.get(rule.year) or "") for row in rows])
    return judged("rows_since_at_least", holds, facts, *inputs)


def _listed(rows: str, values: list[str]) -> list[Input]:
    """One input a row; an empty one where there is no row."""
    return [Input(rows, value, Source.FIELD) for value in values or [""]]


def _year(value: Any) -> int | None:
    """A year, stored as a number or as its text."""
    text = str(value)
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
