"""What a nominator's browser sends, and the files it attaches."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

import pikepdf

from prize_app.demonstration.papers import letter_pdf
from tests.answers import INDIVIDUAL

PDF = letter_pdf(["A letter of support."])


class _Fields(HTMLParser):
    """The fields of a page as a browser would send them, buttons and files left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._select: tuple[str, bool] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        kind = given.get("type")
        if tag == "input" and kind not in ("submit", "button", "file"):
            if kind not in ("checkbox", "radio"):
                self.found[name] = value
            elif "checked" in given:
                self.found[name] = [*self.found.get(name, []), value]
        elif tag == "textarea":
            self._text, self.found[name] = name, ""
        elif tag == "select":
            self._select = (name, "multiple" in given)
            self.found[name] = [] if "multiple" in given else ""
        elif tag == "option" and self._select and "selected" in given:
            name, many = self._select
            self.found[name] = [*self.found[name], value] if many else value

    def handle_data(self, data: str) -> None:
        if self._text:
            # A browser drops the line break that follows the tag.
            self.found[self._text] += data.removeprefix("\r\n").removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._text, self._select = "", None


def fields_of(page: str) -> dict[str, Any]:
    """Everything that a page's fields hold."""
    parser = _Fields()
    parser.feed(page)
    return parser.found


def written(answers: Mapping[str, Any] = INDIVIDUAL) -> dict[str, Any]:
    """Answers as the fields of the form, by what a person touches."""
    fields: dict[str, Any] = {}
    for key, value in answers.items():
        name = f"q-{key}"
        if isinstance(value, bool):
            fields[name] = "y"
        elif isinstance(value, list) and isinstance(value[0], dict):
            for number, row in enumerate(value):
                fields |= {f"{name}-{number}-{column}": v for column, v in row.items()}
        else:
            fields[name] = value
    return fields


def upload(content: bytes = PDF, name: str = "letter.pdf") -> tuple[io.BytesIO, str]:
    """A file as the test client sends it."""
    return io.BytesIO(content), name


def changed(how: Callable[[pikepdf.Pdf], None], **saved: Any) -> bytes:
    """The letter with something done to it."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        how(pdf)
        pdf.save(buffer, **saved)
    return buffer.getvalue()


def encrypted(owner: str = "owner", user: str = "user") -> bytes:
    """The letter behind a password."""
    return changed(lambda pdf: None, encryption=pikepdf.Encryption(owner=owner, user=user))


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def _launch(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    pdf.pages[0].AA = pikepdf.Dictionary(O=action)


def _embedded(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.exe"] = b"MZ"


def _no_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


SCRIPTED, LAUNCHING, EMBEDDING = changed(_script), changed(_launch), changed(_embedded)
WITHOUT_PAGES = changed(_no_pages)
