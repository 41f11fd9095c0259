"""Which nominations have been compared with which, however many steps lie between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def parts_of(
    nominations: Sequence[str], compared: Iterable[Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Parts between which there is no comparison, the largest first, then by name.

    Args:
        compared: groups of nominations that somebody has compared among themselves.
    """
    leader = {name: name for name in nominations}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for group in compared:
        first, *others = group
        for other in others:
            leader[find(other)] = find(first)
    parts: dict[str, list[str]] = {}
    for name in sorted(nominations):
        parts.setdefault(find(name), []).append(name)
    return tuple(sorted(map(tuple, parts.values()), key=lambda part: (-len(part), part)))
