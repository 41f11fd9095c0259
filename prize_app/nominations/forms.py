"""The plan's form as a WTForms form: shape only; entry conditions are the engine's business."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from prize_app.countries import LANGUAGES, countries
from prize_app.inputs import (
    CHOOSE,
    WholeNumberField,
    at_most,
    choices,
    clean,
    clean_lines,
    words_field,
)
from workflows.answers import is_empty
from workflows.plan import forms as plan
from workflows.plan.forms import FieldKind
from workflows.plan.model import Plan

PREFIX = "q-"
MOST_ROWS = 10


def nomination_form(plan_: Plan, form: plan.Form) -> type[FlaskForm]:
    """The class of a form: one WTForms field for each question but those for files."""
    hidden = ("lock_version", "page_id", "save_number")
    fields: dict[str, Any] = {name: HiddenField() for name in hidden}
    for question in form.fields.values():
        if question.kind is not FieldKind.FILES:
            fields[PREFIX + question.key] = _field(plan_, question)
    return type("NominationForm", (FlaskForm,), fields)


def mark_optional(form: FlaskForm, asked: plan.Form) -> None:
    """Tell the page which questions need no answer."""
    for key, question in asked.fields.items():
        if question.kind is not FieldKind.FILES and not question.required:
            form[PREFIX + key].flags.optional = True


def answers_of(form: FlaskForm, asked: plan.Form) -> dict[str, Any]:
    """What was written, as the JSON that is stored; empty answers are left out."""
    found: dict[str, Any] = {}
    for key, question in asked.fields.items():
        if question.kind is FieldKind.FILES:
            continue
        value = _stored(form[PREFIX + key].data)
        if not is_empty(value):
            found[key] = value
    return found


def filled(answers: Mapping[str, Any], asked: plan.Form) -> dict[str, Any]:
    """Stored answers as the form wants them."""
    values: dict[str, Any] = {}
    for key, question in asked.fields.items():
        if key in answers:
            values[PREFIX + key] = _shown(question, answers[key])
    return values


def _shown(question: plan.Field, value: Any) -> Any:
    if question.kind is FieldKind.DATE:
        return _date(value)
    days = {key for key, column in question.columns.items() if column.kind is FieldKind.DATE}
    if not days or not isinstance(value, list):
        return value
    return [
        {key: _date(cell) if key in days else cell for key, cell in row.items()}
        for row in value
        if isinstance(row, dict)
    ]


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        rows = [
            {k: _stored(v) for k, v in row.items() if v not in (None, "")}
            if isinstance(row, dict)
            else row
            for row in value
        ]
        return [row for row in rows if row]
    return value


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _field(plan_: Plan, question: plan.Field) -> Any:
    label, hint = question.label["en"], question.hint.get("en", "")
    options: dict[str, Any] = {"label": label, "description": hint}
    kind = question.kind
    if kind is FieldKind.DECLARATION:
        return BooleanField(**options)
    if kind is FieldKind.ROWS:
        rows = question.maximum or MOST_ROWS
        return FieldList(FormField(_row(question)), min_entries=rows, max_entries=rows, **options)
    if kind is FieldKind.COUNTRIES:
        return SelectMultipleField(choices=choices(countries()), **options)
    offered = _offered(plan_, question)
    if offered is not None:
        return SelectField(choices=choices(offered, empty=CHOOSE), **options)
    return _input(kind, question.max_length, question.minimum, question.maximum, options)


def _offered(plan_: Plan, question: plan.Field) -> list[tuple[str, str]] | None:
    if question.kind is FieldKind.CHOICE:
        return [(o.key, o.label["en"]) for o in question.options.values()]
    if question.kind is FieldKind.THEME:
        return [(t.key, t.label["en"]) for t in plan_.themes.values()]
    if question.kind is FieldKind.COUNTRY:
        return list(countries())
    if question.kind is FieldKind.LANGUAGE:
        return list(LANGUAGES)
    return None


def _input(
    kind: FieldKind, longest: int, low: int | None, high: int | None, options: dict[str, Any]
) -> Any:
    length = Length(max=longest, message=f"At most {longest:,} characters, please.")
    if kind is FieldKind.LONG_TEXT:
        return TextAreaField(filters=[clean_lines], validators=[length], **options)
    if kind is FieldKind.DATE:
        return DateField(validators=[_Blank()], **options)
    if kind in (FieldKind.YEAR, FieldKind.NUMBER):
        span = NumberRange(min=low if low is not None else 0, max=high or 3000)
        return WholeNumberField(
            wrong="Please give a whole number.", validators=[_Blank(), span], **options
        )
    classes: dict[FieldKind, type[Field]] = {
        FieldKind.EMAIL: EmailField,
        FieldKind.URL: URLField,
    }
    chosen = classes.get(kind, StringField)
    return chosen(filters=[clean], validators=[length], **options)


class _Blank(Optional):
    """An empty answer is fine in a draft; whether the question is optional says the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {}


def _row(question: plan.Field) -> type[Form]:
    cells = {
        column.key: (
            SelectField(column.label["en"], choices=choices(countries(), empty=CHOOSE))
            if column.kind is FieldKind.COUNTRY
            else _input(column.kind, 400, 1800, 2200, {"label": column.label["en"]})
        )
        for column in question.columns.values()
    }
    return type("Row", (Form,), cells)


class ObjectionForm(FlaskForm):
    """Somebody whom the nominee asks to leave out of the review."""

    person = StringField(
        "Who?",
        filters=[clean],
        validators=[InputRequired("Please give the name."), at_most(200)],
    )
    institution = StringField(
        "Where does this person work?", filters=[clean], validators=[Optional(), at_most(300)]
    )
    reason = words_field("Why?", most=2_000, hint="Only the secretariat reads this.")
