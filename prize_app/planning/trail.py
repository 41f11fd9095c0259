"""Places of the plan in words: Rubrics, Individuals, Cooperation, Weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from prize_app.planning import data, wording
from prize_app.planning.data import place_of
from prize_app.planning.outline import Key, is_small, key_at, keys_of, name_of
from prize_app.planning.spans import Path
from workflows.plan.model import Plan

FURTHER: Final = re.compile(r"[,;]\s")
"""Where the name of a part ends and what else is to say of it begins."""

TEXTS: Final = "texts"
"""Before the key of a part: the page of all its texts. No part of the model has this name."""

Step = tuple[str, str]
"""(what people call it, place of its page or nothing)."""


def parts() -> Iterator[tuple[str, str]]:
    """(key, title) of the parts of a plan, in the order of the model."""
    for key in keys_of(Plan, ()):
        yield str(key.path[0]), title(key)


def title(key: Key) -> str:
    """The title of a part: what its key means, in few words."""
    return wording.capital(FURTHER.split(str(key.declared.metadata["doc"]))[0])


def steps_to(parsed: Any, path: Path) -> list[Step]:
    """The way to a place from the top of the plan; what the model does not know is left out."""
    if path[:1] == (TEXTS,):
        return [(f"Texts: {name}", place) for name, place in steps_to(parsed, path[1:])]
    found: list[Step] = []
    for length in range(1, len(path) + 1):
        here = path[:length]
        key = key_at(here)
        if key is None:
            break
        if length == 1:
            found.append((title(key), place_of(here)))
        elif _is_entry(here):
            found.append((name_of(data.at(parsed, here), str(here[-1])), place_of(here)))
        else:
            found.append((wording.capital(wording.noun(key.owner, str(here[-1]))), ""))
    return found


def page_of(parsed: Any, path: Path) -> Path:
    """The innermost page that shows a place; nothing where none does."""
    if path[:1] == (TEXTS,):
        return path
    for length in range(len(path), 0, -1):
        here = path[:length]
        key = key_at(here)
        if key is not None and (length == 1 or _is_entry(here)):
            there = data.at(parsed, here)
            if length == 1 or (isinstance(there, dict) and not _is_inline(here)):
                return here
    return ()


def where(parsed: Any, place: str) -> str:
    """A place in words; as it is written where the model does not know it."""
    steps = steps_to(parsed, data.path_of(place))
    return ", ".join(name for name, _ in steps) or place


def _is_entry(path: Path) -> bool:
    outer = key_at(path[:-1])
    return outer is not None and outer.item is not None


def _is_inline(path: Path) -> bool:
    outer = key_at(path[:-1])
    return outer is not None and outer.item is not None and is_small(outer.item)
