"""Building the page of one part of a draft from the model and the parsed document."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from typing import Any, Final

from prize_app.planning import data, wording
from prize_app.planning.controls import Choices, controls_for, members, with_present
from prize_app.planning.data import NOTHING, place_of
from prize_app.planning.outline import Key, is_small, key_at, keys_of, name_key, name_of
from prize_app.planning.questions import Control, Entry, Group, Item, Listing, Page, Question
from prize_app.planning.references import References
from prize_app.planning.ruling import RulingPages
from prize_app.planning.spans import Path
from prize_app.planning.texts import texts_page
from prize_app.planning.trail import TEXTS
from prize_app.planning.values import LONG, fits, shown
from workflows.conditions import Rule
from workflows.guards import GuardUse
from workflows.money import minor_digits
from workflows.plan.faults import Fault
from workflows.plan.forms import Words
from workflows.plan.reading import is_required

MOST_LANGUAGES: Final = 20
MOST_ENTRIES: Final = 300
"""What a page shows of a list; what is beyond stands in the document."""


class Building:
    """The pages of one document, with its faults beside what they concern."""

    def __init__(self, parsed: Any, faults: Sequence[Fault], *, before: Any = NOTHING) -> None:
        self.parsed = parsed
        self.references = References(parsed)
        self._faults = faults
        self._before = before
        self._digits = _digits_of(parsed)
        self._languages = languages_of(parsed)

    def page(self, path: Path) -> Page | None:
        """The page of a part or of an entry; None where the model or the document has none."""
        if path[:1] == (TEXTS,):
            return texts_page(self, path)
        key = key_at(path)
        if key is None or not (key.table or (key.item and len(path) == 1)):
            return None
        is_entry = key_at(path[:-1]) is not None and len(path) > 1
        if is_entry and not isinstance(data.at(self.parsed, path), dict):
            return None
        if key.table is None:
            return Page(path, place_of(path), (self.item(key),))
        items = tuple(self.item(inner) for inner in keys_of(key.table, path))
        return Page(path, place_of(path), items, self._page_faults(path, items))

    def item(self, key: Key) -> Item:
        """What a page shows for one declared key."""
        if key.hint == Words:
            return self.texts(key)
        if key.hint is Rule:
            return RulingPages(self, key).ruling(key.path)
        if key.hint == tuple[GuardUse, ...]:
            return RulingPages(self, key).uses()
        if key.item is not None:
            return self._listing(key, key.item)
        if key.table is not None:
            items = tuple(self.item(inner) for inner in keys_of(key.table, key.path))
            return self._group(key, items)
        label = wording.capital(wording.noun(key.owner, str(key.path[-1])))
        return self.question(key, label)

    def question(self, key: Key, label: str, given: Mapping[str, Any] | None = None) -> Question:
        """A single value, or a list of them."""
        declared, value = key.declared, data.at(self.parsed, key.path)
        known = self.references.known(key, given)
        is_list = typing.get_origin(key.hint) is tuple
        inner = typing.get_args(key.hint)[0] if is_list else key.hint
        choices = known if known is not None else members(inner)
        single, control = controls_for(key, inner, choices, is_list=is_list)
        stuck = not fits(value, control)
        default = "" if is_required(declared) else wording.default_text(declared)
        if control is Control.YES_NO and value is NOTHING and not is_required(declared):
            value = declared.default
        text = "" if stuck else shown(value, control, self._digits, single)
        if control is Control.LINE and len(text) > LONG:
            control = Control.LINES
        return Question(
            path=key.path,
            place=place_of(key.path),
            label=label,
            hint=self._hint(key, label, single, choices if control is Control.LIST else None),
            control=Control.STUCK if stuck else control,
            was=text,
            value=text,
            choices=with_present(choices or [], text, control),
            required=is_required(declared),
            default=default,
            digits=self._digits,
            inner=single,
            faults=self.faults_at(key.path),
        )

    def _hint(self, key: Key, label: str, control: Control, order: Choices | None) -> str:
        found = wording.hint(key.declared, label)
        if order is not None:
            possible = "; ".join(f"{value} ({words})" for value, words in order)
            found = f"{found} One on each line, in this order, out of: {possible}."
        currency = data.at(self.parsed, ("prize", "currency"))
        if control is not Control.MONEY or not isinstance(currency, str):
            return found
        return wording.money_hint(found, currency[:3])

    def faults_at(self, path: Path) -> tuple[Fault, ...]:
        """The faults of a value and of whatever is in it."""
        return tuple(f for f in self._faults if _is_in(f.place, place_of(path)))

    def faults_of(self, path: Path) -> tuple[Fault, ...]:
        """The faults of exactly this place."""
        return tuple(f for f in self._faults if f.place == place_of(path))

    def is_changed(self, path: Path) -> bool:
        """Whether the plan in force has something else here."""
        return self._before is not NOTHING and not data.same(
            _or_empty(data.at(self._before, path)), _or_empty(data.at(self.parsed, path))
        )

    def texts(self, key: Key) -> Group:
        """One field for each language, side by side."""
        texts = data.at(self.parsed, key.path)
        present = texts if isinstance(texts, dict) else {}
        tags = dict.fromkeys([*self._languages, *present])
        longest = max((len(str(t)) for t in present.values()), default=0)
        items = tuple(self._text(key, tag, present.get(tag, NOTHING), longest) for tag in tags)
        return self._group(key, items, is_text=True)

    def _text(self, key: Key, tag: str, value: Any, longest: int) -> Question:
        path = (*key.path, tag)
        control = Control.LINES if longest > LONG else Control.LINE
        stuck = not fits(value, control)
        text = "" if stuck else shown(value, control)
        return Question(
            path=path,
            place=place_of(path),
            label=wording.language(tag),
            hint="",
            control=Control.STUCK if stuck else control,
            was=text,
            value=text,
            tag=tag,
            required=is_required(key.declared),
            faults=self.faults_at(path),
        )

    def _group(self, key: Key, items: tuple[Item, ...], *, is_text: bool = False) -> Group:
        label = wording.capital(wording.noun(key.owner, str(key.path[-1])))
        note = wording.hint(key.declared, label) if is_text else ""
        faults = self.faults_of(key.path)
        return Group(place_of(key.path), label, note, items, faults, is_text)

    def _listing(self, key: Key, item: type[Any]) -> Listing:
        table = data.at(self.parsed, key.path)
        entries = table if isinstance(table, dict) else {}
        inline = is_small(item)
        return Listing(
            place=place_of(key.path),
            label=wording.capital(str(key.declared.metadata["doc"]).split(";")[0]),
            noun=wording.noun(key.owner, str(key.path[-1])),
            entries=tuple(
                self._entry(item, (*key.path, e), inline=inline)
                for e in list(entries)[:MOST_ENTRIES]
            ),
            left_out=max(0, len(entries) - MOST_ENTRIES),
            asks_key=not name_key(item),
            is_inline=inline,
            faults=self.faults_of(key.path),
        )

    def _entry(self, item: type[Any], path: Path, *, inline: bool) -> Entry:
        entry, name = data.at(self.parsed, path), str(path[-1])
        is_table = isinstance(entry, dict)
        owners = {self.references.owner(p): None for p in self.references.naming(path)}
        return Entry(
            place=place_of(path),
            key=name,
            name=name_of(entry, name),
            summary=self._summary(item, path) if is_table and not inline else "",
            named_by=tuple(name for _, name in owners),
            items=tuple(self.item(k) for k in keys_of(item, path)) if inline and is_table else (),
            fault_count=len(self.faults_at(path)),
            is_changed=self.is_changed(path),
        )

    def _summary(self, item: type[Any], path: Path) -> str:
        """The first single value that every entry must have: a date, a weight, a clause."""
        for key in keys_of(item, path):
            names = key.declared.metadata["refers_to"]
            if key.is_single and is_required(key.declared) and not names:
                found = self.question(key, wording.noun(item, str(key.path[-1])))
                text = dict(found.choices).get(found.value, found.value)
                text = text.replace("T", ", ") if found.control is Control.MOMENT else text
                return f"{found.label} {text}" if text else ""
        return ""

    def _page_faults(self, path: Path, items: Sequence[Item]) -> tuple[Fault, ...]:
        """The faults of the table itself: every key that can be named has a place of its own."""
        return tuple(
            f for f in self.faults_at(path) if not any(_is_in(f.place, i.place) for i in items)
        )


def languages_of(parsed: Any) -> tuple[str, ...]:
    """The languages that the plan says it speaks."""
    found = data.at(parsed, ("prize", "languages"))
    tags = [t for t in found if isinstance(t, str)] if isinstance(found, list) else []
    return tuple(dict.fromkeys(tags))[:MOST_LANGUAGES] or ("en",)


def _digits_of(parsed: Any) -> int:
    currency = data.at(parsed, ("prize", "currency"))
    return minor_digits(currency) if isinstance(currency, str) else 2


def _is_in(place: str, outer: str) -> bool:
    return place == outer or place.startswith((f"{outer}.", f"{outer}["))


def _or_empty(value: Any) -> Any:
    return {} if value is NOTHING else value
