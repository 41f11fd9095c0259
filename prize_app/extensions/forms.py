"""Forms of extensions: shape, not rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import AnyOf, InputRequired, Optional

from prize_app.extensions.limits import LONGEST_REASON
from prize_app.inputs import CHOOSE, choices, words_field

GRANT, REFUSE = "give", "deny"
DAY = InputRequired("Please choose a day.")


class AskForm(FlaskForm):
    """How much more time somebody needs, and why."""

    day = DateField("Until the end of which day?", validators=[DAY])
    reason = words_field(
        "Why is more time needed?",
        most=LONGEST_REASON,
        hint="The secretariat and the observers read this; it stays on record.",
    )

    def bound_by(self, first: date, last: date) -> None:
        """Say to the browser which days can be chosen; the service checks them again."""
        self.day.render_kw = {"min": first.isoformat(), "max": last.isoformat()}


class EnterForm(AskForm):
    """More time for somebody who asked by telephone or letter."""

    whom = SelectField("For whom?", validators=[InputRequired("Please choose somebody.")])

    def __init__(self, owing: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.whom.choices = choices(owing, empty=CHOOSE)

    def chosen(self) -> tuple[UUID, UUID]:
        """(nomination, person) of the chosen line."""
        nomination, _, person = (self.whom.data or "").partition(":")
        return UUID(nomination), UUID(person)


class DecideForm(FlaskForm):
    """Granting, until this day or another, or refusing with a reason."""

    decision = RadioField(
        "What do you decide?",
        choices=[
            SelectChoice(GRANT, "Give the time"),
            SelectChoice(REFUSE, "Refuse; the deadline stays"),
        ],
        validators=[
            InputRequired("Please choose one of the two."),
            AnyOf([GRANT, REFUSE], "Please choose one of the two."),
        ],
        validate_choice=False,
    )
    day = DateField("If given, until the end of", validators=[Optional()])
    reason = words_field(
        "What the person should know",
        most=LONGEST_REASON,
        required=False,
        hint="Goes into the letter. A refusal needs it.",
    )
    together = BooleanField("Decide the same for everybody it was entered for")
