"""Forms of editions."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from prize_app.inputs import at_most, choices, clean
from workflows.plan.evaluation import Role
from workflows.plan.model import Plan

GRANTABLE = (
    (Role.REVIEWER, "Reviewer"),
    (Role.EXTERNAL, "External referee"),
    (Role.COMMITTEE, "Committee member"),
    (Role.CHAIR, "Chair of the committee"),
    (Role.DEPUTY, "Deputy of the chair"),
    (Role.BOARD, "Governing Board"),
    (Role.SECRETARIAT, "Secretariat"),
    (Role.OBSERVER, "Observer"),
)


class GrantForm(FlaskForm):
    """Who gets which role, in all categories or in one."""

    email = EmailField(
        "E-mail of the person",
        description="The person must have registered.",
        filters=[clean],
        validators=[InputRequired("Please give an e-mail address."), at_most(254)],
    )
    role = SelectField("Role", choices=choices((r.value, label) for r, label in GRANTABLE))
    category_key = SelectField("In")

    def __init__(self, plan: Plan, **options: Any) -> None:
        super().__init__(**options)
        named = ((c.key, c.name["en"]) for c in plan.categories.values())
        self.category_key.choices = choices(named, empty="all categories")


class ClockForm(FlaskForm):
    """Where to move the time of a demonstration."""

    to = DateTimeLocalField(
        "Move the time to (UTC)", validators=[InputRequired("Please choose a day and time.")]
    )


class PlaceForm(FlaskForm):
    """What a body is part of."""

    parent = StringField(
        "Part of",
        description="The name as the register has it, of two bodies of one name with the country: "
        "Institute of Soil (KE). Leave it empty for a body that stands alone.",
        filters=[clean],
        validators=[Optional(), at_most(300)],
    )
