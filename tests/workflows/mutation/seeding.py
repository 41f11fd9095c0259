"""What operators are made of: places of a document, copies with one change, defects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from workflows.plan.faults import FaultCode

Document = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Defect:
    """One change that a plan must not survive: refused by `code`, at or below `near`."""

    kind: str
    near: str
    code: FaultCode
    source: Document | str


@dataclass(frozen=True, slots=True)
class Seeded:
    """A shipped plan as text and as parsed document."""

    text: str
    document: Document


Changes = Iterator[tuple[str, Document | str]]
OPERATORS: Final[list[Callable[[Seeded], Iterator[Defect]]]] = []


def operator(code: FaultCode) -> Callable[[Callable[[Seeded], Changes]], Any]:
    """Take in a function that yields (near, changed document or text) with this code."""

    def take(function: Callable[[Seeded], Changes]) -> Any:
        def defects(seeded: Seeded) -> Iterator[Defect]:
            for near, source in function(seeded):
                yield Defect(function.__name__, near, code, source)

        OPERATORS.append(defects)
        return function

    return take


GONE: Final[Any] = object()


def edited(document: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a path; everything beside the path is shared."""
    if not path:
        return value
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    head, *rest = path
    if not rest and value is GONE:
        del copy[head]
    elif not rest and isinstance(copy, dict) and head not in copy:
        copy[head] = value
    else:
        inner = copy[head] if rest or not isinstance(copy, dict) else None
        copy[head] = edited(inner, tuple(rest), value)
    return copy


def at(document: Any, path: Path) -> Any:
    """The value at a path."""
    for part in path:
        document = document[part]
    return document


def written(path: Path) -> str:
    """A path as faults name it."""
    told = ""
    for part in path:
        told += f"[{part}]" if isinstance(part, int) else f".{part}"
    return told.lstrip(".")


def places(document: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a document with its path."""
    yield path, document
    items: Any = ()
    if isinstance(document, dict):
        items = document.items()
    elif isinstance(document, list):
        items = enumerate(document)
    for key, value in items:
        yield from places(value, (*path, key))


def texts(document: Document) -> Iterator[tuple[Path, Document]]:
    """Every text in two languages."""
    for path, value in places(document):
        if isinstance(value, dict) and set(value) == {"en", "zh"}:
            yield path, value


def parts(document: Document, *tables: str) -> Iterator[tuple[Path, Document]]:
    """The entries of a table: ``parts(d, "workflows", "*", "actions")``; * is every key."""
    found: list[Path] = [()]
    for name in tables:
        found = [
            (*path, key)
            for path in found
            for key in (at(document, path) if name == "*" else [name])
            if name == "*" or name in at(document, path)
        ]
    for path in found:
        for key, value in at(document, path).items():
            yield (*path, key), value


def actions(document: Document) -> Iterator[tuple[Path, Document]]:
    """Every action of every workflow."""
    yield from parts(document, "workflows", "*", "actions")


def stages(document: Document) -> Iterator[tuple[Path, Document]]:
    """Every stage of every workflow."""
    yield from parts(document, "workflows", "*", "stages")


def guards(document: Document) -> Iterator[tuple[Path, str, Document]]:
    """Every guard of every action: its path, name and parameters."""
    for path, action in actions(document):
        for number, guard in enumerate(action.get("guards", [])):
            here = (*path, "guards", number)
            if isinstance(guard, str):
                yield here, guard, {}
            else:
                ((name, parameters),) = guard.items()
                yield here, name, parameters


def before(document: Document, action_path: Path) -> set[str]:
    """The stages in which a nomination can have been when an action is taken."""
    workflow = at(document, action_path[:2])
    found = set(at(document, action_path)["from"])
    while True:
        more = {
            source
            for action in workflow["actions"].values()
            if action["to"] in found
            for source in action["from"]
        } - found
        if not more:
            return found
        found |= more
