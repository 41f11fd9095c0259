"""Answers of a nomination that is complete and meets the entry conditions of the shipped plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.plan.forms import FieldKind, Means
from workflows.plan.model import Plan

INDIVIDUAL: dict[str, Any] = {
    "nominee-name": "Amina Haddad",
    "original-name": "أمينة حداد",
    "original-language": "ar",
    "gender": "female",
    "born-on": "1990-05-04",
    "nationality": "TN",
    "email": "amina.haddad@nominee.example",
    "institution": "Water Institute of Sfax",
    "country": "TN",
    "theme": "water",
    "citation": "For bringing eleven countries together to share what they know of groundwater.",
    "summary": "She built a network of wells that eleven countries read together.",
    "statement": "Hydrologists, farmers and ministries of eleven countries share one map of wells.",
    "partner-countries": ["MA", "EG", "CN"],
    "outputs": [{"title": "A shared map of wells", "year": 2021}],
    "letters": [
        {"author": "Li Wei", "institution": "Institute of Water, Lanzhou", "country": "CN"},
        {"author": "Sara Alami", "institution": "University of Fez", "country": "MA"},
    ],
    "not-family": True,
    "truthful": True,
}
ORGANIZATION: dict[str, Any] = {
    **{k: v for k, v in INDIVIDUAL.items() if k not in ("gender", "born-on", "nationality")},
    "nominee-name": "Sahel Seed Exchange",
    "original-name": "",
    "original-language": "",
    "founded": 1998,
    "country": "ML",
    "contact": "Moussa Traoré",
    "email": "office@seed-exchange.example",
    "website": "https://seed-exchange.example",
}


def default_answers(plan: Plan, category: str) -> dict[str, Any]:
    """Answers that are complete and meet the entry conditions of the shipped plan."""
    form = plan.form_of(category)
    full = INDIVIDUAL if form.field_that_means(Means.NOMINEE_INSTITUTION) else ORGANIZATION
    wanted = {k for k, f in form.fields.items() if f.kind is not FieldKind.FILES}
    return {k: v for k, v in full.items() if k in wanted and v not in ("", None)}


def meanings(plan: Plan, category: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """The named columns that copy answers with a meaning."""
    columns = {
        Means.NOMINEE_NAME: "nominee_name",
        Means.NOMINEE_ORIGINAL_NAME: "nominee_original_name",
        Means.NOMINEE_LANGUAGE: "nominee_language",
        Means.NOMINEE_EMAIL: "nominee_email",
        Means.NOMINEE_COUNTRY: "nominee_country",
        Means.NOMINEE_INSTITUTION: "nominee_institution",
        Means.THEME: "theme",
    }
    form = plan.form_of(category)
    return {
        column: str(answers.get(field.key) or "")
        for means, column in columns.items()
        if (field := form.field_that_means(means)) is not None
    }
