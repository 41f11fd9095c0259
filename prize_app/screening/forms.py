"""The form by which the secretariat settles what is not known."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from prize_app.inputs import choices, clean, clean_lines
from prize_app.screening.settling import LONGEST_DOCUMENT, LONGEST_EVIDENCE


class SettleForm(FlaskForm):
    """Holds or not, on what evidence. DataRequired, not InputRequired: blanks are no evidence."""

    holds = RadioField(
        "What you established",
        choices=choices([("yes", "The condition holds"), ("no", "The condition does not hold")]),
        validators=[InputRequired("Please say whether the condition holds.")],
    )
    evidence = TextAreaField(
        "On what evidence",
        description="What you looked at, and what it says. The nominator reads this with the "
        "findings; it stays on record.",
        filters=[clean_lines],
        validators=[
            DataRequired("Please say on what evidence."),
            Length(max=LONGEST_EVIDENCE, message=f"At most {LONGEST_EVIDENCE:,} characters."),
        ],
    )
    document = StringField(
        "Document",
        description="Its title, number or address, if there is one.",
        filters=[clean],
        validators=[
            Optional(),
            Length(max=LONGEST_DOCUMENT, message=f"At most {LONGEST_DOCUMENT} characters."),
        ],
    )
    settles = HiddenField()
