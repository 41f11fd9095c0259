"""What nomination pages show: sections with answers, faults, conditions, the strip, the options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from prize_app.countries import LANGUAGES, country_name
from prize_app.db.nominations import Nomination
from prize_app.nominations.facts import Known
from prize_app.nominations.shown import ShownFile
from prize_app.nominations.standing import Seen
from prize_app.nominations.wording import answer_fault_words
from workflows.answers import is_empty
from workflows.machine import Option
from workflows.plan.evaluation import Workflow
from workflows.plan.forms import Field, FieldKind, Form, Section
from workflows.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question: text, rows or files."""

    field: Field
    text: str = ""
    language: str = ""
    rows: Sequence[Sequence[str]] = ()
    files: Sequence[ShownFile] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text or self.rows or self.files)


@dataclass(frozen=True, slots=True)
class StripStep:
    """A step of the way, for the strip."""

    label: str
    state: str
    date: str = ""


def dossier(
    plan: Plan,
    nomination: Nomination,
    files: Sequence[ShownFile],
    *,
    closed: Set[str],
) -> list[tuple[Section, list[Answer]]]:
    """The form with its answers, section by section, but for the `closed` fields of a sight.

    `plan` is the one that the nomination was begun under: its form, labels and themes.
    """
    shown = []
    for section in plan.form_of(nomination.category_key).sections.values():
        answers = [
            _answer(plan, question, nomination, files)
            for question in section.fields.values()
            if question.key not in closed
        ]
        answered = [a for a in answers if not a.is_empty]
        if answered:
            shown.append((section, answered))
    return shown


def _answer(
    plan: Plan, question: Field, nomination: Nomination, files: Sequence[ShownFile]
) -> Answer:
    value = nomination.answers.get(question.key)
    kind = question.kind
    if kind is FieldKind.FILES:
        return Answer(question, files=[f for f in files if f.field_key == question.key])
    if value is None or is_empty(value):
        return Answer(question)
    if kind is FieldKind.ROWS:
        return Answer(question, rows=[_cells(question, row) for row in value])
    if kind is FieldKind.COUNTRIES:
        return Answer(question, text=", ".join(country_name(c) for c in value))
    language = nomination.nominee_language if question.means == "nominee-original-name" else ""
    return Answer(question, text=_text(plan, question, value), language=language)


def _cells(question: Field, row: Mapping[str, Any]) -> list[str]:
    return [
        country_name(str(row.get(c.key) or ""))
        if c.kind is FieldKind.COUNTRY
        else str(row.get(c.key) or "")
        for c in question.columns.values()
    ]


def _text(plan: Plan, question: Field, value: Any) -> str:
    text = str(value)
    if question.kind is FieldKind.COUNTRY:
        return country_name(text)
    if question.kind is FieldKind.THEME and text in plan.themes:
        return plan.themes[text].label["en"]
    if question.kind is FieldKind.CHOICE and text in question.options:
        return question.options[text].label["en"]
    if question.kind is FieldKind.LANGUAGE:
        return dict(LANGUAGES).get(text, text)
    return "Yes" if value is True else text


def open_points(form: Form, known: Known) -> list[tuple[str, str, str]]:
    """(field key, label, what is wrong) of every answer that keeps the form from being complete."""
    fields = form.fields
    return [
        (fault.field, fields[fault.field].label["en"], answer_fault_words(fault))
        for fault in known.faults
    ]


def strip(seen: Seen, workflow: Workflow, *, public: bool) -> list[StripStep]:
    """The way of a nomination; where it left the way, its stage stands at the end."""
    way = [s for s in workflow.stages.values() if s.on_strip]
    here = seen.stage
    steps: list[StripStep] = []
    passed = here.on_strip
    for stage in way:
        label = (stage.public_label if public and stage.public_label else stage.label)["en"]
        state = "current" if stage.key == here.key else "done" if passed else "future"
        if stage.key == here.key:
            passed = False
        if steps and steps[-1].label == label:
            if state == "current":
                steps[-1] = StripStep(label, state)
            continue
        steps.append(StripStep(label, state))
    if not here.on_strip:
        label = (here.public_label if public and here.public_label else here.label)["en"]
        return [*_left_way(steps), StripStep(label, "current")]
    return steps


def _left_way(steps: list[StripStep]) -> list[StripStep]:
    return [StripStep(s.label, "done" if n == 0 else "skipped") for n, s in enumerate(steps[:1])]


def leading(workflow: Workflow, stage: str, offered: Sequence[Option]) -> Option | None:
    """The step to the next stage of the way, if it is open; no way back or out is suggested."""
    way = [s.key for s in workflow.stages.values() if s.on_strip]
    ahead = way[way.index(stage) + 1 :] if stage in way else way
    onward = [o for o in offered if o.action.target in ahead]
    return onward[0] if onward and onward[0].is_open else None


def stage_words(seen: Seen, *, public: bool) -> str:
    """The stage as this reader may know it."""
    stage = seen.stage
    return (stage.public_label if public and stage.public_label else stage.label)["en"]
