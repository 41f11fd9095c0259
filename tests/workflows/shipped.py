"""The plan we ship, for tests that start from something real, and copies of it with changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import workflows
from workflows.conditions import Case, Consent, Nominator
from workflows.plan.loading import load_plan
from workflows.plan.model import Plan

PATH = Path(workflows.__file__).parent / "plans" / "anso-prize.toml"
TEXT = PATH.read_text(encoding="utf-8")
PLAN = load_plan(TEXT)
WORKFLOW = PLAN.workflows["standard"]
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def changed(*pairs: tuple[str, str]) -> str:
    """The shipped document with the first occurrence of each text replaced."""
    text = TEXT
    for old, new in pairs:
        assert old in text, f"the shipped plan no longer says {old!r}"
        text = text.replace(old, new, 1)
    return text


def plan_with(*pairs: tuple[str, str]) -> Plan:
    """A changed plan that still holds."""
    return load_plan(changed(*pairs))


def case(**given: Any) -> Case:
    """A case with as little in it as possible."""
    facts: dict[str, Any] = {
        "answers": {},
        "category": "youth-leader",
        "today": date(2027, 3, 1),
        "edition_year": 2027,
        "nominee": "Amina Yusuf",
        "nominee_email": "amina@example.org",
        "nominator": Nominator("Li Wei", "li@example.org", "Institute of Soil", "CN"),
    }
    return Case(**(facts | given))


ELIGIBLE_ANSWERS: dict[str, Any] = {
    "nominee-name": "Amina Yusuf",
    "gender": "female",
    "born-on": "1985-06-01",
    "nationality": "KE",
    "email": "amina@example.org",
    "institution": "University of Nairobi",
    "country": "KE",
    "theme": "water",
    "citation": "For joining the water sciences of five countries.",
    "summary": "She joined the water sciences of five countries.",
    "statement": "She joined the water sciences of five countries, and it lasted.",
    "partner-countries": ["KE", "CN", "ET"],
    "outputs": [{"title": "Wells that last", "year": 2021}],
    "letters": [
        {"author": "A. Bekele", "institution": "Addis Ababa University", "country": "ET"},
        {"author": "J. Otieno", "institution": "University of Nairobi", "country": "KE"},
    ],
    "not-family": True,
    "truthful": True,
}
ELIGIBLE_FILES = {"letter-files": 2}
ELIGIBLE_PAGES = {"letter-files": (1, 1)}


def eligible_case(**given: Any) -> Case:
    """A case that meets every entry condition of the youth award, but for what is given."""
    facts: dict[str, Any] = {
        "answers": ELIGIBLE_ANSWERS,
        "files": ELIGIBLE_FILES,
        "pages": ELIGIBLE_PAGES,
        "consent": Consent.GIVEN,
    }
    return case(**(facts | given))
