"""The form of an action: what the plan says that a person must give with it."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm

from prize_app.inputs import words_field
from prize_app.nominations.moving import Given
from prize_app.procedure.limits import LONGEST_CITATION, LONGEST_REASON, MOST_OF_CITATION
from workflows.plan.evaluation import Action, Ask

LABELS = {
    Ask.REASON: ("Reason", "It stays on record with the step."),
    Ask.MESSAGE: ("Your words to the nominator", "They are sent by mail and stay on record."),
}


class RefuseForm(FlaskForm):
    """Why a second person refuses."""

    refusal = words_field(
        "Why do you refuse?",
        most=LONGEST_REASON,
        hint="Whoever proposed it reads this; it stays on record.",
    )


def action_form(action: Action, languages: tuple[str, ...]) -> type[FlaskForm]:
    """The class of the form for an action; without fields when nothing is asked."""
    fields: dict[str, Any] = {}
    for ask, (label, hint) in LABELS.items():
        if ask in action.asks:
            fields["reason"] = words_field(label, most=4_000, hint=hint)
    if Ask.CITATION in action.asks:
        for number, language in enumerate(languages):
            label = f"Citation ({LANGUAGE_NAMES.get(language, language)})"
            fields[f"citation_{language}"] = words_field(
                label,
                most=MOST_OF_CITATION.get(language, LONGEST_CITATION),
                required=number == 0,
            )
    return type("ActionForm", (FlaskForm,), fields)


def given_by(form: FlaskForm, languages: tuple[str, ...]) -> Given:
    """What the person gave."""
    citation = {
        language: field.data.strip()
        for language in languages
        if (field := form._fields.get(f"citation_{language}")) is not None and field.data
    }
    reason = form._fields.get("reason")
    return Given(reason=(reason.data or "") if reason is not None else "", citation=citation)


LANGUAGE_NAMES = {"en": "English", "zh": "Chinese", "fr": "French", "es": "Spanish", "ar": "Arabic"}
