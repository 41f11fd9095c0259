"""TOML text to a checked plan, with its content hash."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from typing import Final

from workflows.errors import PlanFaulty
from workflows.plan.checking import faults_of
from workflows.plan.faults import Fault, FaultCode, Faults
from workflows.plan.model import Plan
from workflows.plan.reading import read_table

LARGEST_DOCUMENT: Final = 2_000_000
"""Characters. The plan we ship has fewer than 50,000."""


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
    if len(text) > LARGEST_DOCUMENT:
        sentence = f"the document is longer than {LARGEST_DOCUMENT} characters"
        return Reading(None, (Fault("(document)", FaultCode.OUT_OF_RANGE, sentence),))
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # ValueError is also what whole numbers of thousands of digits make.
        sentence = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return Reading(None, (Fault("(document)", FaultCode.NOT_TOML, sentence),))
    faults = Faults()
    plan = read_table(Plan, document, "", faults)
    found = {*faults.found, *faults_of(plan, frozenset(faults.broken))}
    return Reading(None if faults.broken else plan, tuple(sorted(found)))


def load_plan(text: str) -> Plan:
    """The plan of a document that holds.

    Raises:
        PlanFaulty: with every fault.
    """
    reading = read_plan(text)
    if reading.plan is None or reading.faults:
        raise PlanFaulty(reading.faults)
    return reading.plan
