"""A file of orders or answers to pairs, as the ranking page of such a round hands it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.commands.inputs import parse_json
from workflows.commands.ranking_method import cuts_in
from workflows.comparing import Answer, Comparisons, Order, Pair
from workflows.errors import UnusableInput
from workflows.plan.rounds import Scoring

_SCORINGS: Final = (str(Scoring.ORDER), str(Scoring.PAIRS))
_METHOD: Final = frozenset({"scoring", "interval", "cuts"})
_ANSWERS: Final = ", ".join(map(str, Answer))


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared in a round, and the numbers of places after which its order is cut."""

    scoring: Scoring
    given: Comparisons
    cuts: tuple[int, ...]


def compared_in(path: str, text: str) -> Compared:
    """The comparisons of a document.

    Raises:
        UnusableInput: naming the place.
    """
    document = _object(path, parse_json(path, text))
    if "reviews" in document:
        raise UnusableInput(path, "holds points; `python -m workflows calibrate` replays it")
    for key in sorted(document.keys() - {"method", "orders", "pairs"}):
        raise UnusableInput(f"{path}: {key}", "is not a key of this format")
    method = _object(f"{path}: method", document.get("method"))
    for key in sorted(method.keys() - _METHOD):
        raise UnusableInput(f"{path}: method.{key}", "is not a key of this format")
    if method.get("scoring") not in _SCORINGS:
        raise UnusableInput(f"{path}: method.scoring", f"must be one of {', '.join(_SCORINGS)}")
    if method.get("interval", 95) != 95:
        raise UnusableInput(f"{path}: method.interval", "must be 95")
    scoring, cuts = Scoring(method["scoring"]), method.get("cuts", [1])
    given = _orders(path, document) if scoring is Scoring.ORDER else _pairs(path, document)
    return Compared(scoring, given, cuts_in(f"{path}: method.cuts", cuts))


def _orders(path: str, document: Mapping[str, Any]) -> Comparisons:
    if document.get("pairs"):
        raise UnusableInput(f"{path}: pairs", "a round has orders or pairs, not both")
    given = _object(f"{path}: orders", document.get("orders"))
    return Comparisons(orders={who: _order(f"{path}: orders.{who}", each)
                               for who, each in given.items()})  # fmt: skip


def _order(place: str, given: Any) -> Order:
    groups = tuple(
        tuple(_names(f"{place}[{number}]", group)) for number, group in _list(place, given)
    )
    names = [name for group in groups for name in group]
    if len(set(names)) < len(names):
        raise UnusableInput(place, "names a nomination twice")
    return groups


def _pairs(path: str, document: Mapping[str, Any]) -> Comparisons:
    if document.get("orders"):
        raise UnusableInput(f"{path}: orders", "a round has orders or pairs, not both")
    given = _object(f"{path}: pairs", document.get("pairs"))
    found = {
        who: [_pair(f"{path}: pairs.{who}[{n}]", each)
              for n, each in _list(f"{path}: pairs.{who}", own)]
        for who, own in given.items()
    }  # fmt: skip
    return Comparisons(pairs=found)


def _pair(place: str, given: Any) -> Pair:
    words = list(_names(place, given))
    if len(words) != 3 or words[0] == words[1]:
        raise UnusableInput(place, "must be two different nominations and an answer")
    if words[2] not in set(Answer):
        raise UnusableInput(place, f"the answer must be one of {_ANSWERS}")
    return Pair(words[0], words[1], Answer(words[2]))


def _names(place: str, given: Any) -> Iterator[str]:
    for number, name in _list(place, given):
        if not isinstance(name, str) or not name.strip():
            raise UnusableInput(f"{place}[{number}]", "must be a text that is not empty")
        yield name


def _list(place: str, given: Any) -> Iterator[tuple[int, Any]]:
    if not isinstance(given, list):
        raise UnusableInput(place, "must be a list")
    return enumerate(given)


def _object(place: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise UnusableInput(place, "must be an object")
    return given
