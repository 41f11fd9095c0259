"""What somebody answered on a page of a draft, as edits of the document."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prize_app.planning import data
from prize_app.planning.data import NOTHING
from prize_app.planning.editing import Edit, Put, Remove, Rename
from prize_app.planning.outline import GUARD_KINDS, RULES, key_at
from prize_app.planning.questions import Control, Item, Page, Question, Role, questions_in
from prize_app.planning.ruling import COMPOSED, chosen_rule
from prize_app.planning.spans import Path
from prize_app.planning.values import tidy, value_of
from workflows.conditions.rule import Join
from workflows.guards import GuardUse

WAS: Final = "was:"
"""Before the name of a field: what it showed when the page was made."""

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answers:
    """What was changed on a page, as edits; and the fields that others changed meanwhile."""

    edits: tuple[Edit, ...]
    overtaken: tuple[str, ...]


def answers_on(page: Page, posted: Posted, parsed: Any) -> Answers:
    """Compare what was posted with what the page showed, and that with the document as it is.

    A field that was not touched changes nothing, whatever the document says by now. So two people
    who change different fields both get what they want.
    """
    edits: list[Edit] = []
    overtaken = []
    chosen: list[Path] = []
    for question in questions_in(page.items):
        answer = _answer(question, posted)
        if answer is None or any(question.path[: len(p)] == p for p in chosen):
            continue
        typed, was = answer
        now = tidy(question.was, question.control)
        if not _differ(question, typed, was) or not _differ(question, typed, now):
            continue
        if _differ(question, was, now):
            overtaken.append(question.name)
            continue
        edits += _edits(question, typed, parsed)
        if question.role is Role.KIND:
            chosen.append(question.path)
    return Answers(tuple(edits), tuple(overtaken))


def _answer(question: Question, posted: Posted) -> tuple[str, str] | None:
    """(typed, shown before) of a question that was on the posted page and can be answered."""
    was = posted.get(WAS + question.name)
    if not was or question.control is Control.STUCK:
        return None
    typed = "\n".join(posted.get(question.name, []))
    if question.control is Control.YES_NO:
        typed = "true" if typed else "false"
    return tidy(typed, question.control), tidy(was[0], question.control)


def _differ(question: Question, one: str, two: str) -> bool:
    first, second = value_of(question, one), value_of(question, two)
    if question.control is Control.SEVERAL:
        # The page lists the choices in its own order, which says nothing.
        return set(first) != set(second)
    return bool(first != second)


def _edits(question: Question, typed: str, parsed: Any) -> Iterator[Edit]:
    path = question.path
    if question.role is Role.ADDING:
        yield from _adding(path, typed, parsed)
    elif question.role is Role.KIND:
        yield from _choosing(path, typed, parsed)
    else:
        value = value_of(question, typed)
        if question.control is Control.SEVERAL:
            value = _in_order(value, data.at(parsed, path))
        if value is NOTHING or (value == [] and not question.required):
            yield Remove(path)
        else:
            yield Put(path, value)


def _in_order(value: list[str], old: Any) -> list[str]:
    """What stays in its old order, and what is new behind it."""
    kept = [item for item in old if item in value] if isinstance(old, list) else []
    return [*kept, *(item for item in value if item not in kept)]


def _choosing(path: Path, name: str, parsed: Any) -> Iterator[Edit]:
    kinds = _kinds(path)
    if name not in kinds and name not in COMPOSED:
        return
    old = data.at(parsed, path)
    lists = (Join.ALL, Join.ANY)
    if isinstance(old, dict) and name in lists and next(iter(old), "") in lists:
        yield Rename((*path, next(iter(old))), name)
    else:
        yield Put(path, chosen_rule(old, name, kinds))


def _adding(path: Path, name: str, parsed: Any) -> Iterator[Edit]:
    kinds = _kinds(path)
    if name not in kinds and not (name in COMPOSED and kinds is RULES):
        return
    new = chosen_rule(NOTHING, name, kinds) if name in kinds else {name: []}
    old = data.at(parsed, path)
    yield Put((*path, len(old)), new) if isinstance(old, list) else Put(path, [new])


def _kinds(path: Path) -> dict[str, Any]:
    """The registry of the rules at a path: that of the declared key which it lies under."""
    for length in range(len(path), 0, -1):
        key = key_at(path[:length])
        if key is not None and key.hint == tuple[GuardUse, ...]:
            return GUARD_KINDS
    return RULES


def with_answers(page: Page, posted: Posted, *, overtaken: Sequence[str] = ()) -> Page:
    """The page with what was typed in it; fields that others changed show the saved text too."""

    def filled(item: Any) -> Any:
        if isinstance(item, Question):
            answer = _answer(item, posted)
            if answer is None:
                return item
            saved = item.was if item.name in overtaken else None
            return dataclasses.replace(item, value=answer[0], saved=saved)
        return _rebuilt(item, filled)

    return dataclasses.replace(page, items=tuple(filled(item) for item in page.items))


def _rebuilt(item: Item, filled: Any) -> Any:
    """A group, list or rule with everything in it filled."""
    changed: dict[str, Any] = {}
    for one in dataclasses.fields(item):
        value = getattr(item, one.name)
        if one.name in ("items", "parts"):
            changed[one.name] = tuple(filled(inner) for inner in value)
        elif one.name == "entries":
            changed[one.name] = tuple(_rebuilt(entry, filled) for entry in value)
        elif isinstance(value, Question):
            changed[one.name] = filled(value)
    return dataclasses.replace(item, **changed)
