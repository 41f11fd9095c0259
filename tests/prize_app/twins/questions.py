"""Addresses with something after the question mark: every parameter that a page looks at.

Which ones there are is noticed while the pages are walked: what a view reads of the address, and
the fields of the forms that ask by it. A new parameter is covered by being read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

NOTICED = "parameters noticed"
FIELDS = "fields noticed"
A_NUMBER = "2"
VALUES = ("Somebody Else", A_NUMBER, "-1e9\x00")
"""What any parameter is tried with: the hidden nominee, a number, and what nothing expects."""
MOST_CHOICES = 1
MOST_ALONE = 5
"""So many parameters of an address are each tried with every value, more with a number each."""

Noticed = dict[str, set[str]]


class _Args(ImmutableMultiDict[str, str]):
    """Parameters that remember what was looked at."""

    def _notice(self, key: Any) -> None:
        current_app.extensions[NOTICED][request.endpoint].add(key)

    def get(self, key: Any, *args: Any, **named: Any) -> Any:
        self._notice(key)
        return super().get(key, *args, **named)

    def getlist(self, key: Any, *args: Any, **named: Any) -> Any:
        self._notice(key)
        return super().getlist(key, *args, **named)

    def __contains__(self, key: object) -> bool:
        self._notice(key)
        return super().__contains__(key)


class _Fields(_Args):
    """What is sent in the body, noticed apart."""

    def _notice(self, key: Any) -> None:
        current_app.extensions[FIELDS][request.endpoint].add(key)


class _Noticing(Request):
    parameter_storage_class = ImmutableMultiDict

    def make_form_data_parser(self) -> FormDataParser:
        parser = super().make_form_data_parser()
        parser.cls = _Fields
        return parser

    @cached_property
    def args(self) -> Any:  # type: ignore[override]
        return _Args(super().args)


def notice(app: Flask) -> None:
    """From now on remember what parameters and fields each endpoint looks at."""
    app.request_class = _Noticing
    app.extensions[NOTICED] = defaultdict(set)
    app.extensions[FIELDS] = defaultdict(set)


class _Forms(HTMLParser):
    """Names and choices of the fields of forms that ask by address."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = defaultdict(list)
        self._asks, self._select = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._asks = given.get("method", "get").casefold() == "get"
        elif self._asks and tag in {"input", "select", "textarea"} and "name" in given:
            self.fields[given["name"]] += [given["value"]] if given.get("value") else []
            self._select = given["name"] if tag == "select" else self._select
        elif self._asks and tag == "option" and given.get("value"):
            self.fields[self._select].append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        self._asks = self._asks and tag != "form"


def questions(app: Flask, answers: Mapping[str, tuple[int, str, str, bytes]]) -> Iterator[str]:
    """For one address of each endpoint that answered: every parameter with several values."""
    chosen: dict[str, str] = {}
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("")
        for address, (status, kind, _, _) in answers.items():
            if status == 200 and kind == "text/html" and "?" not in address:
                chosen.setdefault(str(adapter.match(urlsplit(address).path)[0]), address)
    for endpoint, address in chosen.items():
        forms = _Forms()
        forms.feed(answers[address][3].decode())
        names = sorted(app.extensions[NOTICED][endpoint] | forms.fields.keys())
        for asked in _asked(names, forms.fields):
            yield f"{address}?{urlencode(asked)}"


def _asked(
    names: Sequence[str], choices: Mapping[str, Sequence[str]]
) -> Iterator[Mapping[str, str]]:
    """Each parameter alone with every value; of many each with a number, and all with the rest."""
    if len(names) <= MOST_ALONE:
        yield from ({name: value} for name in names for value in _values(choices.get(name, ())))
        return
    yield from ({name: A_NUMBER} for name in names)
    yield from (dict.fromkeys(names, value) for value in VALUES if value != A_NUMBER)
    yield {name: given[-1] for name in names if (given := choices.get(name))}


def _values(choices: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*VALUES, *list(choices)[-MOST_CHOICES:]]))
