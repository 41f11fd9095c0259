"""Conflicts of interest: rules that say something, and fields of the form that are there."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.plan.conflicts import DATED, PARTS, Binding, ConflictRule, NamedPeople, Tie
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Field, FieldKind
from workflows.plan.model import Plan
from workflows.plan.reading import nearest

COLUMNS = ("person", "institution", "country", "email", "year")
KINDS = {"country": FieldKind.COUNTRY, "email": FieldKind.EMAIL, "year": FieldKind.YEAR}
"""Columns that only make sense with a kind of their own; the others are text."""


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every rule by itself and against the others, then every field that names people."""
    said: dict[tuple[Tie, int | None, int | None], str] = {}
    for rule in plan.conflicts.rules.values():
        place = f"conflicts.rules.{rule.key}"
        yield from _rule(place, rule)
        same = (rule.tie, rule.years, rule.distance)
        if same in said:
            sentence = f"{said[same]!r} says already how this tie binds in the same window"
            yield Fault(f"{place}.tie", FaultCode.REPEATED, sentence)
        said.setdefault(same, rule.key)
    for people in plan.conflicts.people.values():
        yield from _people(plan, f"conflicts.people.{people.key}", people)


def _rule(place: str, rule: ConflictRule) -> Iterator[Fault]:
    if rule.tie is Tie.NOMINEE and rule.binds is not Binding.STRICT:
        sentence = "nobody may judge himself or herself: this tie binds strictly"
        yield Fault(f"{place}.binds", FaultCode.CONTRADICTION, sentence)
    if rule.tie is Tie.NAME_VARIANT and rule.binds is Binding.STRICT:
        sentence = "a name that is only near is a question for a person and cannot bind strictly"
        yield Fault(f"{place}.binds", FaultCode.CONTRADICTION, sentence)
    if rule.years is not None and rule.tie not in DATED:
        sentence = f"the tie {rule.tie.value!r} does not end, so a window in years says nothing"
        yield Fault(f"{place}.years", FaultCode.CONTRADICTION, sentence)
    if rule.tie is Tie.NEAR_ORGANIZATION and rule.distance is None:
        sentence = "how far is near? give the steps on the organization tree"
        yield Fault(f"{place}.distance", FaultCode.MISSING_KEY, sentence)
    if rule.tie is not Tie.NEAR_ORGANIZATION and rule.distance is not None:
        sentence = f"a distance is of near organizations only, not of {rule.tie.value!r}"
        yield Fault(f"{place}.distance", FaultCode.CONTRADICTION, sentence)


def _people(plan: Plan, place: str, people: NamedPeople) -> Iterator[Fault]:
    if people.tie not in PARTS:
        sentence = f"nobody is named as {people.tie.value!r}; that is found by comparing"
        yield Fault(f"{place}.tie", FaultCode.CONTRADICTION, sentence)
    known = {key: f for form in plan.forms.values() for key, f in form.fields.items()}
    if people.field not in known:
        sentence = f"no form has a field {people.field!r}{nearest(people.field, known)}"
        yield Fault(f"{place}.field", FaultCode.UNKNOWN_FIELD, sentence)
        return
    for form in plan.forms.values():
        if people.field in form.fields:
            where = f"field {people.field!r} of form {form.key!r}"
            yield from _field(place, people, form.fields[people.field], where)


def _field(place: str, people: NamedPeople, field: Field, where: str) -> Iterator[Fault]:
    if field.kind is FieldKind.TEXT:
        for name in COLUMNS:
            if getattr(people, name) is not None:
                sentence = f"{where} is a text and has no columns"
                yield Fault(f"{place}.{name}", FaultCode.UNKNOWN_FIELD, sentence)
    elif field.kind is not FieldKind.ROWS:
        sentence = f"{where} is of kind {field.kind.value}; people are named by rows or text"
        yield Fault(f"{place}.field", FaultCode.FIELD_TYPE, sentence)
    else:
        yield from _columns(place, people, field, where)


def _columns(place: str, people: NamedPeople, field: Field, where: str) -> Iterator[Fault]:
    if people.person is None and people.email is None:
        sentence = f"which column of {where} has the name?"
        yield Fault(f"{place}.person", FaultCode.MISSING_KEY, sentence)
    for name in COLUMNS:
        column = getattr(people, name)
        if column is None:
            continue
        if column not in field.columns:
            sentence = f"{where} has no column {column!r}{nearest(column, field.columns)}"
            yield Fault(f"{place}.{name}", FaultCode.UNKNOWN_FIELD, sentence)
        elif field.columns[column].kind is not KINDS.get(name, FieldKind.TEXT):
            wanted = KINDS.get(name, FieldKind.TEXT).value
            sentence = f"column {column!r} of {where} is not of kind {wanted}"
            yield Fault(f"{place}.{name}", FaultCode.FIELD_TYPE, sentence)
