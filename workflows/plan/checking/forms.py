"""Forms that cannot be filled: choices without answers, rows without columns, doubled fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Field, FieldKind, Form, Means
from workflows.plan.model import Plan

_COLUMN_KINDS: Final = frozenset({
    FieldKind.TEXT, FieldKind.YEAR, FieldKind.DATE, FieldKind.COUNTRY, FieldKind.URL,
    FieldKind.EMAIL,
})  # fmt: skip


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every form by itself."""
    for form in plan.forms.values():
        yield from _repeated(form)
        for place, field in _placed(form):
            yield from _field(place, field)
        if form.field_that_means(Means.NOMINEE_NAME) is None:
            yield Fault(
                f"forms.{form.key}.sections",
                FaultCode.FORM_FIELD,
                f"no field means {Means.NOMINEE_NAME}: nobody would know who is nominated",
            )


def _placed(form: Form) -> Iterator[tuple[str, Field]]:
    for section in form.sections.values():
        for field in section.fields.values():
            yield f"forms.{form.key}.sections.{section.key}.fields.{field.key}", field


def _repeated(form: Form) -> Iterator[Fault]:
    keys: set[str] = set()
    meanings: set[Means] = set()
    for place, field in _placed(form):
        if field.key in keys:
            sentence = f"another section has a field {field.key!r} too"
            yield Fault(place, FaultCode.REPEATED, sentence)
        if field.means in meanings:
            sentence = f"another field means {field.means} too"
            yield Fault(f"{place}.means", FaultCode.REPEATED, sentence)
        keys.add(field.key)
        if field.means is not None:
            meanings.add(field.means)


def _field(place: str, field: Field) -> Iterator[Fault]:
    if (field.kind is FieldKind.CHOICE) != bool(field.options):
        sentence = "a choice, and nothing else, needs options"
        yield Fault(f"{place}.options", FaultCode.FORM_FIELD, sentence)
    if (field.kind is FieldKind.ROWS) != bool(field.columns):
        sentence = "a field with rows, and nothing else, needs columns"
        yield Fault(f"{place}.columns", FaultCode.FORM_FIELD, sentence)
    if field.compared and field.kind is not FieldKind.CHOICE:
        sentence = "only the answers of a choice can be compared"
        yield Fault(f"{place}.compared", FaultCode.FORM_FIELD, sentence)
    for column in field.columns.values():
        if column.kind not in _COLUMN_KINDS:
            sentence = f"a column cannot be {column.kind}; {', '.join(sorted(_COLUMN_KINDS))} can"
            yield Fault(f"{place}.columns.{column.key}.kind", FaultCode.FORM_FIELD, sentence)
    if None not in (field.minimum, field.maximum) and field.minimum > field.maximum:  # type: ignore[operator]
        sentence = f"nothing lies between {field.minimum} and {field.maximum}"
        yield Fault(f"{place}.minimum", FaultCode.OUT_OF_RANGE, sentence)
