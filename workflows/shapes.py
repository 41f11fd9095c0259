"""Whether answers have the shape that the fields of a form ask for; what they say is not judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Column, Field, FieldKind, Form
from workflows.plan.reading import join, nearest
from workflows.plan.scalars import kind_of


def shape_faults(
    form: Form, answers: Mapping[str, Any], themes: Collection[str], place: str
) -> Iterator[Fault]:
    """What in the answers no form could have stored. Empty answers always fit.

    Args:
        answers: field key -> JSON value.
        place: key path of the answers, for the faults.
    """
    for key, answer in answers.items():
        here = join(place, key[:60])
        question = form.fields.get(key)
        if question is None:
            sentence = f"form {form.key!r} has no field {key[:60]!r}{nearest(key, form.fields)}"
            yield Fault(here, FaultCode.UNKNOWN_FIELD, sentence)
        elif not (answer is None or answer == ""):
            yield from _Shape(question, themes, here).faults(answer)


@dataclass(frozen=True, slots=True)
class _Shape:
    question: Field
    themes: Collection[str]
    place: str

    def faults(self, answer: Any) -> Iterator[Fault]:
        """What is wrong with one answer that is not empty."""
        match self.question.kind:
            case FieldKind.FILES:
                yield self._wrong("nothing here: files are counted under 'files'", answer)
            case FieldKind.NUMBER | FieldKind.YEAR:
                yield from self._if(type(answer) is not int, "a whole number", answer)
            case FieldKind.DECLARATION:
                yield from self._if(type(answer) is not bool, "true or false", answer)
            case FieldKind.COUNTRIES:
                yield from self._if(not _all(answer, str), "a list of texts", answer)
            case FieldKind.ROWS:
                yield from self._rows(answer)
            case FieldKind.DATE:
                yield from self._if(not _is_date(answer), "a date as 2027-04-30", answer)
            case FieldKind.CHOICE:
                yield from self._one_of(self.question.options, answer)
            case FieldKind.THEME:
                yield from self._one_of(self.themes, answer)
            case _:
                yield from self._if(not isinstance(answer, str), "a text", answer)

    def _wrong(self, wanted: str, answer: Any, place: str = "") -> Fault:
        sentence = f"expected {wanted}, found {kind_of(answer)}"
        return Fault(place or self.place, FaultCode.WRONG_TYPE, sentence)

    def _if(self, is_wrong: bool, wanted: str, answer: Any) -> Iterator[Fault]:
        if is_wrong:
            yield self._wrong(wanted, answer)

    def _one_of(self, known: Collection[str], answer: Any) -> Iterator[Fault]:
        is_known = isinstance(answer, str) and answer in known
        yield from self._if(not is_known, f"one of {', '.join(known)}", answer)

    def _rows(self, answer: Any) -> Iterator[Fault]:
        if not _all(answer, dict):
            yield self._wrong("a list of tables", answer)
            return
        for number, row in enumerate(answer):
            for key, value in row.items():
                yield from self._cell(f"{self.place}[{number}].{key[:60]}", key, value)

    def _cell(self, place: str, key: str, value: Any) -> Iterator[Fault]:
        column: Column | None = self.question.columns.get(key)
        if column is None:
            near = nearest(key, self.question.columns)
            yield Fault(place, FaultCode.UNKNOWN_KEY, f"there is no column {key[:60]!r}{near}")
        elif value is not None and not _fits(column, value):
            wanted = {FieldKind.YEAR: "a whole number", FieldKind.DATE: "a date as 2027-04-30"}
            yield self._wrong(wanted.get(column.kind, "a text"), value, place)


def _fits(column: Column, value: Any) -> bool:
    if column.kind is FieldKind.YEAR and type(value) is int:
        return True
    if column.kind is FieldKind.DATE:
        return value == "" or _is_date(value)
    return isinstance(value, str)


def _all(value: Any, kind: type[Any]) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False
