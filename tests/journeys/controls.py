"""What a page's forms would send, read from its HTML as a browser reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str | None]
UNSENT = {"submit", "button", "file", "image", "reset"}


@dataclass
class SentForm:
    """One form: where it goes and its fields as they stand; `written` are those one types into."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def with_(self, values: dict[str, str]) -> list[tuple[str, str]]:
        """The fields with other values; fields that were not there are added."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return [*kept, *values.items()]

    def value_of(self, name: str) -> str:
        """What stands in a field."""
        return dict(self.fields)[name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SentForm] = []
        self._open: SentForm | None = None
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: Attributes = dict(attrs)
        if tag == "form" and (found.get("method") or "get").lower() == "post":
            self._open = SentForm(found.get("action") or "")
            self.forms.append(self._open)
        elif self._open is not None:
            self._control(self._open, tag, found)

    def _control(self, form: SentForm, tag: str, found: Attributes) -> None:
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "input" and name:
            kind = found.get("type") or "text"
            if kind in ("checkbox", "radio"):
                if "checked" in found:
                    form.fields.append((name, value))
            elif kind not in UNSENT and name != "csrf_token":
                form.fields.append((name, value))
                form.written += [name] if kind != "hidden" else []
        elif tag == "textarea" and name:
            self._area = name
            form.fields.append((name, ""))
            form.written.append(name)
        elif tag == "select" and name:
            self._select = name
            form.fields.append((name, ""))
        elif tag == "option" and self._select and "selected" in found:
            form.fields[-1] = (self._select, value)

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            name, value = self._open.fields[-1]
            self._open.fields[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms_of(page: str) -> list[SentForm]:
    """Every form of a page that is sent by POST."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, path: str) -> SentForm:
    """The form that goes to a path; forms without an action go to where the page is."""
    return next(f for f in forms_of(page) if f.action in ("", path))
