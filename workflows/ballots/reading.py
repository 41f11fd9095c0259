"""A profile from the engine's own JSON format, once the JSON has been parsed."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.ballots.profile import Profile, WeightedBallot
from workflows.errors import UnusableInput

_KEYS = frozenset({"candidates", "ballots", "seats"})


def profile_from_json(document: Mapping[str, object]) -> Profile:
    """Read `{"seats": 1, "candidates": ["A", "B"], "ballots": [[3, [["A"], ["B"]]], ...]}`.

    A ballot is a list of a count, the groups of ties from best to worst and, where voters were
    recused, a third element: the list of names they did not see. `seats` may be left out (1).

    Raises:
        UnusableInput: with the place in the document; unknown keys are faults too.
    """
    for key in sorted(set(document) - _KEYS):
        raise UnusableInput(key, "is not a key of this format")
    for key in sorted(_KEYS - {"seats"} - set(document)):
        raise UnusableInput(key, "is missing")
    return Profile(
        candidates=_names("candidates", document["candidates"]),
        ballots=tuple(
            _ballot(f"ballots[{number}]", entry)
            for number, entry in enumerate(_entries("ballots", document["ballots"]))
        ),
        seats=_whole("seats", document.get("seats", 1)),
    )


def _ballot(place: str, entry: object) -> WeightedBallot:
    parts = _entries(place, entry)
    if len(parts) not in (2, 3):
        raise UnusableInput(place, "must be [count, groups] or [count, groups, unseen]")
    groups = _entries(f"{place}[1]", parts[1])
    unseen = _names(f"{place}[2]", parts[2]) if len(parts) == 3 else ()
    return WeightedBallot(
        count=_whole(f"{place}[0]", parts[0]),
        groups=tuple(_names(f"{place}[1][{n}]", group) for n, group in enumerate(groups)),
        unseen=frozenset(unseen),
    )


def _entries(place: str, value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise UnusableInput(place, "must be a list")
    return list(value)


def _names(place: str, value: object) -> tuple[str, ...]:
    names: list[str] = []
    for number, name in enumerate(_entries(place, value)):
        if not isinstance(name, str):
            raise UnusableInput(f"{place}[{number}]", "must be a text")
        names.append(name)
    return tuple(names)


def _whole(place: str, value: object) -> int:
    # True is an int to Python, but not a number to anybody who wrote a ballot file.
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnusableInput(place, "must be a whole number")
    return value
