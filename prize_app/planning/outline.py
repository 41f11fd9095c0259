"""The model of the plan laid over a parsed document: which table, list or value is where."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prize_app.planning import data
from prize_app.planning.data import NOTHING
from prize_app.planning.spans import Path
from workflows.conditions import CONDITIONS, Rule
from workflows.conditions.rule import Join
from workflows.guards import GUARDS, GuardUse
from workflows.named import Kind, Registry
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in, types_in

MOST_INLINE: Final = 3
"""Keys of a table that is small enough to be asked for in the list that it stands in."""

MOST_TABLES: Final = 5_000
"""Tables that are walked through; the plan we ship has about 250."""

_NAMES: Final = ("label", "name", "role")
RULES: Final = {kind.name: kind for kind in CONDITIONS}
GUARD_KINDS: Final = {kind.name: kind for kind in GUARDS}
JOINS: Final = (Join.ALL, Join.ANY, Join.NOT)


@dataclass(frozen=True, slots=True)
class Key:
    """One declared key: its table's class, its declaration, its type without None."""

    owner: type[Any]
    declared: dataclasses.Field[Any]
    hint: Any
    path: Path

    @property
    def item(self) -> type[Any] | None:
        """The class of the entries, where the key holds a table of tables."""
        if typing.get_origin(self.hint) is not Mapping:
            return None
        inner = typing.get_args(self.hint)[1]
        return typing.cast("type[Any]", inner) if dataclasses.is_dataclass(inner) else None

    @property
    def is_single(self) -> bool:
        """Whether the key holds one value: text, number, date or choice."""
        return self.table is None and self.hint is not Rule and not typing.get_args(self.hint)

    @property
    def is_list(self) -> bool:
        """Whether the key holds a list of single values."""
        is_tuple = typing.get_origin(self.hint) is tuple
        return is_tuple and typing.get_args(self.hint)[0] is not GuardUse

    @property
    def table(self) -> type[Any] | None:
        """The class, where the key holds one table."""
        is_table = dataclasses.is_dataclass(self.hint) and self.hint not in (Rule, GuardUse)
        return typing.cast("type[Any]", self.hint) if is_table else None


def keys_of(cls: type[Any], path: Path) -> Iterator[Key]:
    """The keys that a table of this class may have, at this path."""
    for name, declared in declared_in(cls).items():
        hint = types_in(cls)[declared.name]
        if typing.get_origin(hint) is types.UnionType:
            hint = typing.get_args(hint)[0]
        yield Key(cls, declared, hint, (*path, name))


def key_at(path: Path) -> Key | None:
    """The declared key that a path leads to, whatever the document has there."""
    cls: type[Any] | None = Plan
    found: Key | None = None
    steps = iter(range(len(path)))
    for number in steps:
        if cls is None:
            return None
        found = next((k for k in keys_of(cls, path[:number]) if k.path[-1] == path[number]), None)
        if found is None:
            return None
        cls = found.table or found.item
        if found.item and number + 1 < len(path):
            next(steps)
            if number + 2 == len(path):
                return dataclasses.replace(found, hint=found.item, path=path)
    return found


def every_key(parsed: Any) -> Iterator[Key]:
    """Every declared key of every table that the document has."""
    waiting: deque[tuple[type[Any], Path]] = deque([(Plan, ())])
    for _ in range(MOST_TABLES):
        if not waiting:
            return
        cls, path = waiting.popleft()
        for key in keys_of(cls, path):
            yield key
            inside = data.at(parsed, key.path)
            if key.table and isinstance(inside, dict):
                waiting.append((key.table, key.path))
            elif key.item and isinstance(inside, dict):
                tables = (k for k, v in inside.items() if isinstance(v, dict))
                waiting += [(key.item, (*key.path, k)) for k in tables]


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule by name as a document writes it: where, which kind, where its parameters are."""

    path: Path
    kind: Kind
    given: Mapping[str, Any]

    @property
    def parameters(self) -> Iterator[Key]:
        """The keys of its parameters."""
        return keys_of(self.kind.parameters, (*self.path, self.kind.name))


def rule_use(value: Any, path: Path, kinds: Mapping[str, Kind]) -> RuleUse | None:
    """A written rule, if it is a known one by name."""
    if isinstance(value, str) and value in kinds:
        return RuleUse(path, kinds[value], {})
    if isinstance(value, dict) and len(value) == 1:
        ((name, given),) = value.items()
        if name in kinds and isinstance(given, dict):
            return RuleUse(path, kinds[name], given)
    return None


def rule_uses(value: Any, path: Path) -> Iterator[RuleUse]:
    """Every rule by name inside a composition."""
    waiting = [(value, path)]
    while waiting:
        value, path = waiting.pop(0)
        use = rule_use(value, path, RULES)
        if use:
            yield use
        elif isinstance(value, dict) and len(value) == 1:
            ((name, inner),) = value.items()
            if isinstance(inner, list):
                waiting += [(part, (*path, name, n)) for n, part in enumerate(inner)]
            else:
                waiting.append((inner, (*path, name)))


def uses_under(key: Key, parsed: Any) -> Iterator[RuleUse]:
    """Every rule or guard by name that a key holds."""
    value = data.at(parsed, key.path)
    if key.hint is Rule and value is not NOTHING:
        yield from rule_uses(value, key.path)
    elif key.hint == tuple[GuardUse, ...] and isinstance(value, list):
        found = (rule_use(v, (*key.path, n), GUARD_KINDS) for n, v in enumerate(value))
        yield from (use for use in found if use)


def registry_of(key: Key) -> Registry:
    """Where the kinds of a key's rules are listed."""
    return CONDITIONS if key.hint is Rule else GUARDS


def name_of(entry: Any, key: str) -> str:
    """What people call an entry of a table: its label, in English if there is one, or its key."""
    if isinstance(entry, dict):
        for name in _NAMES:
            words = entry.get(name)
            if isinstance(words, dict):
                texts = [words.get("en"), *words.values()]
                found = next((t for t in texts if isinstance(t, str) and t.strip()), "")
                if found:
                    return found
    return key


def name_key(cls: type[Any]) -> str:
    """The key of the text that names an entry of this class; empty where its own key does."""
    declared = declared_in(cls)
    return next((n for n in _NAMES if n in declared and not is_plain(cls, n)), "")


def is_small(cls: type[Any]) -> bool:
    """Whether a table has so few keys that it is asked for in the list that it stands in."""
    keys = list(keys_of(cls, ()))
    return len(keys) <= MOST_INLINE and all(
        k.is_single or k.is_list or k.hint == Words for k in keys
    )


def is_plain(cls: type[Any], key: str) -> bool:
    """Whether a key holds a single value and no text in several languages."""
    return typing.get_origin(types_in(cls)[declared_in(cls)[key].name]) is not Mapping
