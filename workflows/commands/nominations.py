"""The file of nominations that ``eligibility`` reads, as cases for the entry conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.commands.registers import EstablishedRecord, Registers, established_of
from workflows.conditions import Case, Consent, Nominator
from workflows.errors import UnusableInput
from workflows.plan.faults import Fault, FaultCode, Faults
from workflows.plan.forms import FieldKind, Form, Means
from workflows.plan.model import Plan
from workflows.plan.reading import nearest, read_table, spec
from workflows.plan.scalars import kind_of
from workflows.shapes import shape_faults


@dataclass(frozen=True, slots=True)
class _NominatorRecord:
    name: str = spec("full name", default="")
    email: str = spec("e-mail address", default="")
    institution: str = spec("institution", default="")
    country: str = spec("country", default="")
    original_name: str = spec("name in its own script", default="")


@dataclass(frozen=True, slots=True)
class _Record:
    id: str = spec("name of the nomination in the answer", minimum=1, maximum=200)
    category: str = spec("category of the plan")
    files: Mapping[str, int] = spec("field -> number of files", default={})
    nominee: str | None = spec("the form's answer by default", default=None)
    nominee_email: str | None = spec("the form's answer by default", default=None)
    nominee_original: str | None = spec("the form's answer by default", default=None)
    pages: Mapping[str, tuple[int, ...]] = spec("field -> pages of each file", default={})
    consent: Consent = spec("what the nominee said", default=Consent.NOT_ASKED)
    nominator: _NominatorRecord = spec("who nominates", default=_NominatorRecord())
    nominations_in_category: int = spec("by this nominator", default=1, minimum=1, maximum=100_000)
    nominations_of_body: int = spec("by the institution", default=1, minimum=1, maximum=100_000)
    established: Mapping[str, EstablishedRecord] = spec(
        "condition -> what the secretariat found out", default={}
    )


def cases_of(plan: Plan, document: Any, today: date) -> Iterator[tuple[str, Case]]:
    """(id, case) of every nomination of the document, in its order.

    Raises:
        UnusableInput: with every fault of the document, before the first case.
    """
    if not isinstance(document, dict) or not isinstance(document.get("nominations"), list):
        wanted = "expected an object with the key 'nominations', a list"
        raise UnusableInput("(document)", f"{wanted}; found {kind_of(document)}")
    faults = Faults()
    rest = {key: value for key, value in document.items() if key != "nominations"}
    registers = read_table(Registers, rest, "", faults)
    read = [
        _nomination(plan, value, f"nominations[{number}]", faults)
        for number, value in enumerate(document["nominations"])
    ]
    _refuse_repeated(read, faults)
    _refuse(faults)
    for record, answers in read:
        yield record.id, _case(plan, record, answers, registers, today)


def _nomination(
    plan: Plan, value: Any, place: str, faults: Faults
) -> tuple[_Record, Mapping[str, Any]]:
    is_table = isinstance(value, dict)
    answers = value.get("answers", {}) if is_table else {}
    rest = {k: v for k, v in value.items() if k != "answers"} if is_table else value
    record: _Record = read_table(_Record, rest, place, faults)
    if not isinstance(answers, dict):
        sentence = f"expected a table, found {kind_of(answers)}"
        faults.add(f"{place}.answers", FaultCode.WRONG_TYPE, sentence)
    elif record.category in plan.categories:
        form = plan.form_of(record.category)
        faults.found += shape_faults(form, answers, plan.themes, f"{place}.answers")
        faults.found += _file_faults(form, record.files, f"{place}.files")
        faults.found += _condition_faults(plan, record, f"{place}.established")
    elif f"{place}.category" not in faults.broken and place not in faults.broken:
        sentence = (
            f"no category {record.category[:60]!r}{nearest(record.category, plan.categories)}"
        )
        faults.add(f"{place}.category", FaultCode.UNKNOWN_REFERENCE, sentence)
    return record, answers


def _file_faults(form: Form, files: Mapping[str, int], place: str) -> Iterator[Fault]:
    known = [key for key, field in form.fields.items() if field.kind is FieldKind.FILES]
    for key, count in files.items():
        if key not in known:
            sentence = f"form {form.key!r} has no field for files {key!r}{nearest(key, known)}"
            yield Fault(f"{place}.{key}", FaultCode.UNKNOWN_FIELD, sentence)
        elif count < 0:
            yield Fault(f"{place}.{key}", FaultCode.OUT_OF_RANGE, f"{count} files cannot be")


def _condition_faults(plan: Plan, record: _Record, place: str) -> Iterator[Fault]:
    known = plan.categories[record.category].conditions
    for key in record.established:
        if key not in known:
            sentence = f"{record.category!r} has no entry condition {key!r}{nearest(key, known)}"
            yield Fault(f"{place}.{key}", FaultCode.UNKNOWN_REFERENCE, sentence)


def _refuse_repeated(read: list[tuple[_Record, Mapping[str, Any]]], faults: Faults) -> None:
    seen: set[str] = set()
    for number, (record, _) in enumerate(read):
        if record.id and record.id in seen:
            sentence = f"{record.id!r} is the id of another nomination too"
            faults.add(f"nominations[{number}].id", FaultCode.REPEATED, sentence)
        seen.add(record.id)


def _refuse(faults: Faults) -> None:
    if faults.found:
        first, *others = (f"{fault.place}: {fault.sentence}" for fault in faults.found)
        place, _, sentence = first.partition(": ")
        raise UnusableInput(place, "\n".join([sentence, *others]))


def _case(
    plan: Plan,
    record: _Record,
    answers: Mapping[str, Any],
    registers: Registers,
    today: date,
) -> Case:
    form, who = plan.form_of(record.category), record.nominator
    return Case(
        answers=answers,
        category=record.category,
        today=today,
        edition_year=plan.prize.year,
        nominee=_given(record.nominee, form, Means.NOMINEE_NAME, answers),
        nominee_email=_given(record.nominee_email, form, Means.NOMINEE_EMAIL, answers),
        nominee_original=_given(
            record.nominee_original, form, Means.NOMINEE_ORIGINAL_NAME, answers
        ),
        files=record.files,
        pages=record.pages,
        consent=record.consent,
        nominator=Nominator(who.name, who.email, who.institution, who.country, who.original_name),
        laureates=registers.honours,
        offices=registers.held,
        organizations=registers.bodies,
        nominated=registers.others(record.id),
        nominations_in_category=record.nominations_in_category,
        nominations_of_body=record.nominations_of_body,
        established=established_of(record.established),
    )


def _given(stated: str | None, form: Form, means: Means, answers: Mapping[str, Any]) -> str:
    field = form.field_that_means(means)
    return stated if stated is not None else str(answers.get(field.key) or "") if field else ""
