"""The organization tree: academy, institute, group; how far one body is from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.names import readings_of_body


class OrganizationTree:
    """Bodies by id, each with its names and the body that it is part of.

    A circle, which nothing should have let in, ends the way up instead of going round for ever.
    """

    def __init__(
        self, names: Mapping[str, tuple[str, ...]], parents: Mapping[str, str] | None = None
    ) -> None:
        self._parents = dict(parents or {})
        self._names = names
        self._by_reading: dict[tuple[str, ...], set[str]] = {}
        for key, known in names.items():
            for name in known:
                for reading in readings_of_body(name):
                    self._by_reading.setdefault(reading, set()).add(key)

    def name(self, key: str) -> str:
        """The first name of a body."""
        return next(iter(self._names.get(key, ())), key)

    def find(self, name: str) -> frozenset[str]:
        """The bodies that this name is a name of."""
        found = (self._by_reading.get(reading, ()) for reading in readings_of_body(name))
        return frozenset(key for keys in found for key in keys)

    def upwards(self, key: str) -> Iterator[tuple[str, int]]:
        """The body itself (0 steps), what it is part of (1 step), and so on to the root."""
        seen: set[str] = set()
        steps = 0
        while key and key not in seen:
            yield key, steps
            seen.add(key)
            key, steps = self._parents.get(key, ""), steps + 1

    def distance(self, one: str, other: str) -> int | None:
        """Steps from one to the other over the nearest body that both are part of."""
        ups = dict(self.upwards(one))
        return min((ups[key] + n for key, n in self.upwards(other) if key in ups), default=None)

    def would_circle(self, key: str, parent: str) -> bool:
        """Whether a body would become part of itself by this."""
        return any(above == key for above, _ in self.upwards(parent))
