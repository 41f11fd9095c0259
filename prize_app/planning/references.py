"""Which entries of a document a key may name, and who names an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from prize_app.planning import data
from prize_app.planning.data import NOTHING, place_of
from prize_app.planning.outline import Key, every_key, name_of, uses_under
from prize_app.planning.spans import Path

Table = Mapping[str, Any]


class References:
    """All names in one document, found in one walk."""

    def __init__(self, parsed: Any) -> None:
        self._parsed = parsed
        self._tables: dict[str, list[Table]] = {}
        self._owners: list[Path] = []
        self._naming: list[tuple[str, Path, Any]] = []
        self._pointing: list[tuple[Path, str]] = []
        for key in every_key(parsed):
            found = data.at(parsed, key.path)
            if key.item and isinstance(found, dict):
                self._tables.setdefault(str(key.path[-1]), []).append(found)
                self._owners += [(*key.path, entry) for entry in found]
            for one in (key, *(p for use in uses_under(key, parsed) for p in use.parameters)):
                table, value = one.declared.metadata["refers_to"], data.at(parsed, one.path)
                if table and value is not NOTHING:
                    self._naming.append((table, one.path, value))
                if one.declared.metadata["is_key_path"] and isinstance(value, str):
                    self._pointing.append((one.path, value))

    def known(self, key: Key, given: Table | None = None) -> list[tuple[str, str]] | None:
        """(key, name) of everything that a key may name; None where it names nothing.

        Args:
            given: of a parameter of a rule, all its parameters: columns are those of the list
                that another one names, answers those of the question.
        """
        table, wanted = key.declared.metadata["refers_to"], key.declared.metadata["kinds"]
        if not table:
            return None
        found: dict[str, str] = {}
        for entries in self._open_to(table, key.path, given or {}):
            for name, entry in entries.items():
                if not wanted or (isinstance(entry, dict) and entry.get("kind") in wanted):
                    found.setdefault(name, name_of(entry, name))
        return list(found.items())

    def naming(self, path: Path) -> list[Path]:
        """The paths of all values that name the entry at a path."""
        return [
            place
            for table, at, value in self._naming
            if table == path[-2] and self._around(table, at) in (None, path[:-1])
            for place in _places(value, at, path[-1])
        ]

    def pointing(self, path: Path) -> list[tuple[Path, str]]:
        """(path, value) of every key path that leads to the entry at a path, or into it."""
        entry = place_of(path)
        return [(p, v) for p, v in self._pointing if v == entry or v.startswith(f"{entry}.")]

    def owner(self, path: Path) -> tuple[Path, str]:
        """The innermost entry of a table of tables that a path lies in, and what it is called."""
        around = (owner for owner in self._owners if path[: len(owner)] == owner)
        best = max(around, key=len, default=path[:1])
        return best, name_of(data.at(self._parsed, best), str(best[-1]))

    def _open_to(self, table: str, path: Path, given: Table) -> Iterator[Table]:
        if table in ("columns", "options"):
            asked = given.get("rows" if table == "columns" else "question")
            yield from self._inside_field(table, asked)
            return
        around = self._around(table, path)
        yield from (
            self._tables.get(table, []) if around is None else [data.at(self._parsed, around)]
        )

    def _inside_field(self, table: str, asked: Any) -> Iterator[Table]:
        for fields in self._tables.get("fields", []):
            field = fields.get(asked) if isinstance(asked, str) else None
            if isinstance(field, dict):
                inner = field.get(table)
                yield inner if isinstance(inner, dict) else {}
                if field.get("kind") == "theme":
                    yield from self._tables.get("themes", [])

    def _around(self, table: str, path: Path) -> Path | None:
        """The nearest table of this name around a path; None where any of that name will do."""
        for length in range(len(path) - 1, -1, -1):
            if isinstance(data.at(self._parsed, (*path[:length], table)), dict):
                return (*path[:length], table)
        return None


def _places(value: Any, path: Path, entry: str | int) -> Iterator[Path]:
    if value == entry:
        yield path
    elif isinstance(value, list):
        yield from ((*path, n) for n, item in enumerate(value) if item == entry)
