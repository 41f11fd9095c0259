"""Reading the `assign` format."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeVar

from workflows.assignment.model import Instance, Limits, Pair
from workflows.errors import UnusableInput

_KEYS: Final = (
    {"nominations", "reviewers"},
    {"reviews_per_nomination", "default_affinity", "objective"}
    | {"affinity", "conflicts", "locked"},
)

_WORDS: Final = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}

Kind = TypeVar("Kind", int, str, list[object], dict[str, object])


def instance_from_json(document: Mapping[str, object]) -> Instance:
    """Read the `assign` format (docs/rules/assignment.md), once the JSON has been parsed.

    Numbers may be int, float or Decimal. A reviewer without `max` has no upper limit.

    Raises:
        UnusableInput: with the place in the document; unknown keys are faults too, and so is
            the objective `floor`, which is not available.
    """
    _object("the instance", document, *_KEYS)
    if document.get("objective", "total") != "total":
        raise UnusableInput("objective", "only 'total' is available; 'floor' is not")
    usual = document.get("reviews_per_nomination")
    nominations = [_nomination(*found, usual) for found in _entries(document, "nominations")]
    reviewers = [
        _limits(*found, least=0, most=len(nominations)) for found in _entries(document, "reviewers")
    ]
    return Instance(
        tuple(nominations),
        tuple(reviewers),
        _affinity(document),
        _points("default_affinity", document.get("default_affinity", 0)),
        frozenset(_pair(*found) for found in _entries(document, "conflicts")),
        frozenset(_pair(*found) for found in _entries(document, "locked")),
    )


def _nomination(place: str, entry: object, usual: object) -> Limits:
    found = _object(place, entry, {"id"}, {"reviews"})
    reviews = _object(f"{place}.reviews", found.get("reviews", {}), set(), {"min", "max"})
    return _limits(place, {**reviews, "id": found["id"]}, least=usual, most=usual)


def _limits(place: str, entry: object, *, least: object, most: object) -> Limits:
    found = _object(place, entry, {"id"}, {"min", "max"})
    minimum = _as(int, f"{place}.min", found.get("min", least))
    maximum = _as(int, f"{place}.max", found.get("max", most))
    return Limits(_as(str, f"{place}.id", found["id"]), minimum, maximum)


def _affinity(document: Mapping[str, object]) -> dict[Pair, Decimal]:
    affinity: dict[Pair, Decimal] = {}
    for place, entry in _entries(document, "affinity"):
        *ids, points = _as(list, place, entry) or [None]
        pair = _pair(place, ids)
        if pair in affinity:
            raise UnusableInput(place, f"{pair[0]!r} and {pair[1]!r} have an affinity already")
        affinity[pair] = _points(place, points)
    return affinity


def _entries(document: Mapping[str, object], key: str) -> list[tuple[str, object]]:
    found = _as(list, key, document.get(key, []))
    return [(f"{key}[{number}]", entry) for number, entry in enumerate(found)]


def _object(place: str, value: object, required: set[str], optional: set[str]) -> dict[str, object]:
    found: dict[str, object] = _as(dict, place, value)
    for key in sorted(required - set(found)):
        raise UnusableInput(place, f"{key!r} is missing")
    for key in sorted(set(found) - required - optional):
        raise UnusableInput(place, f"{key!r} is not a key of this format")
    return found


def _pair(place: str, entry: object) -> Pair:
    found = _as(list, place, entry)
    if len(found) != 2:
        raise UnusableInput(place, "must name a nomination and a reviewer")
    return _as(str, place, found[0]), _as(str, place, found[1])


def _as(kind: type[Kind], place: str, value: object) -> Kind:
    # True is an int to Python, but not a number to anybody who wrote a file.
    if isinstance(value, bool) or not isinstance(value, kind):
        raise UnusableInput(place, f"must be {_WORDS[kind]}")
    return value


def _points(place: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnusableInput(place, "must be a number")
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
