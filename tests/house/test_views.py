"""Views: open to all or signed-in only, never neither; addresses that one can read aloud."""

from __future__ import annotations

import inspect
import re

import pytest
from flask_login import login_required

# A word of the plan, of an edition or of a letter: checked by look-up, so any text may stand there.
FREE = {
    "slug", "token", "category_key", "action_key", "ballot_key", "workflow_key", "check_code",
    "condition_key", "place",
}  # fmt: skip
PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")


@pytest.fixture
def rules(app):
    """Every address of the application but those of static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def is_signed_in_only(view):
    """Whether Flask-Login stands in front of a view."""
    guard = login_required(lambda: None).__code__
    while view is not None:
        if getattr(view, "__code__", None) is guard:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_a_view_is_public_or_for_people_who_are_signed_in(app, rules):
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in rules}

    marks = {
        endpoint: (getattr(view, "is_public", False), is_signed_in_only(view))
        for endpoint, view in views.items()
    }

    assert {e: m for e, m in marks.items() if m not in ((True, False), (False, True))} == {}
    assert len(marks) > 40


def test_views_say_what_they_do(app, rules):
    endpoints = {rule.endpoint for rule in rules}

    assert sorted(e for e in endpoints if not app.view_functions[e].__doc__) == []
    modules = {inspect.getmodule(app.view_functions[e]) for e in endpoints}
    assert sorted(m.__name__ for m in modules if not m.__doc__) == []


def test_addresses_are_in_kebab_case(rules):
    words = [
        (rule.rule, part)
        for rule in rules
        for part in re.sub(r"<[^>]+>", "", rule.rule).split("/")
        if part.strip(".")
    ]

    assert [(rule, part) for rule, part in words if not PART.fullmatch(part.strip("."))] == []


def test_variables_of_addresses_have_a_converter_or_are_looked_up(rules):
    plain = {
        (rule.rule, name)
        for rule in rules
        for converter, name in re.findall(r"<(?:([a-z]+)(?:\([^)]*\))?:)?([a-z_]+)>", rule.rule)
        if not converter
    }

    assert sorted((rule, name) for rule, name in plain if name not in FREE) == []


def test_addresses_take_what_links_and_forms_send(rules):
    methods = {tuple(sorted(rule.methods - {"HEAD", "OPTIONS"})) for rule in rules}

    assert methods <= {("GET",), ("POST",), ("GET", "POST")}
