"""Templates: nothing inline, no dead links, nothing that nobody shows."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from tests.house.sources import ROOT, TEMPLATES, modules, named, parsed, templates, texts

# Drawn by WeasyPrint from inside the house: no browser, no content security policy.
PAPERS = ("certificates/", "reports/")
PAGES = tuple(
    path
    for path in templates("**/*.html")
    if not path.relative_to(TEMPLATES).as_posix().startswith(PAPERS)
)
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES))  # noqa: S701 - reads, never renders

FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an event handler": r"\son[a-z]+\s*=\s*[\"'{]",
    "something from elsewhere": r"\b(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
    "a data or script address": r"[\"'(](?:javascript|data):",
    "an htmx expression": r"\bhx-(?:on|vals=['\"]js|headers=['\"]js)",
    "text that is trusted blindly": r"\|\s*safe\b",
}


def tree_of(path):
    return ENVIRONMENT.parse(path.read_text("utf-8"))


def name_of(path):
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_pages_hold_nothing_inline(what):
    found = [
        (named(path), match.group())
        for path in PAGES
        for match in re.finditer(FORBIDDEN[what], path.read_text("utf-8"))
    ]

    assert found == []


def test_what_is_forbidden_would_be_found():
    faults = (
        '<p style="color: red">', "<style>", "<script>1</script>", '<a onclick="x()">',
        '<img src="https://elsewhere.example/x.png">', '<a href="javascript:1">',
        '<div hx-on:click="x()">', "{{ name | safe }}",
    )  # fmt: skip

    assert all(any(re.search(p, fault) for p in FORBIDDEN.values()) for fault in faults)
    assert not re.search(FORBIDDEN["an inline script"], '<script src="{{ x }}" defer></script>')


ELSEWHERE = re.compile(r"@import[^;]*|url\(\s*[\"']?(?:https?:|//|data:)[^)]*")


def test_style_sheets_fetch_from_here_only():
    sheets = [p for p in (ROOT / "prize_app" / "static").rglob("*.css") if "vendor" not in p.parts]
    found = [
        (named(path), match)
        for path in sheets
        for match in ELSEWHERE.findall(path.read_text("utf-8"))
    ]

    assert found == []
    assert len(sheets) > 5


def links_in(tree):
    """(endpoint, names of the values given) of every url_for."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and call.args:
            endpoint = call.args[0]
            assert isinstance(endpoint, nodes.Const), "an endpoint is written out, not put together"
            yield endpoint.value, {k.key for k in call.kwargs}, call.dyn_kwargs is not None


def test_every_link_leads_somewhere(app):
    wanted = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}

    dead, incomplete = [], []
    for path in PAGES:
        for endpoint, given, open_ended in links_in(tree_of(path)):
            if endpoint not in wanted:
                dead.append((named(path), endpoint))
            elif not open_ended and not wanted[endpoint] <= given:
                incomplete.append((named(path), endpoint, wanted[endpoint] - given))
    assert dead == []
    assert incomplete == []


def used_by_templates(tree):
    for kind in (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport):
        for node in tree.find_all(kind):
            if isinstance(node.template, nodes.Const):
                yield node.template.value


def test_every_template_is_shown_by_somebody():
    in_code = {text for path in modules("prize_app") for text in texts(parsed(path))}
    used = {name for path in templates("**/*.html") for name in used_by_templates(tree_of(path))}
    # Papers are named by their folder and kind: "certificates/certificate" takes .html and .css.
    used |= {f"{text}.html" for text in in_code} | in_code

    assert [name_of(p) for p in templates("**/*.html") if name_of(p) not in used] == []


def test_every_template_that_is_named_is_there():
    wanted = {
        text
        for path in modules("prize_app")
        for text in texts(parsed(path))
        if re.fullmatch(r"[\w/-]+\.html", text)
    }
    wanted |= {name for path in templates("**/*.html") for name in used_by_templates(tree_of(path))}

    assert {name for name in wanted if not (TEMPLATES / name).is_file()} == set()
    assert len(wanted) > 40


def test_a_fragment_says_what_it_expects():
    silent = [
        name_of(path)
        for path in PAGES
        if path.name.startswith("_") and not path.read_text("utf-8").lstrip().startswith("{#")
    ]

    assert silent == []


ASKING = re.compile(r"\b(?:allowed\(|acting_roles|\.roles\b|current_user)")


def test_templates_ask_no_permission():
    asking = [
        (named(path), match.group())
        for path in PAGES
        for match in ASKING.finditer(path.read_text("utf-8"))
    ]

    assert asking == []


def test_every_form_that_changes_something_carries_the_token():
    bare = [
        named(path)
        for path in PAGES
        for form in re.findall(r"<form\b.*?</form>", path.read_text("utf-8"), flags=re.DOTALL)
        if re.search(r"method=[\"']post", form, re.IGNORECASE)
        and not re.search(r"hidden_tag\(\)|\bhidden\(|csrf_token", form)
    ]

    assert bare == []
