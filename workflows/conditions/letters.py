"""Conditions on letters of support and attached documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, from_field, judged
from workflows.plan.reading import spec
from workflows.text import same_name


@dataclass(frozen=True, slots=True)
class RowsBetween:
    """Parameters of `rows_between`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    fewest: int = spec("fewest rows", minimum=0, maximum=100)
    most: int = spec("most rows", minimum=1, maximum=100)


@condition
def rows_between(case: Case, rule: RowsBetween) -> Evidence:
    """A list has at least and at most so many rows."""
    count = len(_rows(case, rule.rows))
    facts = {"fewest": rule.fewest, "most": rule.most, "count": count}
    holds = None if count == 0 and rule.fewest else rule.fewest <= count <= rule.most
    return judged("rows_between", holds, facts, Input(rule.rows, str(count), "field"))


@dataclass(frozen=True, slots=True)
class FilesAtLeast:
    """Parameters of `files_at_least`."""

    files: str = spec("field with files", refers_to="fields", kinds=("files",))
    count: int = spec("fewest files", minimum=1, maximum=50)


@condition
def files_at_least(case: Case, rule: FilesAtLeast) -> Evidence:
    """At least so many documents are attached."""
    count = case.files.get(rule.files, 0)
    facts = {"fewest": rule.count, "count": count}
    holds = None if count == 0 else count >= rule.count
    return judged("files_at_least", holds, facts, Input(rule.files, str(count), "document"))


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


@condition
def some_row_elsewhere(case: Case, rule: SomeRowElsewhere) -> Evidence:
    """At least one letter comes from outside the nominee's institution and country."""
    home = str(case.answers.get(rule.home_institution) or "")
    country = str(case.answers.get(rule.home_country) or "")
    rows = _rows(case, rule.rows)
    outside = [
        row
        for row in rows
        if row.get(rule.country) not in (None, "", country)
        and not same_name(str(row.get(rule.institution) or ""), home)
    ]
    holds = bool(outside) if rows and country else None
    inputs = [
        Input(rule.rows, f"{row.get(rule.institution)}, {row.get(rule.country)}", "field")
        for row in rows
    ]
    facts = {"count": len(outside)}
    home_input = from_field(case, rule.home_country)
    return judged("some_row_elsewhere", holds, facts, *inputs, home_input)


def _rows(case: Case, key: str) -> list[dict[str, Any]]:
    answer = case.answers.get(key)
    return [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []
