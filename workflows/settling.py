"""Who comes out of a vote by order when more stand equal than there are places left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflows.facts import BallotOutcome
from workflows.ties import Breaking, Broken, broken


@dataclass(frozen=True, slots=True)
class Settled:
    """Every outcome with `elected` as it stands now, and the tie that decides, if one does."""

    items: Mapping[str, BallotOutcome]
    tie: Broken | None


def cut_by(items: Mapping[str, BallotOutcome], places: int) -> tuple[str, ...]:
    """The equals of whom some are within the places and some are not; empty where nobody is."""
    for group in _by_place(items):
        if len(group) > places > 0:
            return group
        places -= len(group)
    return ()


def settle(items: Mapping[str, BallotOutcome], places: int, breaking: Breaking) -> Settled:
    """Fill the places from the first on; who is equal still while a tie waits has none.

    Args:
        items: nomination -> outcome with its place; ties share a place, as the votes left them.
        places: how many may come out, 1 or more.
    """
    tied = cut_by(items, places)
    tie = broken(tied, breaking) if tied else None
    elected: set[str] = set()
    for group in _by_place(items):
        if tie is not None and group == tied:
            elected |= _within(tie, places - len(elected))
            break
        if len(elected) + len(group) > places:
            break
        elected |= set(group)
    found = {name: replace(item, elected=name in elected) for name, item in items.items()}
    return Settled(found, tie)


def _within(tie: Broken, room: int) -> set[str]:
    inside: set[str] = set()
    for group in tie.groups:
        if len(inside) >= room or (len(inside) + len(group) > room and not tie.is_shared):
            break
        inside |= set(group)
    return inside


def _by_place(items: Mapping[str, BallotOutcome]) -> list[tuple[str, ...]]:
    """Names by place, best first; without a place one has no part in it."""
    placed: dict[int, list[str]] = {}
    for name, item in items.items():
        if item.place is not None:
            placed.setdefault(item.place, []).append(name)
    return [tuple(sorted(placed[place])) for place in sorted(placed)]
