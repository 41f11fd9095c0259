"""Forms of conflicts of interest: shape, not rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from prize_app.conflicts.kinds import KIND_WORDS
from prize_app.conflicts.limits import LONGEST_REASON
from prize_app.inputs import CHOOSE, choices, words_field

CONFIRM, DISMISS = "binds", "clear"
CHOOSE_ONE = InputRequired("Please choose one.")


class SettleForm(FlaskForm):
    """Confirming or dismissing a suggestion, with the reason."""

    fingerprint = HiddenField()
    decision = RadioField(
        "Is it a conflict of interest?",
        choices=choices(
            [
                (CONFIRM, "Yes: this person has nothing to do with the nomination any more"),
                (DISMISS, "No: this person may judge it"),
            ]
        ),
        validators=[CHOOSE_ONE],
    )
    reason = words_field(
        "Why?",
        most=LONGEST_REASON,
        hint="It stays on record and is read by the secretariat and the observers.",
    )

    def only_confirm(self) -> None:
        """Of a strict one: nobody may dismiss it."""
        words = "Yes: it binds strictly and cannot be dismissed"
        self.decision.choices = choices([(CONFIRM, words)])


class AccountsForm(FlaskForm):
    """Whether two accounts are one person's."""

    fingerprint = HiddenField()
    decision = RadioField(
        "Do both accounts belong to one person?",
        choices=choices(
            [
                (CONFIRM, "Yes: conflicts of interest of one account bind the other"),
                (DISMISS, "No: these are two people"),
            ]
        ),
        validators=[CHOOSE_ONE],
    )
    reason = words_field("How do you know?", most=LONGEST_REASON, hint="It stays on record.")


class TakeBackForm(FlaskForm):
    """That two accounts are two people's after all."""

    reason = words_field("How do you know now?", most=LONGEST_REASON, hint="It stays on record.")


class DeclareForm(FlaskForm):
    """What the secretariat knows of somebody."""

    person = SelectField("Who?", validators=[InputRequired("Please choose somebody.")])
    kind = RadioField(
        "What is it?",
        choices=choices((kind.value, words) for kind, words in KIND_WORDS.items()),
        validators=[CHOOSE_ONE],
    )
    reason = words_field("How do you know?", most=LONGEST_REASON, hint="It stays on record.")

    def __init__(self, people: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.person.choices = choices(people, empty=CHOOSE)
