"""Reading the `assign` format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from workflows.assignment.model import (
    LARGEST_NUMBER,
    Instance,
    Limits,
    Objective,
    Quota,
)
from workflows.assignment.proof import Pair
from workflows.assignment.spread import Spread, SpreadRule, Traits, quotas_for
from workflows.errors import UnusableInput

_KEYS: Final = (
    {"nominations", "reviewers"},
    {"reviews_per_nomination", "default_affinity", "objective", "spread", "eased"}
    | {"affinity", "conflicts", "locked", "forbidden", "keep"},
)

_WORDS: Final = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}

Kind = TypeVar("Kind", int, str, list[object], dict[str, object])
Choice = TypeVar("Choice", bound=StrEnum)


def instance_from_json(document: Mapping[str, object]) -> Instance:
    """Read the `assign` format (docs/rules/assignment.md), once the JSON has been parsed.

    Numbers may be int, float or Decimal. A reviewer without `max` has no upper limit.

    Raises:
        UnusableInput: with the place in the document; unknown keys are faults too.
    """
    _object("the instance", document, *_KEYS)
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
        conflicts=_pairs(document, "conflicts"),
        locked=_pairs(document, "locked"),
        forbidden=_pairs(document, "forbidden"),
        keep=_pairs(document, "keep"),
        quotas=_quotas(document),
        objective=_one_of(Objective, "objective", document.get("objective", Objective.TOTAL)),
    )


def _pairs(document: Mapping[str, object], key: str) -> frozenset[Pair]:
    return frozenset(_pair(*found) for found in _entries(document, key))


def _quotas(document: Mapping[str, object]) -> tuple[Quota, ...]:
    rules = [_rule(*found) for found in _entries(document, "spread")]
    for place, rule in enumerate(rules):
        if any((other.kind, other.trait) == (rule.kind, rule.trait) for other in rules[:place]):
            raise UnusableInput(f"spread[{place}]", "this rule is given already")
    quotas = quotas_for(rules, _traits(document, "nominations"), _traits(document, "reviewers"))
    return _eased(document, quotas)


def _eased(document: Mapping[str, object], quotas: tuple[Quota, ...]) -> tuple[Quota, ...]:
    """The quotas with the numbers of `eased` in the place of what the rules ask."""
    found = {(quota.nomination, quota.rule): quota for quota in quotas}
    for place, entry in _entries(document, "eased"):
        each = _object(place, entry, {"nomination", "rule", "least", "most"}, set())
        named = _as(str, place, each["nomination"]), _as(str, place, each["rule"])
        if named not in found:
            raise UnusableInput(place, f"no rule of spread asks {named[1]!r} of {named[0]!r}")
        least, most = (_as(int, f"{place}.{name}", each[name]) for name in ("least", "most"))
        if not 0 <= least <= most <= LARGEST_NUMBER:
            raise UnusableInput(place, f"least and most must be from 0 to {LARGEST_NUMBER}")
        found[named] = replace(found[named], minimum=least, maximum=most)
    return tuple(found.values())


def _rule(place: str, entry: object) -> SpreadRule:
    found = _object(place, entry, {"rule", "trait"}, {"least", "most"})
    kind = _one_of(Spread, f"{place}.rule", found["rule"])
    usual, other = ("most", "least") if kind is Spread.AT_MOST else ("least", "most")
    if other in found:
        raise UnusableInput(f"{place}.{other}", f"{kind} has a {usual}, no {other}")
    number = _as(int, f"{place}.{usual}", found.get(usual, 1))
    if not 0 <= number <= LARGEST_NUMBER:
        raise UnusableInput(f"{place}.{usual}", f"must be from 0 to {LARGEST_NUMBER}")
    return SpreadRule(kind, _as(str, f"{place}.trait", found["trait"]), number)


def _traits(document: Mapping[str, object], key: str) -> dict[str, Traits]:
    found: dict[str, Traits] = {}
    for place, entry in _entries(document, key):
        entry_ = _as(dict, place, entry)
        traits = _as(dict, f"{place}.traits", entry_.get("traits", {}))
        found[_as(str, f"{place}.id", entry_["id"])] = {
            name: frozenset(_values(f"{place}.traits.{name}", values))
            for name, values in traits.items()
        }
    return found


def _values(place: str, found: object) -> list[str]:
    return [_as(str, place, value) for value in (found if isinstance(found, list) else [found])]


def _one_of(kind: type[Choice], place: str, found: object) -> Choice:
    try:
        return kind(_as(str, place, found))
    except ValueError:
        known = ", ".join(kind)
        raise UnusableInput(place, f"must be one of {known}") from None


def _nomination(place: str, entry: object, usual: object) -> Limits:
    found = _object(place, entry, {"id"}, {"reviews", "traits"})
    reviews = _object(f"{place}.reviews", found.get("reviews", {}), set(), {"min", "max"})
    return _limits(place, {**reviews, "id": found["id"]}, least=usual, most=usual)


def _limits(place: str, entry: object, *, least: object, most: object) -> Limits:
    found = _object(place, entry, {"id"}, {"min", "max", "traits"})
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
