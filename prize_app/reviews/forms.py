"""The rubric as a form, and the forms of stepping back: shape, not rules."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm

# The stubs do not know SelectChoice yet; tuples in its place are deprecated.
from wtforms import (  # type: ignore[attr-defined]
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Optional

from prize_app.assignments.ending import LONGEST_REASON
from prize_app.db.reviews import Review, ReviewChange
from prize_app.inputs import clean, draft_field, words_field
from prize_app.reviews.kinds import KIND_WORDS
from prize_app.reviews.limits import (
    LONGEST_EXPLANATION,
    LONGEST_POINTS_REASON,
    LONGEST_REMARK,
    LONGEST_TEXT,
)
from workflows.plan.evaluation import Criterion, Rubric
from workflows.reviewing import Grounds, asks_reasons
from workflows.scoring import Points

PREFIX = "c-"
REASON = "r-"
ABSTAIN = "abstain"
OF_THE_PAGE = ("lock_version", "page_id", "save_number")


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


class RemarkForm(FlaskForm):
    """What a reviewer says to the others."""

    words = words_field(
        "Say something to the other reviewers",
        most=LONGEST_REMARK,
        hint="They read it under your alias. It is kept as you wrote it.",
    )


class ReplaceForm(FlaskForm):
    """Who takes a review over, and why."""

    reviewer = RadioField(
        "Who takes it over?",
        validators=[InputRequired("Please choose somebody.")],
        validate_choice=False,
    )
    day = DateField("Time until the end of which day?", validators=[Optional()])
    reason = words_field(
        "Why is it taken off the present reviewer?",
        most=LONGEST_REASON,
        hint="It stays on record; the reviewer is only told that the nomination is off the list.",
    )


def replace_form(reviewers: Sequence[UUID], fair_day: date | None) -> ReplaceForm:
    """The form with the people among whom to choose, and the day that is proposed to them."""
    form = ReplaceForm()
    if not form.is_submitted():
        form.day.data = fair_day
    form.reviewer.choices = [SelectChoice(str(key), str(key)) for key in reviewers]
    form.reviewer.validators = [
        *form.reviewer.validators,
        AnyOf([str(key) for key in reviewers], "Please choose one of these people."),
    ]
    return form


def review_form(rubric: Rubric, *, changing: bool = False) -> type[FlaskForm]:
    """The class of a rubric's form: one group of points for each criterion, and the texts.

    With `changing` it also asks why a review that is in is changed.
    """
    further = {"change_reason": _change_reason(), "based_on": HiddenField()} if changing else {}
    fields: dict[str, Any] = {
        **{name: HiddenField() for name in OF_THE_PAGE},
        **{PREFIX + c.key: _points_field(rubric, c) for c in rubric.criteria.values()},
        **(_reason_fields(rubric) if asks_reasons(rubric) else {}),
        **({"confidence": _confidence_field(rubric)} if rubric.confidence else {}),
        "strengths": draft_field(
            "Strengths", most=LONGEST_TEXT, hint="What speaks for this nomination?"
        ),
        "weaknesses": draft_field("Weaknesses", most=LONGEST_TEXT, hint="What speaks against it?"),
    }
    return type("ReviewForm", (FlaskForm,), fields | further)


def _change_reason() -> Any:
    return draft_field(
        "Why do you change it?",
        most=LONGEST_REASON,
        hint="Kept beside the scores before and after; the other reviewers read it, too.",
    )


def _reason_fields(rubric: Rubric) -> dict[str, Any]:
    return {
        # Named after its criterion: a list of what is wrong has several of them.
        REASON + key: words_field(
            f"Reason: {criterion.label['en']}", most=LONGEST_POINTS_REASON, required=False
        )
        for key, criterion in rubric.criteria.items()
    }


def _confidence_field(rubric: Rubric) -> RadioField:
    grades = sorted(rubric.confidence)
    return RadioField(
        "How sure are you?",
        choices=[SelectChoice(key, rubric.confidence[key].means["en"]) for key in grades],
        filters=[clean],
        validators=[Optional(), AnyOf(grades, "Please choose one of the answers.")],
        validate_choice=False,
    )


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


def grounds_of(form: FlaskForm, rubric: Rubric) -> Grounds:
    """The reasons beside the points, and the confidence."""
    names = {key: REASON + key for key in rubric.criteria}
    reasons = {key: form[name].data or "" for key, name in names.items() if name in form}
    grade = form["confidence"].data if "confidence" in form else None
    return Grounds(reasons, int(grade) if grade else None)


def texts_of(form: FlaskForm) -> dict[str, str]:
    """Everything that is written in words: name of the field -> text."""
    return {f.name: f.data or "" for f in form if isinstance(f, TextAreaField)}


def values_of_change(review: Review, change: ReviewChange | None, versions: int) -> dict[str, Any]:
    """A review that is in, or what is written to change it, as the form of a change wants it."""
    begun = {"lock_version": change.lock_version if change else 0, "based_on": versions}
    said = {"change_reason": change.change_reason} if change else {}
    return values_of(change or review) | begun | said


def values_of(review: Review | ReviewChange | None) -> dict[str, Any]:
    """A stored review as the form wants it."""
    if review is None:
        return {"lock_version": 0, "page_id": secrets.token_urlsafe(12)}
    points = {
        PREFIX + key: ABSTAIN if value is None else str(value)
        for key, value in review.points.items()
    }
    return {
        **points,
        **{REASON + key: words for key, words in (review.reasons or {}).items()},
        "confidence": str(review.confidence) if review.confidence else None,
        "lock_version": review.lock_version,
        "page_id": secrets.token_urlsafe(12),
        "strengths": review.strengths,
        "weaknesses": review.weaknesses,
    }
