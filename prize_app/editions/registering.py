"""Filling the registers that entry conditions look into, from tables that a spreadsheet writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import EarlierLaureate, RegisteredOrganization
from prize_app.editions.affiliations import register_of
from prize_app.editions.organizations import named
from workflows.errors import RuleBroken, UnusableInput
from workflows.text import squeezed

_NO: Final = frozenset({"no", "false", "0", "n"})
_YES: Final = frozenset({"yes", "true", "1", "y"})


def register_organizations(session: Session, text: str) -> int:
    """Take in lines of the register of organizations; a line of that name and country is renewed.

    Args:
        text: CSV with a heading: name; original_name, country, kind, identifier, active and
            member (yes or no) and parent may be left out. Active is what is not said to be
            otherwise. A parent is a name of the register or of the same file, as *Name (CC)* where
            two bodies have it; where the column is there, an empty cell is a body that stands
            alone.

    Raises:
        UnusableInput: which line and why; the caller's transaction writes nothing then.
    """
    count = 0
    parents: list[tuple[int, RegisteredOrganization, str]] = []
    for number, line in _lines(text, {"name"}):
        values = {
            "original_name": line.get("original_name", ""),
            "kind": line.get("kind", ""),
            "identifier": line.get("identifier", ""),
            "is_active": _flag(line, "active", number, default=True),
            "is_member": _flag(line, "member", number, default=False),
        }
        country = line.get("country", "").upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise UnusableInput(f"line {number}", f"{country!r} is no country by ISO 3166")
        known = session.scalar(
            select(RegisteredOrganization).where(
                RegisteredOrganization.name == line["name"],
                RegisteredOrganization.country == country,
            )
        )
        if known is None:
            known = RegisteredOrganization(name=line["name"], country=country)
            session.add(known)
        for key, value in values.items():
            setattr(known, key, value)
        session.flush()
        count += 1
        if "parent" in line:
            parents.append((number, known, line["parent"]))
    # Only now: a body may stand in the file before the one that it is part of.
    for number, row, parent in parents:
        row.parent_id = _parent(session, number, parent) if parent else None
    session.flush()
    tree = register_of(session).tree
    for number, row, _ in parents:
        if row.parent_id is not None and tree.would_circle(str(row.id), str(row.parent_id)):
            raise UnusableInput(f"line {number}", f"{row.name!r} would be part of itself")
    return count


def _parent(session: Session, number: int, name: str) -> UUID:
    try:
        return named(session, name)
    except RuleBroken as refused:
        how = {"organization_unknown": "no organization", "organization_ambiguous": "more than one"}
        told = f"{how[refused.refusals[0].code]} of the name {name!r}"
        raise UnusableInput(f"line {number}", told) from None


def register_laureates(session: Session, text: str) -> int:
    """Take in lines of the register of earlier laureates; a line that is there stays one.

    Args:
        text: CSV with a heading: name, category (its key in the plan), year; original_name may be
            left out.

    Raises:
        UnusableInput: which line and why; the caller's transaction writes nothing then.
    """
    count = 0
    for number, line in _lines(text, {"name", "category", "year"}):
        if not (line["year"].isascii() and line["year"].isdigit() and len(line["year"]) == 4):
            raise UnusableInput(f"line {number}", f"{line['year']!r} is no year")
        wanted = {
            "name": line["name"],
            "category_key": line["category"],
            "year": int(line["year"]),
        }
        known = session.scalar(select(EarlierLaureate).filter_by(**wanted))
        known = known or EarlierLaureate(**wanted)
        known.original_name = line.get("original_name", "")
        session.add(known)
        session.flush()
        count += 1
    return count


def _lines(text: str, wanted: set[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(number, line) of a table with at least these columns, each of them filled in."""
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = wanted - set(table.fieldnames or ())
    if missing:
        raise UnusableInput("line 1", f"there is no column {', '.join(sorted(missing))}")
    for line in table:
        told = {key: squeezed(value or "") for key, value in line.items() if key}
        blank = sorted(key for key in wanted if not told[key])
        if blank:
            raise UnusableInput(f"line {table.line_num}", f"{blank[0]} is empty")
        yield table.line_num, told


def _flag(line: Mapping[str, str], key: str, number: int, *, default: bool) -> bool:
    said = line.get(key, "").casefold()
    if said in _YES | _NO:
        return said in _YES
    if said:
        raise UnusableInput(f"line {number}", f"{key} is {said!r}; expected yes or no")
    return default


REGISTERS: Final[Mapping[str, Callable[[Session, str], int]]] = {
    "laureates": register_laureates,
    "organizations": register_organizations,
}
