"""The rubric as a form, and the forms of stepping back: shape, not rules."""

from __future__ import annotations

import secrets
from typing import Any

from flask_wtf import FlaskForm

# The stubs do not know SelectChoice yet; tuples in its place are deprecated.
from wtforms import HiddenField, RadioField, SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, InputRequired, Optional

from prize_app.assignments.ending import LONGEST_REASON
from prize_app.db.reviews import Review
from prize_app.inputs import clean, words_field
from prize_app.reviews.kinds import KIND_WORDS
from prize_app.reviews.limits import LONGEST_EXPLANATION, LONGEST_TEXT
from workflows.plan.evaluation import Criterion, Rubric
from workflows.scoring import Points

PREFIX = "c-"
ABSTAIN = "abstain"


class DeclineForm(FlaskForm):
    """Why an assignment is handed back."""

    reason = words_field(
        "Why do you hand it back?",
        most=LONGEST_REASON,
        hint="Only the secretariat reads this.",
    )


class ConflictForm(FlaskForm):
    """What binds somebody to a nomination."""

    kind = RadioField(
        "What binds you to the nominee or the nominator?",
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_WORDS.items()],
        validators=[
            InputRequired("Please choose what comes closest."),
            AnyOf([kind.value for kind in KIND_WORDS], "Please choose one of the answers."),
        ],
        validate_choice=False,
    )
    explanation = words_field(
        "In a few words",
        most=LONGEST_EXPLANATION,
        required=False,
        hint="Kept with the record; please say something where you chose “Something else”.",
    )


def review_form(rubric: Rubric) -> type[FlaskForm]:
    """The class of a rubric's form: one group of points for each criterion, and two texts."""
    fields: dict[str, Any] = {
        "lock_version": HiddenField(),
        "page_id": HiddenField(),
        **{PREFIX + c.key: _points_field(rubric, c) for c in rubric.criteria.values()},
        "strengths": words_field(
            "Strengths",
            most=LONGEST_TEXT,
            required=False,
            hint="What speaks for this nomination?",
        ),
        "weaknesses": words_field(
            "Weaknesses", most=LONGEST_TEXT, required=False, hint="What speaks against it?"
        ),
    }
    return type("ReviewForm", (FlaskForm,), fields)


def _points_field(rubric: Rubric, criterion: Criterion) -> RadioField:
    values = [str(points) for points in range(rubric.lowest, rubric.highest + 1)]
    choices = [SelectChoice(value, value) for value in values]
    if rubric.may_abstain:
        choices.append(SelectChoice(ABSTAIN, "I abstain on this"))
    allowed = AnyOf([choice.value for choice in choices], "Please choose one of the answers.")
    return RadioField(
        criterion.label["en"],
        choices=choices,
        filters=[clean],
        # Optional first: a draft may leave a criterion open.
        validators=[Optional(), allowed],
        validate_choice=False,
    )


def points_of(form: FlaskForm, rubric: Rubric) -> Points:
    """Criterion -> points, None for an abstention; criteria left open are left out."""
    given = {key: form[PREFIX + key].data for key in rubric.criteria}
    return {key: None if value == ABSTAIN else int(value) for key, value in given.items() if value}


def values_of(review: Review | None) -> dict[str, Any]:
    """A stored review as the form wants it."""
    if review is None:
        return {"lock_version": 0, "page_id": secrets.token_urlsafe(12)}
    points = {
        PREFIX + key: ABSTAIN if value is None else str(value)
        for key, value in review.points.items()
    }
    return {
        **points,
        "lock_version": review.lock_version,
        "page_id": secrets.token_urlsafe(12),
        "strengths": review.strengths,
        "weaknesses": review.weaknesses,
    }
