"""The form in which somebody says how many nominations they take on, in each of their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange

from prize_app.inputs import WholeNumberField
from workflows.plan.evaluation import Role
from workflows.plan.judging import most_of
from workflows.plan.model import Plan


def capacity_form(plan: Plan, reviewed: Mapping[Role, Sequence[str]]) -> type[FlaskForm]:
    """The form of changing one's capacity: a number for each role and category, 0 for none."""
    fields = {
        capacity_field(number, key): _capacity(plan.categories[key].name["en"], most_of(plan, role))
        for number, (role, keys) in enumerate(reviewed.items())
        for key in keys
    }
    return type("CapacityForm", (FlaskForm,), fields)


def capacity_field(number: int, key: str) -> str:
    """The name of the field of a category in the role that somebody holds at this place."""
    return f"n-{number}-{key}" if number else f"n-{key}"


def _capacity(label: str, most: int) -> Any:
    wrong = f"Please give a number between 0 and {most}."
    rules = [InputRequired(wrong), NumberRange(0, most, wrong)]
    return WholeNumberField(label, wrong=wrong, validators=rules)
