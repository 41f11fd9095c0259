"""Answers of a form against the form: what is missing, what does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import ELIGIBLE_ANSWERS, PLAN, plan_with
from workflows.answers import AnswerCode, AnswerFault, faults_of, is_empty
from workflows.plan.forms import FieldKind

FORM = PLAN.forms["individual"]
FULL = {"letter-files": 1}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def faults(answers=ELIGIBLE_ANSWERS, files=None, form=FORM, **others):
    files = FULL if files is None else files
    return faults_of(form, {**answers, **others}, files, PLAN.themes)


def said(**others):
    """The fields and codes of what is wrong when some answers are given otherwise."""
    named = {key.replace("_", "-"): value for key, value in others.items()}
    return [(f.field, f.code) for f in faults(**named)]


def test_a_complete_form_has_no_faults():
    assert faults() == ()


def test_an_empty_form_lacks_what_is_required_in_the_order_of_the_form():
    missing = [f for f in faults_of(FORM, {}, {}, PLAN.themes)]

    required = [q.key for q in FORM.fields.values() if q.required]
    assert [f.field for f in missing] == required
    assert {f.code for f in missing} == {AnswerCode.MISSING}


@pytest.mark.parametrize("empty", [None, "", [], False])
def test_what_is_empty_is_missing_where_it_is_required(empty):
    assert said(statement=empty) == [("statement", AnswerCode.MISSING)]
    assert said(died_on=empty) == []


@pytest.mark.parametrize("answer", [0, 0.0, "0", " ", {}, [""], True])
def test_zero_is_an_answer(answer):
    assert not is_empty(answer)


@pytest.mark.parametrize(
    ("field", "answer", "code"),
    [
        ("gender", "unknown", AnswerCode.NOT_AN_OPTION),
        ("gender", ["female"], AnswerCode.NOT_AN_OPTION),
        ("theme", "astrology", AnswerCode.NOT_AN_OPTION),
        ("theme", {"water": 1}, AnswerCode.NOT_AN_OPTION),
        ("born-on", "1985-13-01", AnswerCode.NOT_A_DATE),
        ("born-on", "yesterday", AnswerCode.NOT_A_DATE),
        ("leave-months", "12", AnswerCode.NOT_A_NUMBER),
        ("leave-months", 1.5, AnswerCode.NOT_A_NUMBER),
        ("leave-months", True, AnswerCode.NOT_A_NUMBER),
        ("leave-months", -1, AnswerCode.OUT_OF_RANGE),
        ("leave-months", 241, AnswerCode.OUT_OF_RANGE),
        ("email", "amina", AnswerCode.NOT_AN_ADDRESS),
        ("email", "amina@example", AnswerCode.NOT_AN_ADDRESS),
        ("email", "a b@example.org", AnswerCode.NOT_AN_ADDRESS),
        ("email", "a,b@example.org", AnswerCode.NOT_AN_ADDRESS),
        ("email", "a@example.org,b.example.org", AnswerCode.NOT_AN_ADDRESS),
        ("email", "Amina<a@example.org>", AnswerCode.NOT_AN_ADDRESS),
        ("email", "a@example.org\nBcc: b@example.org", AnswerCode.NOT_AN_ADDRESS),
        ("nominee-name", "x" * 201, AnswerCode.TOO_LONG),
        ("outputs", "a list", AnswerCode.NOT_AN_OPTION),
        ("outputs", ["a row"], AnswerCode.NOT_AN_OPTION),
    ],
)
def test_an_answer_that_does_not_fit_has_its_code(field, answer, code):
    assert [(f.field, f.code) for f in faults(**{field: answer})] == [(field, code)]


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("leave-months", 0),
        ("leave-months", 240),
        ("nominee-name", "x" * 200),
        ("email", "amina.yusuf+prize@mail.example.org"),
        ("email", "amina@例子.example"),
        ("born-on", "1985-06-01"),
        ("citation", " ".join(["word"] * 25)),
    ],
)
def test_an_answer_at_the_edge_fits(field, answer):
    assert faults(**{field: answer}) == ()


def test_too_many_words_are_counted_and_said():
    assert faults(citation=" ".join(["word"] * 26)) == (
        AnswerFault("citation", AnswerCode.TOO_MANY_WORDS, {"most": 25, "count": 26}),
    )


def test_too_long_and_too_many_words_are_both_said():
    assert said(citation="longer words " * 40) == [
        ("citation", AnswerCode.TOO_LONG),
        ("citation", AnswerCode.TOO_MANY_WORDS),
    ]


def test_rows_are_counted_and_each_has_its_cells():
    row = {"title": "T", "year": 2020}

    assert said(outputs=[row] * 5) == []
    assert faults(outputs=[row] * 6) == (
        AnswerFault("outputs", AnswerCode.TOO_MANY_ROWS, {"most": 5, "count": 6}),
    )
    assert faults(outputs=[row, {"title": "", "year": 2020}]) == (
        AnswerFault("outputs", AnswerCode.ROW_INCOMPLETE, {"row": 2, "column": "Title"}),
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org", "example.org", "http://"]
)
def test_a_link_that_is_none_is_not_taken_even_in_a_row(link):
    row = {"title": "T", "year": 2020, "link": link}

    assert said(outputs=[row]) == [("outputs", AnswerCode.NOT_A_LINK)]


def test_a_link_to_a_page_is_taken():
    assert said(outputs=[{"title": "T", "year": 2020, "link": "https://example.org/a?b"}]) == []


def test_a_file_is_missing_where_the_plan_asks_for_one():
    asked = plan_with(
        ('letter-files = { label = { en = "The letters as PDF", zh = "推荐信 PDF 文件" }, ',
         'letter-files = { label = { en = "The letters as PDF", zh = "推荐信 PDF 文件" }, '
         "required = true, "),
    ).forms["individual"]  # fmt: skip

    assert faults(form=asked) == ()
    assert [(f.field, f.code) for f in faults(form=asked, files={"documents": 2})] == [
        ("letter-files", AnswerCode.MISSING)
    ]


def test_what_the_form_does_not_ask_is_not_looked_at():
    assert faults(unknown="x" * 10_000) == ()


@given(st.dictionaries(st.sampled_from(sorted(FORM.fields)), JSON))
def test_whatever_json_is_given_there_is_an_answer(answers):
    found = faults_of(FORM, answers, {}, PLAN.themes)

    assert {f.field for f in found} <= set(FORM.fields)
    required = {
        q.key
        for q in FORM.fields.values()
        if q.required and q.kind is not FieldKind.FILES and is_empty(answers.get(q.key))
    }
    assert required <= {f.field for f in found if f.code is AnswerCode.MISSING}
