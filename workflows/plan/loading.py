"""TOML text to a checked plan, with its content hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from workflows.errors import PlanFaulty
from workflows.plan.checking import faults_of
from workflows.plan.duplicates import parse
from workflows.plan.faults import Fault, FaultCode, Faults
from workflows.plan.model import Plan
from workflows.plan.reading import read_table
from workflows.plan.sizes import too_large


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a document: the plan if it could be read, and all its faults."""

    plan: Plan | None
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether the plan may be used."""
        return self.plan is not None and not self.faults


def content_hash(text: str) -> str:
    """SHA-256 of the document in UTF-8, hexadecimal: the name of a published plan."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_plan(text: str) -> Reading:
    """Read and check a document; never raises for what the document says.

    All faults are found in one run: what cannot be read is replaced by a neutral value, the
    rest is checked, and what could be a mere consequence of the replacement is not reported.
    """
    large = too_large(text)
    if large is not None:
        return Reading(None, (large,))
    parsed = parse(text)
    if parsed.document is None:
        refused = (Fault("(document)", FaultCode.NOT_TOML, parsed.refused),)
        return Reading(None, (*parsed.duplicates, *refused[: bool(parsed.refused)]))
    reading = read_document(parsed.document, frozenset(parsed.left_out))
    return Reading(reading.plan, tuple(sorted({*reading.faults, *parsed.duplicates})))


def read_document(document: Mapping[str, Any], left_out: Set[str] = frozenset()) -> Reading:
    """Check a document that is parsed already; `left_out` are key paths that are missing in it."""
    faults = Faults(broken=set(left_out))
    plan = read_table(Plan, document, "", faults)
    found = {*faults.found, *faults_of(plan, frozenset(faults.broken | faults.clamped))}
    kept = sorted(fault for fault in found if fault.place not in left_out)
    return Reading(None if faults.broken else plan, tuple(kept))


def load_plan(text: str) -> Plan:
    """The plan of a document that holds.

    Raises:
        PlanFaulty: with every fault.
    """
    reading = read_plan(text)
    if reading.plan is None or reading.faults:
        raise PlanFaulty(reading.faults)
    return reading.plan


def published_plan(text: str) -> Plan:
    """The plan of a document that held when it was published.

    What the check of a later engine asks beyond that does not stop an edition that is under way.

    Raises:
        PlanFaulty: it cannot be read at all.
    """
    reading = read_plan(text)
    if reading.plan is None:
        raise PlanFaulty(reading.faults)
    return reading.plan
