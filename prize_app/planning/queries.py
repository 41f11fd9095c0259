"""Reading drafts of plans."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from prize_app.db.editions import PlanVersion
from prize_app.db.people import Person
from prize_app.db.plans import PlanDraft
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.loading import Reading, read_plan

WRITING = "writing"
CLOSED = ("taken", "dropped")
MOST_HEADERS: Final = 2_000
"""The plan we ship has 140; tables of nothing cost no value, but each is missing all its keys."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with all that can be found out about it; `parsed` is None where it is no TOML.

    Shared by requests: nobody changes what was parsed.
    """

    text: str
    reading: Reading
    parsed: Any
    is_too_large: bool = False


@lru_cache(maxsize=16)
def document(text: str) -> Document:
    """Read and check a document; the last few are remembered.

    One that is far larger than any plan is not read: a request shall not take minutes.
    """
    if text.count("\n[") > MOST_HEADERS:
        sentence = f"the document has more than {MOST_HEADERS} headers"
        fault = Fault("(document)", FaultCode.TOO_LARGE, sentence)
        return Document(text, Reading(None, (fault,)), None, is_too_large=True)
    reading = read_plan(text)
    if any(fault.code is FaultCode.TOO_LARGE for fault in reading.faults):
        return Document(text, reading, None, is_too_large=True)
    try:
        parsed = tomllib.loads(text)
    except (ValueError, RecursionError):
        parsed = None
    return Document(text, reading, parsed)


def find_draft(session: Session, edition_id: UUID) -> PlanDraft | None:
    """The open draft of an edition."""
    return session.scalar(_open(edition_id))


def lock_draft(session: Session, edition_id: UUID) -> PlanDraft | None:
    """The open draft, nobody else's to change until this transaction ends."""
    return session.scalar(_open(edition_id).with_for_update())


def _open(edition_id: UUID) -> Select[PlanDraft]:
    return select(PlanDraft).where(
        PlanDraft.edition_id == edition_id, PlanDraft.state.not_in(CLOSED)
    )


def base_source(session: Session, draft: PlanDraft) -> str:
    """The document of the plan that a draft began from."""
    return session.get_one(PlanVersion, draft.base_version_id).source


def name_of_person(session: Session, person_id: UUID | None) -> str:
    """Who it was, or nobody whose account is still there."""
    person = session.get(Person, person_id) if person_id else None
    return person.name if person else ""
