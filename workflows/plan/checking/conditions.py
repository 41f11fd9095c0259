"""Entry conditions that ask for fields which a form does not have, or has of another kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.conditions import uses_of
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Column, Field, FieldKind, Form
from workflows.plan.model import Plan
from workflows.plan.reading import nearest


def faults(plan: Plan) -> Iterator[Fault]:
    """Check every use of a field, in the forms of all categories that use the condition."""
    for key, condition in plan.conditions.items():
        forms = {
            category.form
            for category in plan.categories.values()
            if key in category.conditions and category.form in plan.forms
        }
        for place, use in uses_of(condition.rule, f"conditions.{key}.rule"):
            for form in sorted(forms):
                yield from _Check(plan, plan.forms[form], place, use.parameters).faults()


@dataclass(frozen=True, slots=True)
class _Check:
    """One use of a condition against one form."""

    plan: Plan
    form: Form
    place: str
    parameters: Any

    def faults(self) -> Iterator[Fault]:
        """Everything that the parameters name and the form does not have."""
        for declared in dataclasses.fields(self.parameters):
            value = getattr(self.parameters, declared.name)
            here = f"{self.place}.{declared.name}"
            kinds = declared.metadata["kinds"]
            match declared.metadata["refers_to"]:
                case "fields" if value is not None:
                    where = f"form {self.form.key!r}"
                    yield from _named(here, value, self.form.fields, kinds, where)
                case "columns" if value is not None:
                    where = f"field {self.parameters.rows!r} of form {self.form.key!r}"
                    yield from _named(here, value, self._columns(), kinds, where)
                case "options":
                    yield from self._options(here, value)
                case "countries":
                    yield from _countries(here, value)

    def _field(self, key: str) -> Field | None:
        return self.form.fields.get(key)

    def _columns(self) -> Mapping[str, Column] | None:
        found = self._field(self.parameters.rows)
        return found.columns if found else None

    def _options(self, here: str, answers: tuple[str, ...]) -> Iterator[Fault]:
        question = self._field(self.parameters.question)
        if question is None:
            return
        known = self.plan.themes if question.kind is FieldKind.THEME else question.options
        for number, answer in enumerate(answers):
            if answer not in known:
                yield Fault(
                    f"{here}[{number}]",
                    FaultCode.UNKNOWN_REFERENCE,
                    f"{question.key!r} has no answer {answer!r}{nearest(answer, known)}",
                )


def _countries(here: str, codes: tuple[str, ...]) -> Iterator[Fault]:
    """The engine knows no list of countries; it knows what a code looks like."""
    for number, code in enumerate(codes):
        if not (len(code) == 2 and code.isascii() and code.isupper()):
            sentence = f"{code[:60]!r} is no country by ISO 3166: two capital letters, such as KE"
            yield Fault(f"{here}[{number}]", FaultCode.UNKNOWN_REFERENCE, sentence)


def _named(
    here: str,
    name: str,
    known: Mapping[str, Field] | Mapping[str, Column] | None,
    kinds: tuple[str, ...],
    where: str,
) -> Iterator[Fault]:
    if known is None:
        return
    found = known.get(name)
    if found is None:
        sentence = f"{where} has no {name!r}{nearest(name, known)}"
        yield Fault(here, FaultCode.UNKNOWN_FIELD, sentence)
    elif kinds and found.kind not in kinds:
        sentence = f"{name!r} of {where} is {found.kind}, not {' or '.join(kinds)}"
        yield Fault(here, FaultCode.FIELD_TYPE, sentence)
