"""Seeds every defect into a plan, checks it, and counts what was refused and by which code."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import workflows
from tests.workflows.mutation import (
    of_blindness,
    of_judgement,
    of_procedure,
    of_reminders,
    of_rounds,
    of_shape,
)
from tests.workflows.mutation.seeding import OPERATORS, Defect, Seeded
from workflows.plan.loading import Reading, read_document, read_plan

MODULES = (of_shape, of_procedure, of_reminders, of_judgement, of_blindness, of_rounds)
PLANS = tuple(sorted((Path(workflows.__file__).parent / "plans").glob("*.toml")))


@cache
def seeded(path: Path) -> Seeded:
    """A shipped plan, parsed once."""
    text = path.read_text("utf-8")
    return Seeded(text, tomllib.loads(text))


def defects(path: Path) -> list[Defect]:
    """Every defect of every operator, wherever it applies."""
    return [defect for operate in OPERATORS for defect in operate(seeded(path))]


def checked(source: object) -> Reading:
    """What the check says of a text or a parsed document."""
    return read_plan(source) if isinstance(source, str) else read_document(source)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A defect, whether the plan was refused, and by the right code at the right place."""

    defect: Defect
    refused: bool
    right: bool


def outcome(defect: Defect) -> Outcome:
    """Check a plan with one defect in it."""
    reading = checked(defect.source)
    right = any(f.code is defect.code and f.place.startswith(defect.near) for f in reading.faults)
    return Outcome(defect, not reading.holds, right)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures: `kinds` is operator -> number of its defects, shares are of all defects."""

    defects: int
    kinds: Counter[str]
    refused: float
    right: float
    wrong: Sequence[Defect]


def spread(found: Sequence[Defect], most: int) -> list[Defect]:
    """At most so many defects of each kind, evenly from the first place to the last."""
    kinds: dict[str, list[Defect]] = {}
    for defect in found:
        kinds.setdefault(defect.kind, []).append(defect)
    return [
        same[number * len(same) // min(most, len(same))]
        for same in kinds.values()
        for number in range(min(most, len(same)))
    ]


def measured(found: Sequence[Defect]) -> Measured:
    """Check a plan with each defect."""
    outcomes = [outcome(defect) for defect in found]
    return Measured(
        len(outcomes),
        Counter(one.defect.kind for one in outcomes),
        sum(one.refused for one in outcomes) / len(outcomes),
        sum(one.right for one in outcomes) / len(outcomes),
        [one.defect for one in outcomes if not one.right],
    )
