"""Requirements: named and reasoned, pinned with hashes, and without any address."""

from __future__ import annotations

import re
import sys

import pytest

from tests.house.sources import ROOT, modules, named, parsed

PINNED = ("requirements.txt", "requirements-dev.txt", "requirements-installer.txt")
WISHES = ("requirements.in", "requirements-dev.in", "requirements-installer.in")
# Import name -> the package that brings it, where the two differ.
PACKAGES = {
    "flask_login": "flask-login",
    "flask_wtf": "flask-wtf",
    "argon2": "argon2-cffi",
    "werkzeug": "flask",
    "jinja2": "flask",
    "markupsafe": "flask",
    "click": "flask",
    "dateutil": "python-dateutil",
}


def wishes(name):
    """Names of the packages that a .in file asks for."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines)
    return {match.group().lower() for match in found if match}


@pytest.mark.parametrize("name", [*PINNED, *WISHES])
def test_requirements_hold_no_address(name):
    text = (ROOT / name).read_text("utf-8")

    assert re.findall(r"\w+://\S+|^-[fi]\b.*|--(?:extra-)?index-url.*|@ *file.*", text, re.M) == []


@pytest.mark.parametrize("name", PINNED)
def test_every_pin_has_a_hash(name):
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]

    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert pins


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_has_its_reason(name):
    reasons = "".join(p.read_text("utf-8") for p in (ROOT / "docs" / "adr").glob("*.md")).lower()

    assert {p for p in wishes(name) if not re.search(rf"`{re.escape(p)}`", reasons)} == set()


def test_whatever_is_imported_is_asked_for():
    """What another package happens to bring may be gone with its next release."""
    ours = {"prize_app", "workflows", "config", "tools", "tests", "wsgi"}
    asked = {name.replace("-", "_") for name in wishes("requirements.in")}
    foreign = {}
    for path in modules("prize_app", "workflows", "migrations", "."):
        for node in parsed(path).body:
            names = [a.name for a in getattr(node, "names", [])] if hasattr(node, "names") else []
            module = getattr(node, "module", None)
            for name in [module] if module else names:
                root = name.split(".")[0]
                if root not in sys.stdlib_module_names | ours:
                    foreign[root] = named(path)
    missing = {
        root: place
        for root, place in foreign.items()
        if PACKAGES.get(root, root).replace("-", "_") not in asked
    }

    assert missing == {}
