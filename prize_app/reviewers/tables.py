"""Lists of reviewers as tables: what a line says, and the same format written out again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email

from prize_app.charts.text import neutral
from prize_app.countries import LANGUAGES, countries
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Role
from workflows.plan.judging import most_of, roles_invited, rounds_judged_by
from workflows.plan.model import Plan
from workflows.text import squeezed

COLUMNS: Final = (
    "name", "email", "institution", "country", "themes", "keywords", "languages", "categories",
    "capacity", "round",
)  # fmt: skip
NEEDED: Final = ("name", "email")
MOST_LINES: Final = 1000
LONGEST_LIST: Final = 400_000
IN_PARTS: Final = "Please load it in several parts."
MOST_KEYWORDS: Final = 30
LONGEST: Final = {"name": 200, "email": 254, "institution": 200}
LONGEST_KEYWORD: Final = 80
_PARTED: Final = re.compile(r"[|;,、，；\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what it says, and what is wrong with it, in words."""

    number: int
    name: str
    email: str
    institution: str
    country: str
    themes: tuple[str, ...]
    keywords: tuple[str, ...]
    languages: tuple[str, ...]
    categories: tuple[str, ...]
    capacity: int | None
    role: Role
    faults: tuple[str, ...]


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, or UTF-16 as spreadsheets write it.

    Raises:
        UnusableInput: it is neither.
    """
    marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if content.startswith(mark)), "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnusableInput(
            "the list", "it is not in UTF-8. Please save it as “CSV UTF-8” and load it again."
        ) from None


def read_lines(text: str, plan: Plan) -> list[Line]:
    """Every line of a list with its faults; commas, semicolons or tabs part the columns.

    Raises:
        UnusableInput: the heading is not understood, or the list is too long.
    """
    if len(text) > LONGEST_LIST:
        most = f"it has more than {LONGEST_LIST:,} characters."
        raise UnusableInput("the list", f"{most} {IN_PARTS}")
    text = text.removeprefix("\ufeff").replace("\x00", "")
    heading = text.splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=heading.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        rows = list(_numbered(table))
    except csv.Error:
        raise UnusableInput("the list", "its lines cannot be told apart.") from None
    names = [squeezed(cell).casefold() for cell in rows[0][1]] if rows else []
    _require_heading(names)
    if len(rows) > MOST_LINES + 1:
        raise UnusableInput("the list", f"it has more than {MOST_LINES:,} lines. {IN_PARTS}")
    seen: dict[tuple[str, Role], int] = {}
    return [_line(number, names, row, plan, seen) for number, row in rows[1:]]


def _numbered(table: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that say something, each with the line of the file that it begins in, from 1."""
    begins = 1
    for row in table:
        if any(cell.strip() for cell in row):
            yield begins, row
        begins = table.line_num + 1


def _require_heading(names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing:
        raise UnusableInput("the first line", f"there is no column {', '.join(missing)}.")
    if unknown or len(set(names)) < len(names):
        wrong = ", ".join(unknown) or "the same twice"
        raise UnusableInput(
            "the first line", f"a column is not known: {wrong}. Possible are {', '.join(COLUMNS)}."
        )


def _line(
    number: int,
    names: Sequence[str],
    row: Sequence[str],
    plan: Plan,
    seen: dict[tuple[str, Role], int],
) -> Line:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {name: _freed(cell) for name, cell in zip(names, row, strict=False)}
    faults = [
        f"{key} is longer than {most} characters"
        for key, most in LONGEST.items()
        if len(cells[key]) > most
    ]
    if len(row) > len(names):
        faults.append("there are more cells than columns")
    email = cells["email"].casefold()
    role = _role(cells["round"], plan, faults)
    faults += [f"{key} is empty" for key in NEEDED if not cells[key]]
    faults += _address_faults(email, role, number, seen)
    country = _looked_up(cells["country"], countries(), "country", faults)
    categories = [(c.key, c.name["en"]) for c in plan.categories.values()]
    themes = [(t.key, t.label["en"]) for t in plan.themes.values()]
    keywords = tuple(dict.fromkeys(_parts(cells["keywords"])))
    if len(keywords) > MOST_KEYWORDS or any(len(k) > LONGEST_KEYWORD for k in keywords):
        faults.append(f"at most {MOST_KEYWORDS} keywords of {LONGEST_KEYWORD} characters")
    return Line(
        number,
        cells["name"],
        email,
        cells["institution"],
        country,
        _several(cells["themes"], themes, "theme", faults),
        keywords,
        _several(cells["languages"], LANGUAGES, "language", faults),
        _several(cells["categories"], categories, "category", faults),
        _count(cells["capacity"], most_of(plan, role), faults),
        role,
        tuple(faults),
    )


def _freed(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from calculating."""
    text = squeezed(cell)
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text


def _role(cell: str, plan: Plan, faults: list[str]) -> Role:
    """What somebody is asked for, by a round that it reviews in; the first one if nothing is said.

    A plan with one pool has rounds that need no naming.
    """
    roles = roles_invited(plan)
    known = [
        (key, plan.rounds[key].label["en"])
        for role in roles
        for key in rounds_judged_by(plan, role)
        if key
    ]
    found = _looked_up(cell, known, "round to be invited to", faults)
    return plan.round_named(found).by.role if found else roles[0]


def _address_faults(
    email: str, role: Role, number: int, seen: dict[tuple[str, Role], int]
) -> list[str]:
    if not email:
        return []
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return [f"“{email}” is no e-mail address"]
    if (email, role) in seen:
        return [f"the same address as in line {seen[email, role]}"]
    seen[email, role] = number
    return []


def _parts(cell: str) -> list[str]:
    return [squeezed(part) for part in _PARTED.split(cell) if part.strip()]


def _several(
    cell: str, known: Iterable[tuple[str, str]], what: str, faults: list[str]
) -> tuple[str, ...]:
    """Keys of what a cell lists, each by key or by name; names may have commas in them."""
    pairs = list(known)
    whole = _match(cell, pairs)
    if whole:
        return (whole,)
    found = []
    for part in [squeezed(p) for p in re.split(r"[|;]", cell) if p.strip()]:
        key = _match(part, pairs)
        rest = [key] if key else [_match(p, pairs) or f"?{p}" for p in _parts(part)]
        faults += [f"“{k[1:]}” is no {what} here" for k in rest if k.startswith("?")]
        found += [k for k in rest if not k.startswith("?")]
    return tuple(dict.fromkeys(found))


def _looked_up(cell: str, known: Iterable[tuple[str, str]], what: str, faults: list[str]) -> str:
    key = _match(cell, known)
    if cell and not key:
        faults.append(f"“{cell}” is no {what} that we know")
    return key


def _match(text: str, known: Iterable[tuple[str, str]]) -> str:
    wanted = text.casefold()
    return next((k for k, label in known if wanted in (k.casefold(), label.casefold())), "")


def _count(cell: str, most: int, faults: list[str]) -> int | None:
    if not cell:
        return None
    if cell.isascii() and cell.isdigit() and len(cell) < 6 and 1 <= int(cell) <= most:
        return int(cell)
    faults.append(f"capacity is “{cell}”: expected a number from 1 to {most}")
    return None


def written(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A list in the format that can be read again, with nothing in it that acts."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([neutral(row[name]) for name in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")
