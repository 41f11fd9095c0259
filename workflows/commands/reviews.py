"""Reviews from a file: CSV or JSON, points as a whole or criterion by criterion."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Final, NoReturn

from workflows.calibration import Criteria, Review
from workflows.commands.inputs import parse_json
from workflows.commands.ranking_method import USUAL, Method, method_in
from workflows.errors import UnusableInput

_DELIMITERS: Final = ",;\t"
_LARGEST: Final = 1e12


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a CSV file are called; `criterion` and `group` may be none."""

    nomination: str
    reviewer: str | None
    points: str
    criterion: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of points, and where it stands in the file."""

    place: str
    nomination: str
    reviewer: str
    criterion: str
    points: float | None
    group: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """What a file holds; `criteria` only where points are given by criterion."""

    reviews: tuple[Review, ...]
    groups: Mapping[str, str]
    criteria: Criteria | None
    method: Method = USUAL


def rows_of_csv(path: str, text: str, columns: Columns) -> Iterator[Row]:
    """The rows of a table; further columns are ignored, an empty cell is an abstention."""
    wanted = [name for name in (columns.nomination, columns.reviewer, columns.points) if name]
    wanted += [name for name in (columns.criterion, columns.group) if name]
    for place, cells in table_rows(path, text, wanted):
        yield Row(
            place,
            _name(place, columns.nomination, cells),
            _name(place, columns.reviewer, cells) if columns.reviewer else place,
            _name(place, columns.criterion, cells) if columns.criterion else "",
            _points(place, cells[columns.points].strip()),
            cells[columns.group].strip() if columns.group else "",
        )


def table_rows(path: str, text: str, wanted: list[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Place and cells of each row of a CSV file that has these columns.

    Commas, semicolons or tabs stand between cells, whichever the first line is made of.

    Raises:
        UnusableInput: a column is missing or there twice, or a row is short.
    """
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        for name in wanted:
            if header.count(name) != 1:
                has = ", ".join(header)[:200] or "nothing"
                how = "is there twice" if name in header else "is missing"
                raise UnusableInput(path, f"the column {name!r} {how}; the first line has {has}")
        for cells in reader:
            place = f"{path}, line {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise UnusableInput(place, f"has {len(cells)} cells, not {len(header)}")
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise UnusableInput(f"{path}, line {reader.line_num}", f"not CSV: {error}") from None


def _name(place: str, column: str, cells: Mapping[str, str]) -> str:
    name = cells[column].strip()
    if not name:
        raise UnusableInput(place, f"{column} is empty")
    return name


def _points(place: str, written: str) -> float | None:
    if not written:
        return None
    try:
        points = float(written)
    except ValueError:
        _no_points(place, written)
    if not isfinite(points) or abs(points) > _LARGEST:
        _no_points(place, written)
    return points


def _no_points(place: str, written: str) -> NoReturn:
    message = f"{written[:40]!r} is no number of points; leave an abstention empty"
    raise UnusableInput(place, message)


def rows_of_json(path: str, text: str) -> tuple[list[Row], dict[str, Decimal], Method]:
    """The rows of a document, the weights that it gives, and how it wants to be ranked."""
    document = parse_json(path, text)
    if isinstance(document, dict) and document.keys() & {"orders", "pairs"}:
        raise UnusableInput(path, "holds comparisons; `python -m workflows merits` replays it")
    if not isinstance(document, dict) or not isinstance(document.get("reviews"), list):
        raise UnusableInput(path, 'must be an object with "reviews", a list')
    for key in sorted(document.keys() - {"reviews", "weights", "method"}):
        raise UnusableInput(f"{path}: {key}", "is not a key of this format")
    rows: list[Row] = []
    for number, entry in enumerate(document["reviews"]):
        rows += _entry(f"{path}: reviews[{number}]", entry)
    given = document.get("weights", {})
    if not isinstance(given, dict):
        raise UnusableInput(f"{path}: weights", "must be an object")
    weights = {key: _weight(f"{path}: weights.{key}", str(v)) for key, v in given.items()}
    return rows, weights, method_in(f"{path}: method", document.get("method", {}))


def _entry(place: str, entry: Any) -> Iterator[Row]:
    if not isinstance(entry, dict):
        raise UnusableInput(place, "must be an object")
    for key in sorted(entry.keys() - {"nomination", "reviewer", "points", "group"}):
        raise UnusableInput(f"{place}.{key}", "is not a key of this format")
    texts = {}
    for key, other in (("nomination", ""), ("reviewer", place), ("group", "-")):
        texts[key] = entry.get(key, other)
        if not isinstance(texts[key], str) or not texts[key].strip():
            raise UnusableInput(f"{place}.{key}", "must be a text that is not empty")
    group = texts["group"] if "group" in entry else ""
    points = entry.get("points")
    by_criterion = points if isinstance(points, dict) else {"": points}
    for key, value in by_criterion.items():
        where = f"{place}.points" + (f".{key}" if key else "")
        yield Row(where, texts["nomination"], texts["reviewer"], key, _number(where, value), group)


def _number(place: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnusableInput(place, "must be a number, or null for an abstention")
    return _points(place, str(value))


def weights_of_text(written: str) -> dict[str, Decimal]:
    """Weights as ``originality=35,impact=65``."""
    weights = {}
    for part in written.split(","):
        key, sign, value = part.partition("=")
        if not sign or not key.strip():
            raise UnusableInput("--weights", f"{part[:40]!r} is not CRITERION=WEIGHT")
        weights[key.strip()] = _weight(f"--weights {key.strip()}", value.strip())
    return weights


def _weight(place: str, written: str) -> Decimal:
    try:
        weight = Decimal(written)
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite() or not 0 <= weight <= Decimal(_LARGEST):
        raise UnusableInput(place, f"{written[:40]!r} is no weight from nought upwards")
    return weight


def gathered(rows: list[Row], weights: Mapping[str, Decimal], *, known: bool) -> Reviews:
    """Reviews made of rows; criteria are weighted as the rubric would, equally by default.

    Raises:
        UnusableInput: a pair, or a criterion of it, is there twice; a criterion has no weight;
            a nomination stands in two groups.
    """
    groups: dict[str, str] = {}
    points: dict[tuple[str, str], dict[str, float | None]] = {}
    for row in rows:
        given = points.setdefault((row.nomination, row.reviewer), {})
        if row.criterion in given:
            who = f"{row.reviewer!r} has reviewed {row.nomination!r}" if known else "this is there"
            raise UnusableInput(row.place, f"{who} twice")
        given[row.criterion] = row.points
        if row.group and groups.setdefault(row.nomination, row.group) != row.group:
            message = f"{row.nomination!r} is in {groups[row.nomination]!r} and {row.group!r}"
            raise UnusableInput(row.place, message)
    keys = sorted({row.criterion for row in rows})
    if keys in ([], [""]):
        reviews = tuple(Review(*pair, given[""]) for pair, given in points.items())
        return Reviews(reviews, groups, None)
    criteria = Criteria(_all_weights(keys, weights), points)
    return Reviews(tuple(criteria.reviews()), groups, criteria)


def _all_weights(keys: list[str], weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    if not weights:
        return dict.fromkeys(keys, Decimal(1))
    for key in keys:
        if key not in weights:
            raise UnusableInput("weights", f"the criterion {key!r} has no weight")
    if not any(weights[key] for key in keys):
        raise UnusableInput("weights", "all weights are nought")
    return {key: weights[key] for key in keys}
