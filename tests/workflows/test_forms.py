"""Forms of the plan: fields by key and by meaning; and answers against their shape."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflows.shipped import ELIGIBLE_ANSWERS, PLAN
from workflows.plan.forms import Means
from workflows.shapes import shape_faults

FORM = PLAN.form_of("youth-leader")


def test_fields_stand_in_the_order_of_the_form() -> None:
    assert next(iter(FORM.fields)) == "nominee-name"
    assert list(FORM.fields)[-1] == "truthful"


def test_a_field_is_found_by_what_it_means() -> None:
    found = FORM.field_that_means(Means.NOMINEE_EMAIL)
    organization = PLAN.form_of("sti-outstanding-progress")

    assert found is not None
    assert found.key == "email"
    assert organization.field_that_means(Means.NOMINEE_INSTITUTION) is None


def test_parts_of_a_category_are_found() -> None:
    category = PLAN.categories["youth-leader"]

    assert PLAN.rubric_of("youth-leader").key == category.rubric
    assert PLAN.panel_of("youth-leader").key == category.panel
    assert PLAN.workflow_of("youth-leader").key == category.workflow


def shapes(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """(place, code) of what does not fit."""
    found = shape_faults(FORM, answers, PLAN.themes, "answers")
    return [(fault.place, fault.code) for fault in found]


def test_stored_answers_fit() -> None:
    assert shapes(ELIGIBLE_ANSWERS | {"died-on": "", "leave-months": None}) == []


@pytest.mark.parametrize(
    ("key", "answer", "found"),
    [
        ("citaton", "x", [("answers.citaton", "unknown-field")]),
        ("citation", 5, [("answers.citation", "wrong-type")]),
        ("born-on", "1.6.1985", [("answers.born-on", "wrong-type")]),
        ("born-on", "19850601", [("answers.born-on", "wrong-type")]),
        ("born-on", "1985-02-30", [("answers.born-on", "wrong-type")]),
        ("born-on", 1985, [("answers.born-on", "wrong-type")]),
        ("leave-months", "3", [("answers.leave-months", "wrong-type")]),
        ("leave-months", True, [("answers.leave-months", "wrong-type")]),
        ("leave-months", 3, []),
        ("not-family", "yes", [("answers.not-family", "wrong-type")]),
        ("not-family", False, []),
        ("partner-countries", "KE", [("answers.partner-countries", "wrong-type")]),
        ("partner-countries", ["KE", 1], [("answers.partner-countries", "wrong-type")]),
        ("partner-countries", [], []),
        ("gender", "unknown", [("answers.gender", "wrong-type")]),
        ("gender", ["female"], [("answers.gender", "wrong-type")]),
        ("theme", "waters", [("answers.theme", "wrong-type")]),
        ("letter-files", 2, [("answers.letter-files", "wrong-type")]),
        ("letters", "two", [("answers.letters", "wrong-type")]),
        ("letters", [{}, 1], [("answers.letters", "wrong-type")]),
        ("letters", [{"autor": "A"}], [("answers.letters[0].autor", "unknown-key")]),
        ("letters", [{"author": 1}], [("answers.letters[0].author", "wrong-type")]),
        ("letters", [{"author": None}], []),
        ("outputs", [{"title": "T", "year": 2021}], []),
        ("outputs", [{"title": "T", "year": "2021"}], []),
        ("outputs", [{"title": "T", "year": 2021.5}], [("answers.outputs[0].year", "wrong-type")]),
    ],
)
def test_answers_that_no_form_could_have_stored(key: str, answer: Any, found: Any) -> None:
    assert shapes({key: answer}) == found
