"""The forms of an amendment: where nominations go and why; and the name of a further edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from prize_app.amending.limits import LONGEST_DECISION
from prize_app.amending.pages import Question
from prize_app.inputs import CHOOSE, at_most, choices, clean, clean_lines
from workflows.amending.consequences import Consequence

_FITS = Length(max=LONGEST_DECISION, message=f"At most {LONGEST_DECISION:,} characters, please.")


class SeenForm(FlaskForm):
    """A button under what was looked at: `seen` is the hash of exactly that content."""

    seen = HiddenField()


def settle_form(
    asked: Sequence[Question], decisions: Sequence[tuple[Consequence, str]]
) -> type[FlaskForm]:
    """One choice for each stage to be mapped, one text for each consequence to be explained."""
    fields: dict[str, Any] = {"seen": HiddenField()}
    for question in asked:
        fields[name_of(question)] = SelectField(
            question.label, choices=choices(question.options, empty=CHOOSE)
        )
    for consequence, sentence in decisions:
        # May stay empty while one is at it, and yet it is not optional: nothing can be proposed.
        fields[f"why-{consequence.key}"] = TextAreaField(
            sentence, filters=[clean_lines], validators=[_FITS]
        )
    return type("SettleForm", (SeenForm,), fields)


def name_of(question: Question) -> str:
    """The name of a question's field."""
    return f"to-{question.way}-{question.stage}"


def filled(asked: Sequence[Question], decisions: Mapping[str, str]) -> dict[str, str]:
    """What was settled so far, as the form wants it."""
    chosen = {name_of(question): question.chosen for question in asked}
    return chosen | {f"why-{key}": words for key, words in decisions.items()}


def mapping_of(form: FlaskForm, asked: Sequence[Question]) -> dict[str, dict[str, str]]:
    """Way -> stage -> stage, of what was chosen."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for question in asked:
        chosen, way, stage = form[name_of(question)].data, question.way, question.stage
        if chosen:
            found[way][stage] = chosen
    return dict(found)


def decisions_of(form: FlaskForm, asked: Sequence[tuple[Consequence, str]]) -> dict[str, str]:
    """Consequence -> why it is right."""
    return {c.key: (form[f"why-{c.key}"].data or "").strip() for c, _ in asked}


class FurtherForm(FlaskForm):
    """How the next edition is called."""

    title = StringField(
        "Title of the edition",
        description="As people read it, for instance “Edition 2029”.",
        filters=[clean],
        validators=[InputRequired("Please give a title."), at_most(200)],
    )
    slug = StringField(
        "Name in addresses",
        description="Small letters, digits and hyphens, for instance 2029.",
        filters=[clean],
        validators=[
            InputRequired("Please give a name."),
            at_most(60),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message="Only small letters, digits and hyphens."),
        ],
    )
