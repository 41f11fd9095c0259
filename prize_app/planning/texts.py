"""All texts of one part of the plan on one page, its languages side by side, for translators."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prize_app.planning import data, trail
from prize_app.planning.data import NOTHING, place_of
from prize_app.planning.outline import Key, keys_of
from prize_app.planning.questions import Group, Page
from prize_app.planning.spans import Path
from prize_app.planning.trail import TEXTS
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.plan.reading import is_required

if TYPE_CHECKING:
    from prize_app.planning.building import Building


def parts_with_texts(parsed: Any) -> list[tuple[str, str]]:
    """(place of the page, title) of every part that holds a text, in the order of the model."""
    return [
        (place_of((TEXTS, key)), title)
        for key, title in trail.parts()
        if next(text_keys(parsed, key), None) is not None
    ]


def text_keys(parsed: Any, part: str) -> Iterator[Key]:
    """Every text of a part that is there or has to be, in the order of the document."""
    for key in keys_of(Plan, ()):
        if key.path == (part,):
            yield from _texts_in(parsed, key)


def _texts_in(parsed: Any, key: Key) -> Iterator[Key]:
    value = data.at(parsed, key.path)
    if key.hint == Words:
        if value is not NOTHING or is_required(key.declared):
            yield key
        return
    cls = key.table or key.item
    if cls is None or not isinstance(value, dict):
        return
    tables: list[Path] = [key.path] if key.table else [(*key.path, name) for name in value]
    for table in tables:
        if isinstance(data.at(parsed, table), dict):
            for inner in keys_of(cls, table):
                yield from _texts_in(parsed, inner)


def texts_page(building: Building, path: Path) -> Page | None:
    """The page of a part's texts, made by the `Building` of a document; None without any."""
    part = str(path[1]) if len(path) == 2 else ""
    found = tuple(_named(building, key) for key in text_keys(building.parsed, part))
    return Page(path, place_of(path), found) if found else None


def _named(building: Building, key: Key) -> Group:
    """A text under the whole way to it: on this page its heading is all that tells it apart."""
    group = building.texts(key)
    way = [name for name, _ in trail.steps_to(building.parsed, key.path)[1:]]
    return dataclasses.replace(group, label=", ".join(way), hint="")
