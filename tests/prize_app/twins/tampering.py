"""Forms as pages offer them, filled in, with one field tampered with: a number, or what is hidden.

What is sent by `faulting` is wrong in every field, and mostly refused for that. Here everything
else is as the page has it, so that what looks at the one field is really reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from werkzeug.exceptions import HTTPException

from prize_app.db.people import Person
from tests.prize_app.twins.faulting import TAMPERED, beside, sent_to
from tests.prize_app.twins.walking import Walker, addresses, values_of
from tests.prize_app.twins.worlds import Instance

CHOSEN = ("hidden", "select", "radio", "checkbox", "button")
"""Kinds of fields that nobody types into: what they send was put there by the page."""
FILE = re.compile(r"[./](pdf|zip|xlsx|csv|json)$")
NOT_SENT = {"accounts.sign_out", "accounts.change_password"}
"""The viewer would be gone for whatever comes after."""


@dataclass
class Form:
    """One form of a page: where it is sent, the kind of each field, and what it would send."""

    action: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    endpoint: str = ""

    def add(self, name: str, kind: str, value: str) -> None:
        """A field, or one more choice of it; the first choice is taken."""
        if not self.values.get(name):
            self.kinds[name], self.values[name] = kind, value

    def filled_in(self) -> dict[str, str]:
        """All of it, with words where somebody would have to write some."""
        return {
            name: value or ("" if self.kinds[name] in CHOSEN else "Because it is so.")
            for name, value in self.values.items()
        }


class _Forms(HTMLParser):
    """The forms of a page that send something."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._address = address
        self._form: Form | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            sends = given.get("method", "get").casefold() == "post"
            self._form = Form(given.get("action") or self._address) if sends else None
            self.found += [self._form] if self._form else []
            return
        if self._form is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option" and self._select:
            self._form.add(self._select, "select", value)
        elif tag == "select":
            self._select = name
        elif name and tag in {"input", "button", "textarea"} and given.get("type") != "file":
            self._form.add(name, given.get("type", "text") if tag == "input" else tag, value)
            self._text = name if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._text:
            self._form.values[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        self._form = None if tag == "form" else self._form
        self._select = "" if tag == "select" else self._select
        self._text = "" if tag == "textarea" else self._text


def told_by_tampering(
    worlds: Sequence[Instance], viewer: Person, shown: UUID, hidden: UUID, *, only: str = ""
) -> tuple[list[str], int]:
    """What tells worlds apart, and how often a form was not refused; all as in `told_by_faults`."""
    one, other, third = worlds
    with one.reading() as session:
        asked = {key: numbers[:1] for key, numbers in values_of(session, [shown]).items()}
    told, taken = [], 0
    forms = [form for form in _forms(one, viewer, asked, only) if only in ("", form.endpoint)]
    for address, sent, swapped in _tampered(forms, hidden):
        left = sent_to(one, viewer, address, sent)
        taken += left[0] < 400
        if left != sent_to(other, viewer, address, sent):
            told.append(f"{address} {sent}: {left[:4]} and otherwise")
        if left != sent_to(third, viewer, address, swapped):
            told.append(f"{address} {sent}: {left[:4]} and what is missing")
    return told, taken


Tampered = tuple[str, Mapping[str, str], Mapping[str, str]]


def _tampered(forms: Sequence[Form], hidden: UUID) -> Iterator[Tampered]:
    """Where to, what, and the same with what does not exist instead of what is hidden."""
    for form in forms:
        whole = form.filled_in()
        for name, kind in form.kinds.items():
            if kind in CHOSEN:
                yield form.action, whole | {name: TAMPERED}, whole | {name: TAMPERED}
                yield form.action, whole | {name: str(hidden)}, whole | {name: beside(hidden)}


def _forms(
    world: Instance, viewer: Person, asked: dict[str, list[str]], only: str
) -> Iterator[Form]:
    """One form of each kind, over all pages that one can open; or `only` those of one address."""
    walker, seen = Walker(world.app, viewer), set()
    for address in addresses(world.app, asked):
        if FILE.search(address) or (only and _endpoint(world.app, address) != only):
            continue
        status, kind, _, body = walker.get(address)
        if (status, kind) != (200, "text/html"):
            continue
        page = _Forms(address)
        page.feed(body.decode())
        for form in page.found:
            form.endpoint = _endpoint(world.app, form.action)
            what = (form.endpoint, frozenset(form.kinds))
            if form.endpoint and form.endpoint not in NOT_SENT and what not in seen:
                seen.add(what)
                yield form


def _endpoint(app: Flask, action: str) -> str:
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("")
        try:
            return str(adapter.match(urlsplit(action).path, method="POST")[0])
        except HTTPException:
            return ""
