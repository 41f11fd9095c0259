"""Buttons of a page that change which entries there are: add, copy, rename, move, remove."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from prize_app.planning import data, wording
from prize_app.planning.answers import Posted
from prize_app.planning.building import languages_of
from prize_app.planning.data import NOTHING, path_of, place_of
from prize_app.planning.editing import Duplicate, Edit, Move, Put, Remove, Rename
from prize_app.planning.outline import Key, key_at, name_key
from prize_app.planning.references import References
from prize_app.planning.spans import Path
from workflows.errors import Refusal, RuleBroken
from workflows.text import squeezed

NEW: Final = "new:"
KEY: Final = "key:"
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_LONGEST_NAME: Final = 400


def edits_for(act: str, posted: Posted, parsed: Any) -> tuple[list[Edit], Path]:
    """What a pressed button asks for, and the page to go on with (empty: the same).

    Args:
        act: a verb and a place, such as ``copy rubrics.short``.

    Raises:
        RuleBroken: a name is missing, a key is not possible or taken, or what shall go is in use.
    """
    verb, _, place = act.partition(" ")
    path = path_of(place)
    if verb == "add":
        return _added(path, _text(posted, NEW + place), parsed)
    if data.at(parsed, path) is NOTHING or not _is_entry(path):
        return [], ()
    match verb:
        case "remove":
            return _removed(path, parsed)
        case "copy":
            key = _free(f"{path[-1]}-2", data.at(parsed, path[:-1]))
            return [Duplicate(path, key)], (*path[:-1], key)
        case "rename":
            return _renamed(path, _text(posted, KEY + place), parsed)
        case "up" | "down":
            return list(_moved(path, 1 if verb == "down" else -1, parsed)), ()
    return [], ()


def _is_entry(path: Path) -> bool:
    """Whether a path leads to an entry of a table of tables, or to a rule in a list."""
    outer = key_at(path[:-1]) if path else None
    return bool(path) and (isinstance(path[-1], int) or bool(outer and outer.item))


def _text(posted: Posted, name: str) -> str:
    found = posted.get(name, ())
    return squeezed(found[0])[:_LONGEST_NAME] if found else ""


def _added(path: Path, name: str, parsed: Any) -> tuple[list[Edit], Path]:
    outer = key_at(path)
    if outer is None or outer.item is None:
        return [], ()
    if not name:
        raise RuleBroken([Refusal("plan_name_missing")])
    table = data.at(parsed, path)
    present = table if isinstance(table, dict) else {}
    named = name_key(outer.item)
    if not named:
        _require_key(name, present)
        return [Put((*path, name), {})], (*path, name)
    key = _free(_slug(name) or _slug(_singular(outer)), present)
    return [Put((*path, key), {named: {languages_of(parsed)[0]: name}})], (*path, key)


def _singular(outer: Key) -> str:
    return wording.noun(outer.owner, str(outer.path[-1]))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _free(key: str, present: Any) -> str:
    """The key itself, or with a number that makes it one that nothing has."""
    stem = re.sub(r"-\d+$", "", key)[:50]
    number = 2
    while key in present:
        key, number = f"{stem}-{number}", number + 1
    return key


def _require_key(key: str, present: Any) -> None:
    if not _KEY.fullmatch(key):
        raise RuleBroken([Refusal("plan_key_unusable")])
    if key in present:
        raise RuleBroken([Refusal("plan_key_taken", {"key": key})])


def _removed(path: Path, parsed: Any) -> tuple[list[Edit], Path]:
    if isinstance(path[-1], int):
        return [Remove(path)], ()
    references = References(parsed)
    naming = references.naming(path)
    if naming:
        where = dict.fromkeys(references.owner(p)[1] for p in naming)
        named = ", ".join(list(where)[:5])
        raise RuleBroken([Refusal("plan_part_used", {"count": len(naming), "where": named})])
    return [Remove(path)], ()


def _renamed(path: Path, key: str, parsed: Any) -> tuple[list[Edit], Path]:
    if key == path[-1] or isinstance(path[-1], int):
        return [], ()
    _require_key(key, data.at(parsed, path[:-1]))
    references, new = References(parsed), (*path[:-1], key)
    named = [Put(p, key) for p in references.naming(path)]
    pointed = [
        Put(p, place_of(new) + value.removeprefix(place_of(path)))
        for p, value in references.pointing(path)
    ]
    return [*named, *pointed, Rename(path, key)], new


def _moved(path: Path, step: int, parsed: Any) -> Iterator[Edit]:
    around = data.at(parsed, path[:-1])
    if isinstance(around, list):
        other = int(path[-1]) + step
        if 0 <= other < len(around):
            yield Move(path, other)
        return
    keys = list(around)
    number = keys.index(path[-1]) + step
    if 0 <= number < len(keys):
        yield Move(path, keys[number])
