"""Verdicts as plain values that a database or a file can keep, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from workflows.firmness.varying import Change
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing, Variation
from workflows.plan.evaluation import Order

DIGITS: Final = 6


def kept(found: Firmness) -> dict[str, Any]:
    """Plain lists and tables, figures to a millionth."""
    plain: dict[str, Any] = _plain(asdict(found))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, DIGITS)
    return str(value) if isinstance(value, str) else value


def firmness_from(plain: Mapping[str, Any]) -> Firmness:
    """What `kept` gave, as values again.

    Raises:
        KeyError, TypeError, ValueError: it is not what `kept` gives.
    """
    return Firmness(
        standings=tuple(_standing(each) for each in plain["standings"]),
        cuts=tuple(_cut(each) for each in plain["cuts"]),
        paired=tuple(plain["paired"]),
        pairwise=_matrix(plain["pairwise"]),
        by_place=_matrix(plain["by_place"]),
        order=Order(plain["order"]),
        level=plain["level"],
        compared=plain.get("compared", False),
    )


def _standing(plain: Mapping[str, Any]) -> Standing:
    inside = {int(places): share for places, share in plain["inside"].items()}
    return Standing(**{**plain, "inside": inside})


def _cut(plain: Mapping[str, Any]) -> Cut:
    # What was kept before there was something to say of it says what went without saying.
    known = {each.name: plain.get(each.name, each.default) for each in fields(Cut)}
    return Cut(
        **{
            **known,
            "grade": Grade(plain["grade"]),
            "inside": tuple(plain["inside"]),
            "in_play": tuple(plain["in_play"]),
            "reviewers": tuple(_variation(each) for each in plain["reviewers"]),
            "weights": tuple((more, _variation(each)) for more, each in plain["weights"]),
            "rules": tuple(_variation(each) for each in plain["rules"]),
            "change": plain["change"] and Change(**plain["change"]),
        }
    )


def _variation(plain: Mapping[str, Any]) -> Variation:
    return Variation(plain["name"], tuple(plain["enters"]), tuple(plain["leaves"]))


def _matrix(rows: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in rows)
