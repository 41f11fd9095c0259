"""The answers of a form as texts to search, as far as some audience reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prize_app.db.nominations import Nomination
from workflows.leaks import Audience, Passage
from workflows.plan.forms import Field, FieldKind, Form

# What is chosen from a list was not written by anybody.
CHOSEN = frozenset({
    FieldKind.DATE, FieldKind.YEAR, FieldKind.NUMBER, FieldKind.COUNTRY, FieldKind.COUNTRIES,
    FieldKind.LANGUAGE, FieldKind.CHOICE, FieldKind.THEME, FieldKind.DECLARATION, FieldKind.FILES,
})  # fmt: skip


def answer_passages(form: Form, nomination: Nomination, audience: Audience) -> Iterator[Passage]:
    """One passage for each written answer that the audience sees."""
    for key, question in form.fields.items():
        if key not in audience.closed_fields and question.kind not in CHOSEN:
            text = _text(question, nomination.answers.get(key))
            if text:
                yield Passage(key, question.label["en"], text)


def _text(question: Field, value: Any) -> str:
    if question.kind is FieldKind.ROWS:
        rows = [[str(row.get(column) or "") for column in question.columns] for row in value or ()]
        return "\n".join(" · ".join(cell for cell in row if cell) for row in rows)
    return str(value or "")
