"""Closed sets: every member of each is handled wherever the set is spoken of."""

from __future__ import annotations

import ast

import pytest

from prize_app.dashboards.report_views import HOLDS
from prize_app.dashboards.reports import Kind
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment
from prize_app.editions.forms import GRANTABLE
from prize_app.jobs import Job
from prize_app.nominations.forms import nomination_form
from prize_app.places import SHIPPED_PLAN
from prize_app.procedure.forms import action_form
from prize_app.procedure.recording import RECORDERS
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.serving import _jobs
from tests.house.sources import ROOT, TEMPLATES, modules, parsed, said
from workflows.conditions import CONDITIONS, Consent
from workflows.guards import GUARDS
from workflows.phrasing import LANGUAGES, role_word
from workflows.plan.evaluation import Ask, Record, Role, Tone, Trait
from workflows.plan.forms import Column, Field, FieldKind, Form, Means, Option, Section
from workflows.plan.loading import load_plan
from workflows.policy import POLICY, Permission

RELATIONS = {Role.NOMINATOR, Role.SYSTEM}  # one by deed, the other by date: nobody is given them
PLAN = load_plan(SHIPPED_PLAN.read_text("utf-8"))
ASSIGNMENT_STATES = {"assigned", "declined", "recused", "released"}


def members_named(enumeration):
    """The members of an enumeration that some code names."""
    return {
        node.attr
        for path in modules("prize_app", "workflows")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == enumeration.__name__
    }


def test_every_kind_of_record_has_a_keeper():
    assert set(RECORDERS) == set(Record)


def test_every_role_that_can_be_given_is_offered():
    assert {Role(key) for key, _ in GRANTABLE} == set(Role) - RELATIONS


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_role_has_a_word(language):
    assert all(role_word(role, language) for role in Role)


@pytest.mark.parametrize("enumeration", [Trait, Means, Permission, Ask, Record, Job])
def test_no_member_is_idle(enumeration):
    assert set(enumeration.__members__) - members_named(enumeration) == set()


def test_every_permission_stands_in_the_policy():
    assert set(POLICY) == set(Permission)
    assert all(group for groups in POLICY.values() for group in groups)


@pytest.mark.parametrize("ask", list(Ask))
def test_everything_an_action_can_ask_has_a_field(app, ask):
    actions = [a for w in PLAN.workflows.values() for a in w.actions.values()]
    asking = next(a for a in actions if ask in a.asks)

    with app.test_request_context():
        fields = set(action_form(asking, PLAN.prize.languages)()._fields)

    assert ({"citation_en", "citation_zh"} if ask is Ask.CITATION else {"reason"}) <= fields


def test_every_kind_of_field_has_its_input(app):
    choice = {"options": {"a": Option("a", label={"en": "A"})}}
    rows = {"columns": {"c": Column("c", label={"en": "C"}, kind=FieldKind.TEXT)}}
    further = {FieldKind.CHOICE: choice, FieldKind.ROWS: rows}
    questions = {
        kind.value: Field(kind.value, label={"en": "?"}, kind=kind, **further.get(kind, {}))
        for kind in FieldKind
    }
    form = Form(
        "f",
        label={"en": "F"},
        sections={"s": Section("s", label={"en": "S"}, fields=questions)},
    )

    with app.test_request_context():
        fields = nomination_form(PLAN, form)()
        inputs = {
            name.removeprefix("q-"): type(field).__name__
            for name, field in fields._fields.items()
            if name.startswith("q-")
        }

    assert inputs == {
        FieldKind.TEXT: "StringField",
        FieldKind.LONG_TEXT: "TextAreaField",
        FieldKind.DATE: "DateField",
        FieldKind.YEAR: "WholeNumberField",
        FieldKind.NUMBER: "WholeNumberField",
        FieldKind.EMAIL: "EmailField",
        FieldKind.URL: "URLField",
        FieldKind.COUNTRY: "SelectField",
        FieldKind.COUNTRIES: "SelectMultipleField",
        FieldKind.LANGUAGE: "SelectField",
        FieldKind.CHOICE: "SelectField",
        FieldKind.THEME: "SelectField",
        FieldKind.DECLARATION: "BooleanField",
        FieldKind.ROWS: "FieldList",
    }  # files are no field of the form: they are sent beside it


def test_every_tone_has_a_look():
    shapes = (TEMPLATES / "macros" / "page.html").read_text("utf-8")
    sheet = (ROOT / "prize_app" / "static" / "css" / "status.css").read_text("utf-8")

    # The neutral tone is what a status looks like without one.
    told = {tone for tone in Tone if f'tone == "{tone}"' in shapes and f".status-{tone} " in sheet}
    assert told == set(Tone) - {Tone.NEUTRAL}


def allowed_by(table, constraint):
    """The words that a CHECK constraint lists."""
    found = next(c for c in table.__table__.constraints if c.name == constraint)
    return set(str(found.sqltext).split("'")[1::2])


def test_constraints_know_what_the_code_knows():
    assert allowed_by(Nomination, "ck_nomination_consent_is_known") == set(Consent)
    assert allowed_by(Assignment, "ck_assignment_status_is_known") == ASSIGNMENT_STATES


def test_every_state_of_an_assignment_is_reached():
    ended, unclear = said("take_off", 1, "prize_app")

    assert unclear == set()
    assert set(ended) | {"assigned"} == ASSIGNMENT_STATES


def test_every_conflict_has_words_and_every_export_a_description():
    assert set(KIND_WORDS) == set(ConflictKind)
    assert set(HOLDS) == set(Kind)


def test_every_job_has_its_work(app):
    config = app.config["PRIZE"]

    assert set(_jobs(app, config)) == set(Job)


def test_every_job_is_asked_for_by_a_name_that_the_queue_knows():
    constants = {
        node.value.value
        for path in modules("prize_app")
        for node in parsed(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and node.value.value in set(Job)
    }
    asked, unclear = said("enqueue", 1, "prize_app")

    # Features stand below the queue and name a job by its value, in a constant of their own.
    assert {place.rpartition(": ")[2] for place in unclear} == {"DELIVER", "DRAW"}
    assert constants | set(asked) == set(Job)


def test_every_guard_and_condition_says_what_it_is_for():
    assert [kind.name for kind in (*GUARDS, *CONDITIONS) if not kind.doc] == []
