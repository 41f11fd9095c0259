"""Laureates, decisions and certificates for tests, made as the procedure makes them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jinja2 import Environment

from prize_app.certificates.service import issue_certificates, record_laureates
from prize_app.db.committee import Decision
from prize_app.db.laureates import Certificate
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import edition_by_id
from prize_app.nominations.moving import Given, Taken
from prize_app.pdf.rendering import environment
from tests.factories import Make, actor
from workflows.machine import Step
from workflows.plan.evaluation import Role

TEMPLATES = Path(__file__).parents[3] / "templates"

# WeasyPrint 70 leaves the colour profile that PDF/A asks for to the garbage collector.
draws_a_certificate = pytest.mark.filterwarnings(
    r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning"
)


def paper() -> Environment:
    """The template room for PDFs."""
    return environment(TEMPLATES)


def read_pdf(pdf: bytes) -> str:
    """The words of a PDF, a form feed after each page."""
    return subprocess.run(
        ["pdftotext", "-", "-"],  # noqa: S607 - a tool of the system's
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout.decode()


def step(
    make: Make,
    nomination: Nomination,
    action: str,
    *,
    reason: str = "",
    actor_id: UUID | None = None,
    at: datetime | None = None,
) -> Taken:
    """A step of the shipped workflow as it was decided, from its first source."""
    edition = edition_by_id(make.session, nomination.edition_id)
    taken = edition.plan.workflow_of(nomination.category_key).actions[action]
    at = at or make.now
    decided = Step(taken, taken.sources[0], taken.target, at)
    return Taken(nomination, edition, decided, actor_id, Given(reason), (), at, make.now)


def decision(
    make: Make, nomination: Nomination, citation: Mapping[str, str], **columns: Any
) -> Decision:
    """A decision that stands, unless it is said to be superseded."""
    values: dict[str, Any] = {
        "nomination_id": nomination.id,
        "action_key": "propose",
        "reasons": "It brought them together.",
        "citation": dict(citation),
        "proposed_at": make.now,
    }
    row = Decision(**{**values, **columns})
    make.session.add(row)
    make.session.flush()
    return row


def laureate(make: Make, **columns: Any) -> Nomination:
    """A nomination that is awarded, in the register of laureates."""
    nomination = make.nomination(**{"stage": "awarded", **columns})
    record_laureates(make.session, [step(make, nomination, "award")])
    make.session.flush()
    return nomination


def certificates(make: Make) -> list[Certificate]:
    """Issue what is to be issued in the edition made last, by somebody of the secretariat."""
    secretary = make.grant(Role.SECRETARIAT)
    slug = make.the_edition.row.slug
    return issue_certificates(make.session, actor(secretary), slug, now=make.now)
